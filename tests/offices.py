"""New workspaces for tests: the shelf of empty forms takes seconds to make, so it is made once a run and copied."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from casedrop.desk.desk import Desk
from casedrop.desk.room import open_room
from casedrop.workspace.create import init
from casedrop.workspace.workspace import usable
from once import once

MADE = ("outbox/_blank", "state/key", "state/blanks.json", "state/declarations.json", "state/workspace.json")
"""What a start makes of declarations and templates, and finds there the next time."""


def begun(root: Path) -> Path:
    """A new workspace as `init` makes it, with what its first start would make, but nothing written down of it: a start
    there still records what it finds, and makes again what a test changed."""
    init(root)
    first = once("first", _started)
    for name in MADE:
        (root / name).parent.mkdir(mode=0o700, exist_ok=True)
        copy = shutil.copytree if (first / name).is_dir() else shutil.copy2
        copy(first / name, root / name)
    return root


def _started(root: Path) -> None:
    init(root)
    (root / "state").mkdir(mode=0o700)  # where it is there, what was read of the declarations is kept
    workspace = usable(root)
    assert [*workspace.sources.values()]  # each is read, so that all are kept
    desk = Desk(open_room(workspace, lambda: datetime(2021, 6, 14, 2, tzinfo=UTC)))
    desk.start()
    desk.room.ledger.close()
    if desk.sign:
        desk.sign.close()
