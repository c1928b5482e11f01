"""Workspaces that can be copied, worked on until something happens to them, and compared with one to which nothing did."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from casedrop.demo.stage import Clock
from casedrop.desk.desk import Desk
from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.desk.room import Reader, open_room
from casedrop.forms.reading import Examined
from casedrop.store import files, temporary
from casedrop.store.archive import MARK
from casedrop.store.audit.verify import verify
from casedrop.store.records import Fault
from casedrop.watch.watcher import Watcher
from casedrop.workspace.workspace import Workspace
from trees import resting

Item = TypeVar("Item")
SEEN = ("inbox", "outbox", "archive")
VOLATILE = {"owner", "fence", "lease_until", "taken_at", "strikes", "due", "why"}
"""Columns that say who did something and how often it was tried, not what came of it."""


UNORDERED = {"waiting", "stale", "memo"}
"""Tables whose rows are made again, in whatever order."""


INDEX = "content_index"
"""The index of words and its parts: SQLite fills it from `content` in the same transaction, and lets nobody read it through."""


@dataclass(frozen=True)
class World:
    """A workspace on disk at a moment, and what is told of it: every path and row that must be the same in the end."""

    root: Path
    at: datetime

    def copy(self, place: Path) -> World:
        """The same at another place, as a crash at this very moment would leave it."""
        return World(resting(self.root, place), self.at)

    def tree(self) -> dict[str, str]:
        """Every path but the archive's mark, without which a start only looks for itself, and the page of the whole office, which
        is as of the last start or quarter of an hour."""
        there = (p for part in SEEN for p in (self.root / part).rglob("*"))
        paths = (p for p in there if p.name != MARK and p.relative_to(self.root).parts[1:] != ("_keeper", "index.html"))
        return {p.relative_to(self.root).as_posix(): "" if p.is_dir() else digest(p) for p in paths}

    def ledger(self) -> dict[str, list[dict[str, Any]]]:
        with contextlib.closing(sqlite3.connect(self.root / "state" / "ledger.sqlite3")) as db:
            db.row_factory = sqlite3.Row
            tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
            names = [name for name in tables if not name.startswith(INDEX)]
            orders = {name: "1, 2" if name in UNORDERED else "rowid" for name in names}
            return {n: [_said(r) for r in db.execute(f"SELECT * FROM {n} ORDER BY {orders[n]}")] for n in names}  # noqa: S608

    def all(self) -> dict[str, Any]:
        return {**self.tree(), **self.ledger()}


def digest(path: Path) -> str:
    """The hash of a file; of a page without the line that says when it was written."""
    page = re.sub(rb'<p class="written".*?</p>', b"", path.read_bytes()) if path.suffix == ".html" else None
    return files.digest(path) if page is None else hashlib.sha256(page).hexdigest()


def _said(row: sqlite3.Row) -> dict[str, Any]:
    return {k: row[k] for k in row.keys() if k not in VOLATILE}  # noqa: SIM118 - iterating a Row gives its values


@contextlib.contextmanager
def at_work(
    world: World, workspace: Workspace, clock: Clock | None = None, reader: Reader | None = None
) -> Iterator[Desk]:
    """A new desk in the world, which reads in this process; its sign of life ends with it, as a process's would."""
    state = world.root / "state"
    settings = replace(workspace.settings, state=state, url=f"sqlite:///{state}/ledger.sqlite3", quiet_seconds=0.0)
    here = replace(workspace, root=world.root, settings=settings)
    room = replace(
        open_room(here, clock or Clock(world.at)), reader=reader or read_here, inspect=lambda _pdf, _wanted: ()
    )
    desk = Desk(room)
    try:
        yield desk
    finally:
        room.ledger.close()
        if desk.sign:
            desk.sign.close()


def read_here(path: Path, shelf: KnownForms, _limits: Limits) -> Examined:
    return examine(path.read_bytes(), shelf)


def one_pass(desk: Desk) -> None:
    """What a watcher does in one round."""
    Watcher(desk).round()


def resume(world: World, workspace: Workspace) -> None:
    """A new process begins on what is there."""
    with at_work(world, workspace) as desk:
        desk.start()
        one_pass(desk)


class Killed(BaseException):
    """The process is gone: no handler for errors runs, as none would."""


def stopping(k: int, end: BaseException) -> files.Hook:
    """A hook that raises `end` before the k-th act, and lets all others happen."""
    acts = iter(range(1, k + 1))

    def hook(_act: str, _target: str) -> None:
        if next(acts, None) == k:
            raise end

    return hook


def moments(world: World, workspace: Workspace, run: Callable[[Desk], object], place: Path) -> list[World]:
    """A copy of the world before each outward act of `run`: what a process killed there leaves, its open transaction
    and its unwritten buffers lost. Of copies that differ in temporary files alone, the last stays."""
    taken: dict[str, World] = {}

    def hook(_act: str, _target: str) -> None:
        here = fingerprint(world)
        if here in taken:
            shutil.rmtree(taken[here].root)
        taken[here] = world.copy(place / f"{len(list(place.glob('*'))):03d}-{here[:8]}")

    with at_work(world, workspace) as desk, files.acts(hook):
        run(desk)
    return list(taken.values())


def fingerprint(world: World) -> str:
    """What the next process finds but for temporary files: paths and bytes."""
    walks = (walk for part in (*SEEN, "state") for walk in os.walk(world.root / part))
    paths = sorted(Path(folder) / name for folder, _, names in walks for name in names if not temporary.is_tmp(name))
    lines = (f"{path.relative_to(world.root)} {_digest(path)}" for path in paths)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


_DIGESTS: dict[tuple[int, int, int], str] = {}
"""Of files outside `state`, by inode, size and time: they are written anew or made longer, never changed where they lie."""


def _digest(path: Path) -> str:
    if "state" in path.parts:
        return files.digest(path)
    told = path.stat()
    key = (told.st_ino, told.st_size, told.st_mtime_ns)
    if key not in _DIGESTS:
        _DIGESTS[key] = files.digest(path)
    return _DIGESTS[key]


def sample(worlds: Sequence[Item], few: int) -> Sequence[Item]:
    """All of them if CASEDROP_SWEEP is `all`, else `few`, evenly spread from the first to the last."""
    if os.environ.get("CASEDROP_SWEEP") == "all" or len(worlds) <= few:
        return worlds
    return [worlds[k * (len(worlds) - 1) // (few - 1)] for k in range(few)]


def faults(world: World) -> list[Fault]:
    """The faults of the archive, the ledger's heads at hand."""
    heads = {row["folder"]: row["hash"] for row in world.ledger()["head"]}
    return verify(world.root / "archive", heads)
