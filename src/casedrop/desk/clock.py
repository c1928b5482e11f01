"""The clock speaks: deadlines that are over move their cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from casedrop.desk import causes
from casedrop.desk.recording.by_clock import pass_deadline
from casedrop.desk.recording.writer import Writer
from casedrop.desk.room import Room
from casedrop.store.errors import Busy
from casedrop.store.records import CaseRow


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
        if aside is None or aside.version != row.version:
            _pass(room, writer, row, now, passed)
    return passed


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
