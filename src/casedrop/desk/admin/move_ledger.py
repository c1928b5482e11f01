"""A ledger moved from one database to another: verified there before the one it came from is put aside."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from casedrop.desk.admin.verify import verify
from casedrop.desk.recovery.behind import behind
from casedrop.desk.room import Clock, Room, open_room
from casedrop.desk.watchers import watchers
from casedrop.store.errors import AtWork, OlderLedger
from casedrop.store.ledger import move as moving
from casedrop.store.ledger.move import Moved
from casedrop.store.records import Fault
from casedrop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a move: what was carried, what is wrong with the archive by the ledger at its new place, and where the old one
    is kept; "" if it was left in place, because something is wrong."""

    moved: Moved
    faults: tuple[Fault, ...]
    kept: str


def move_ledger(
    workspace: Workspace, clock: Clock, source: str, target: str, *, despite_faults: bool = False
) -> Outcome:
    """Move the ledger of a workspace from one address to another, hold the archive against it there, and put the old one aside
    if all is well, or if that is asked for. Begun again after it was cut off, it goes on.

    Raises AtWork while a desk is at work with either, LedgerThere, OlderLedger, NotALedger.
    """
    moving.refuse_missing(source)
    for url in (source, target):
        refuse_at_work(_room(workspace, clock, url))
    moved = moving.move(source, target, clock())
    room = _room(workspace, clock, target)
    try:
        newer = behind(room)
        if newer:
            raise OlderLedger(folders=", ".join(newer[:3]))
        faults = tuple(verify(room))
    finally:
        room.ledger.close()
    kept = moving.put_aside(source, clock()) if despite_faults or not faults else ""
    return Outcome(moved, faults, kept)


def refuse_at_work(room: Room) -> None:
    """Raise AtWork while a desk works with the room's ledger; closes it."""
    try:
        signs, now = room.ledger.signs, room.clock()
        held = {name for name in room.ledger.owners(now) if signs and signs.is_up(name)}
        seen = {one.machine for one in watchers(room) if one.alive}
        if signs is None and room.life.others(room.owner)[0]:
            seen.add(os.uname().nodename if hasattr(os, "uname") else "this machine")
        if held or seen:
            raise AtWork(names=", ".join(sorted(held | seen)))
    finally:
        room.ledger.close()


def address(workspace: Workspace, said: str) -> str:
    """The URL of what was said: a URL, or the path of an SQLite file, from the root of the workspace."""
    return said if "://" in said else f"sqlite:///{(workspace.root / Path(said)).resolve()}"


def _room(workspace: Workspace, clock: Clock, url: str) -> Room:
    return open_room(replace(workspace, settings=replace(workspace.settings, url=url)), clock)
