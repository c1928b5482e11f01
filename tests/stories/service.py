"""A small office for the stories of the service department: the shipped workspace, on the morning of 11 August 2026."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from casedrop.workspace.workspace import Workspace, usable
from offices import begun
from rebuilding import unlike
from stories.office import Clock, Office, moved, unhurried
from trees import resting, shared

OPENED = "2026-08-11T02:50:00+00:00"
"""The hour at which a story begins: 09:50 in the company's zone."""


_MADE: dict[tuple[bool, Callable[[Path], None] | None], Workspace] = {}
"""Workspaces, by whether the calendar starts work and by what was changed; nobody works in them, but in copies."""
_KEPT = TemporaryDirectory()


IN_CHINA = {
    'zone = "Asia/Ho_Chi_Minh"': 'zone = "Asia/Shanghai"',
    'language = "vi"': 'language = "zh-Hans"',
    'currency = "VND"': 'currency = "CNY"',
}
"""What a Chinese firm says otherwise in its settings; its calendar follows (W28)."""


class Service(Office):
    """An office whose returned letters can be looked at."""

    def marks(self, path: Path) -> list[str]:
        """The comments in a Word file."""
        with zipfile.ZipFile(path) as parts:
            said = parts.read("word/comments.xml").decode()
        return re.findall(r">([^<]+)<", said)


def shipped(place: Path, *, by_date: bool = False, change: Callable[[Path], None] | None = None) -> Workspace:
    """The workspace as it is shipped, but for a change of its files, its shelf of empty forms filled; the calendar starts
    work only if asked to. Each is made once a session and copied, for the shelf takes seconds."""
    root, wanted = place / "shipped", (by_date, change)
    if wanted not in _MADE:
        kept = Path(_KEPT.name) / str(len(_MADE))
        _MADE[wanted] = _made(kept, kept / "shipped", by_date, change)
    shutil.copytree(_MADE[wanted].root, root, symlinks=True)  # templates made ready stay one folder for all
    return moved(_MADE[wanted], root)


def _made(place: Path, root: Path, by_date: bool, change: Callable[[Path], None] | None) -> Workspace:
    begun(root)
    if change:
        change(root)
    there = usable(root) if by_date else unhurried(usable(root))
    workspace = moved(there, root)
    Service(workspace, place / "hands", _clock()).close()
    return workspace


def in_china(root: Path) -> None:
    """Make the workspace a Chinese firm's: its hours (CLD-2), its language, its money."""
    settings = root / "casedrop.toml"
    text = settings.read_text("utf-8")
    for was, becomes in IN_CHINA.items():
        assert was in text
        text = text.replace(was, becomes, 1)
    settings.write_text(text, "utf-8")


def writes(right: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a hand types who does it right but for the changes; None leaves a field as it is."""
    return {pointer: value for pointer, value in {**right, **changes}.items() if value is not None}


def played(workspace: Workspace, place: Path) -> Iterator[Service]:
    """An office in a folder of its own; after the story nothing is at fault, and it is rebuilt as `unlike` says."""
    before, root = shared(workspace.root), resting(workspace.root, place / "office")
    office = Service(moved(workspace, root), place / "hands", _clock())
    yield office
    assert office.faults() == []
    assert office.outdated() == []
    assert unlike(office.room, place / "again") == {}
    assert shared(workspace.root) == before
    office.close()


def _clock() -> Clock:
    return Clock(datetime.fromisoformat(OPENED).astimezone(UTC))
