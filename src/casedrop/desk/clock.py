"""The clock speaks: deadlines that are over move their cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from casedrop.desk.recording.by_clock import pass_deadline
from casedrop.desk.recording.writer import Writer
from casedrop.desk.room import Room
from casedrop.store.errors import Trouble


@dataclass(frozen=True)
class Passed:
    """What became of the deadlines that were over: the cases that `moved`, and why those are `stuck` whose own flow fails."""

    moved: list[str] = field(default_factory=list)
    stuck: dict[str, str] = field(default_factory=dict)


def pass_deadlines(room: Room, writer: Writer) -> Passed:
    """Write down what follows from every deadline that is over.

    A case on which its own flow fails stays where it is, and holds up no other (E4).
    """
    now, passed = room.clock(), Passed()
    for row in room.ledger.cases(closed=False, due_by=now):
        _pass(writer, row.id, now, passed)
    return passed


def _pass(writer: Writer, case_id: str, now: datetime, passed: Passed) -> None:
    try:
        if pass_deadline(writer, case_id, now):
            passed.moved.append(case_id)
    except (Trouble, OSError):
        raise
    except Exception as error:
        passed.stuck[case_id] = f"{type(error).__name__}: {error}"
