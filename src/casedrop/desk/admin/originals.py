"""The register of originals: what is known of each paper, what is still out, and what a clerk does with them (ACC-4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from casedrop.cases import originals
from casedrop.cases.case import Case
from casedrop.cases.events import Dunned, Event, Filed, Sent
from casedrop.cases.evolve import fold
from casedrop.cases.originals import Handled
from casedrop.desk.desk import Desk
from casedrop.desk.outbox.register import OriginalRow, of_case
from casedrop.desk.recording.by_hand import write_by_hand
from casedrop.desk.room import Room
from casedrop.flows.flow import Flow
from casedrop.language.problem import Problem
from casedrop.store.archive import DESK

Handle = Callable[[Case, Handled, str], Sent | Filed | Dunned | Problem]

WAYS: dict[str, Handle] = {
    "out": originals.sent,
    "in": originals.filed,
    "move": originals.moved,
    "dun": originals.dunned,
}
"""What a clerk does with an original, by the word one says; the third argument is to whom, or on which shelf."""


def listed(room: Room) -> list[OriginalRow]:
    """Every original of every valid document, by customer, document and copy."""
    rows = (r for r in room.ledger.cases() if r.flow != DESK)
    known = [original for row in rows for original in of_case(room, row)]
    return sorted(known, key=lambda r: (r.customer, r.number, r.copy))


def find(room: Room, number: str, copy: int) -> OriginalRow | Problem:
    """One original, or that there is none."""
    one = next((r for r in listed(room) if (r.number, r.copy) == (number, copy)), None)
    return one or Problem("original.unknown", args={"document": number, "copy": copy})


def note(desk: Desk, way: str, number: str, copy: int, where: str, person: str = "") -> Problem | None:
    """Write down where an original is now, with what follows from it; or give the Problem that forbids it.

    `way` is out, in, move or dun; `where` is to whom it went, the shelf, or who was asked for it; `person` is who writes it
    down ("" for not told). Raises what carrying out may raise.
    """
    row = desk.room.ledger.find_document(number)
    if row is None or row.number != number:
        return Problem("scan.unknown", args={"document": number})
    desk.pass_deadlines()
    problem = _noted(desk, row.case_id, way, Handled(number, copy, desk.room.clock(), person), where)
    desk.carrier.finish()
    return problem


def sent(desk: Desk, rows: Sequence[OriginalRow], to: str, person: str = "") -> None:
    """Write down to whom originals went, by a person; what follows is still to be carried out."""
    desk.pass_deadlines()
    for row in rows:
        _noted(desk, row.case, "out", Handled(row.number, row.copy, desk.room.clock(), person), to)


def _noted(desk: Desk, case: str, way: str, handled: Handled, where: str) -> Problem | None:
    return write_by_hand(desk.writer, case, partial(_decided, WAYS[way], handled, where), handled.at, correction=False)


def _decided(
    way: Handle, handled: Handled, where: str, _flow: Flow, past: Sequence[Event]
) -> tuple[Event, ...] | Problem:
    event = way(fold(past), handled, where)
    return event if isinstance(event, Problem) else (event,)


__all__ = ["WAYS", "OriginalRow", "find", "listed", "note", "sent"]
