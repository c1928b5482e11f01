"""Copies of the shipped workspace for tests to break in one place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from casedrop.language.problem import LANGS
from casedrop.workspace.making.choice import chosen
from casedrop.workspace.making.files import files_of
from casedrop.workspace.workspace import read

ROOT = Path(__file__).parents[1]
DECLARED = ("calendars", "documents", "forms", "schemas")


def planted(place: Path, *more: str) -> Path:
    """A folder into which the workspace's declarations, and what `more` names, were copied."""
    for name in (*DECLARED, *more):
        shutil.copytree(ROOT / name, place / name)
    return _settled(place)


def planted_flows(place: Path, *flows: str) -> Path:
    """A folder into which the files of some flows, of those they lead to, and of the papers that the settings name were copied,
    templates too: of thirty flows, a check would look at all for a mistake in one."""
    shutil.copytree(ROOT / "calendars", place / "calendars")
    for name, data in _files(frozenset([*flows, "acceptance"])).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return _settled(place)


@cache
def _files(flows: frozenset[str]) -> Mapping[str, bytes]:
    of = read(ROOT)
    return files_of(of, chosen(of, flows), LANGS)


def _settled(place: Path) -> Path:
    """The folder, with the settings as they are shipped and the logo they name."""
    shutil.copy(ROOT / "casedrop.toml", place)
    (place / "templates").mkdir(exist_ok=True)
    shutil.copy(ROOT / "templates/logo.png", place / "templates")
    return place


SHARED = ("calendars", "forms", "schemas", "templates")
"""What is most of a workspace, and what no work in it changes."""


def resting(office: Path, place: Path, *without: str) -> Path:
    """A copy of an office at another place, without the folders named, as if its machine had been cloned; forms, templates and
    the like are the first one's own, for copying them takes as long as a short story. `shared` sees that nobody changes them."""
    left_out = {*SHARED, *without}
    ignored = lambda folder, names: left_out & {*names} if folder == str(office) else set()  # noqa: E731
    shutil.copytree(office, place, symlinks=True, ignore=ignored)
    for name in (name for name in SHARED if (office / name).is_dir()):
        share((office / name).resolve(), place / name)
    return place


def share(tree: Path, place: Path) -> None:
    """Let a tree stand at a second place; where one may not make links (Windows), a copy of it."""
    try:
        place.symlink_to(tree, target_is_directory=True)
    except OSError:
        shutil.copytree(tree, place)


def shared(office: Path) -> list[tuple[str, int, int]]:
    """What an office shares with its copies: every file with its size and the moment it was written."""
    walks = (walk for tree in SHARED for walk in os.walk(office / tree))
    files = {f"{folder}/{name}": os.stat(f"{folder}/{name}") for folder, _, names in walks for name in names}  # noqa: PTH116
    return sorted((file, told.st_size, told.st_mtime_ns) for file, told in files.items())


def changed(tree: Path, file: str, old: str, new: str) -> int:
    """The number of the line on which the first of one thing was changed into another."""
    text = (tree / file).read_text(encoding="utf-8")
    assert old in text
    (tree / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
