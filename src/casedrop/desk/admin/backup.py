"""Backups: a workspace, its state and its ledger as they were at one moment, taken while casedrop works; and brought back.

First all is copied while work goes on; then, while nobody can write to the ledger, what changed meanwhile, and the ledger. What
is decided is in the ledger before anything is done about it, so that a copy is what a crash at that moment would have left: a
start finishes it. Files are shared with the backup before, where the disk can.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import make_url

from casedrop.desk.admin.verify import verified
from casedrop.desk.notices import deciding
from casedrop.desk.recovery.behind import behind
from casedrop.desk.room import Clock, Room, open_room
from casedrop.store import files
from casedrop.store.errors import NotABackup
from casedrop.store.mirror import mirror
from casedrop.store.records import Fault
from casedrop.workspace import create
from casedrop.workspace.settings import Settings
from casedrop.workspace.workspace import read, working

TOLD = "backup.json"
"""The file that a backup has once it is whole."""
TREE, STATE, LEDGER = "workspace", "state", "ledger.sqlite3"
MADE_ANEW = ("alive", "compiled", "heartbeat.json", "blanks.json", "declarations.json", "workspace.json", "checked.json",
             "well.json", "web-pages")  # fmt: skip
"""What of `state/` a start makes anew."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup: its folder, how many files it has, and whether the ledger is in it (of PostgreSQL it is not)."""

    folder: Path
    files: int
    ledger: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: the workspace, as of which moment (ISO), what is wrong with its archive, and the folders of which
    the archive knows more than the ledger."""

    root: Path
    at: str
    faults: tuple[Fault, ...]
    behind: tuple[str, ...]


def backup(room: Room, place: Path) -> BackedUp:
    """Make a backup of a workspace in a new folder of `place`, called by the moment. One that was broken off has no `backup.json`
    and is no backup. Raises OSError, Busy."""
    root, settings, at = room.workspace.root, room.workspace.settings, room.clock()
    place = place.resolve()
    folder, last = place / f"{at.astimezone(settings.zone):%Y-%m-%dT%H%M%S}", latest(place)
    own = (settings.state.resolve(), place)

    def is_apart(path: Path) -> bool:
        return path.resolve() in own or _is_ledger(settings, path)

    tree, before = folder / TREE, last / TREE if last else None
    folder.mkdir(parents=True)
    mirror(root, tree, before, is_apart)
    with room.ledger.transaction():
        mirror(root, tree, before, is_apart)
        mirror(settings.state, folder / STATE, None, lambda path: path.name in MADE_ANEW or _is_ledger(settings, path))
        has_ledger = room.ledger.copy(folder / LEDGER)
    count = sum(path.is_file() for path in folder.rglob("*"))
    told = {"at": at.isoformat(), "casedrop": version("casedrop"), "files": count, "ledger": has_ledger}
    files.replace(folder / TOLD, json.dumps(told, indent=1).encode())
    return BackedUp(folder, count, has_ledger)


def latest(place: Path) -> Path | None:
    """The last whole backup in a folder; None if there is none."""
    return max((path.parent for path in place.glob(f"*/{TOLD}")), default=None)


def restore(folder: Path, root: Path, clock: Clock) -> Restored:
    """Bring a backup back as the workspace at `root`, which must be new or empty, and hold its archive against its journals and
    its ledger. Raises NotABackup, NotEmpty, OSError."""
    try:
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
        at, has_ledger = str(told["at"]), bool(told["ledger"])
    except (OSError, ValueError, KeyError) as error:
        raise NotABackup(path=folder) from error
    create.refuse_full(root)
    root.mkdir(parents=True, exist_ok=True)
    mirror(folder / TREE, root, None, lambda _path: False)
    settings = read(root).settings
    create.refuse_full(settings.state)
    mirror(folder / STATE, settings.state, None, lambda _path: False)
    if has_ledger:
        files.replace(_ledger(settings), (folder / LEDGER).read_bytes(), private=True)
    room = open_room(working(root, ()), clock)
    try:
        if has_ledger:  # on a server it may be the one at work
            deciding.forget(room)
        return Restored(root, at, tuple(verified(room, None).faults), tuple(behind(room)))
    finally:
        room.ledger.close()


def _ledger(settings: Settings) -> Path:
    """The file of the ledger; of PostgreSQL what its address ends in."""
    return Path(make_url(settings.url).database or "")


def _is_ledger(settings: Settings, path: Path) -> bool:
    """Whether it is the ledger or beside it: whoever opens such a file besides SQLite loses the locks his process has on it."""
    ledger = _ledger(settings).absolute()
    return path.parent == ledger.parent and path.name.startswith(ledger.name)
