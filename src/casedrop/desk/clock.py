"""The clock speaks: deadlines that are over move their cases; and whether it can be believed (R23)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from casedrop.desk import causes
from casedrop.desk.recording.by_clock import pass_deadline
from casedrop.desk.recording.writer import Writer
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.language.problem import Json
from casedrop.store import files
from casedrop.store.errors import Busy
from casedrop.store.records import CaseRow

FORWARD, BACK = timedelta(days=62), timedelta(days=1)
"""How far the clock may be from where it was last seen: as long as two months, in which nobody was there; a day back."""
AGAIN = timedelta(minutes=10)
"""How far it must have moved to be written down again."""


@dataclass(frozen=True)
class Passed:
    """What became of the deadlines that were over: the cases that `moved`, and those that a disk or a share keeps from moving
    (`held_up`), by what it raised: nothing may be decided of them meanwhile."""

    moved: list[str] = field(default_factory=list)
    held_up: dict[str, Exception] = field(default_factory=dict)


def pass_deadlines(room: Room, writer: Writer) -> Passed:
    """Write down what follows from every deadline that is over.

    A case on which its own flow fails is set aside as it stands, until it moves on or the flow is mended, and holds up no
    other (E4). Raises Busy.
    """
    now, passed = room.clock(), Passed()
    for row in room.ledger.cases(closed=False, due_by=now):
        aside = room.incidents.get("deadline", row.id)
        if (aside is None or aside.version != row.version) and not _is_met(room, row):
            _pass(room, writer, row, now, passed)
    return passed


def _is_met(room: Room, row: CaseRow) -> bool:
    """Whether a drop that came before a case's deadline was over waits to be looked at: its turn came only now, and what came in
    time is in time (W25). One that was taken out of the inbox, or fails, is not waited for."""
    due, incidents, root = row.due, room.incidents, room.workspace.root
    waiting = room.ledger.called(row.id) if due else []
    there = (one for one in waiting if (root / one.path).is_file() and incidents.get("drop", one.path) is None)
    return any(due is not None and one.taken_at < due for one in there)


def _pass(room: Room, writer: Writer, row: CaseRow, now: datetime, passed: Passed) -> None:
    try:
        if pass_deadline(writer, row.id, now):
            passed.moved.append(row.id)
    except Busy:
        raise
    except Exception as error:
        room.incidents.record("deadline", row.id, error, version=row.version, flow=row.flow)
        if causes.is_passing(error):
            passed.held_up[row.id] = error
    else:
        room.incidents.resolve("deadline", row.id)


def is_believed(room: Room) -> bool:
    """Whether the clock is near where it was last seen; where it is not, the keeper is asked, and nothing may be done by it."""
    now, seen = room.clock(), _seen(room)
    if seen and not -BACK <= now - seen <= FORWARD:
        zone = room.workspace.settings.zone
        about = {"seen": f"{seen.astimezone(zone):%Y-%m-%d %H:%M}"}
        words = messages.in_each_language("keeper.clock_jumped", **about)
        room.incidents.note("clock", "", words, "clock")
        return False
    room.incidents.resolve("clock", "")
    if seen is None or abs(now - seen) >= AGAIN:
        believe(room)
    return True


def believe(room: Room) -> None:
    """Take the clock as it stands for right."""
    files.replace(_file(room), json.dumps({"at": room.clock().isoformat()}).encode(), private=True)
    room.incidents.resolve("clock", "")


def _seen(room: Room) -> datetime | None:
    """When the clock was last seen; None if it never was."""
    try:
        known: Json = json.loads(_file(room).read_text(encoding="utf-8"))
        return datetime.fromisoformat(known["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file(room: Room) -> Path:
    return room.workspace.settings.state / "clock.json"
