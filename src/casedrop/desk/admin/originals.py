"""The register of originals: what is known of each paper, what is still out, and what a clerk does with them (ACC-4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial

from casedrop.calendar.dates import add_months
from casedrop.cases import originals
from casedrop.cases.case import Case, from_json
from casedrop.cases.events import Event, Filed, Sent
from casedrop.cases.evolve import fold
from casedrop.cases.originals import Handled
from casedrop.cases.parts import Original
from casedrop.desk.desk import Desk
from casedrop.desk.recording.by_hand import write_by_hand
from casedrop.desk.room import Room
from casedrop.flows.flow import Flow
from casedrop.language.problem import Problem
from casedrop.store.archive import DESK
from casedrop.store.records import CaseRow

Handle = Callable[[Case, Handled, str], Sent | Filed | Problem]

WAYS: dict[str, Handle] = {"out": originals.sent, "in": originals.filed, "move": originals.moved}
"""What a clerk does with an original, by the word one says; the third argument is to whom, or on which shelf."""


@dataclass(frozen=True, slots=True)
class OriginalRow:
    """One original: dates are the company's ("" for not yet), `age` counts days since its document was issued; `awaited` is
    whether the flow waits for its paper to come in, `keep_until` the last day it is kept."""

    number: str
    form: str
    keep_until: str
    title: str
    case: str
    customer: str
    copy: int
    of: int
    holder: str
    date: str
    age: int
    sent: str
    to: str
    pages: tuple[int, ...]
    scan: str
    paper: str
    shelf: str
    awaited: bool

    @property
    def is_out(self) -> bool:
        """Whether its paper is still missing."""
        return self.awaited and not self.paper


def listed(room: Room) -> list[OriginalRow]:
    """Every original of every valid document, by customer, document and copy."""
    rows = (r for r in room.ledger.cases() if r.flow != DESK)
    known = [original for row in rows for original in _of_case(room, row)]
    return sorted(known, key=lambda r: (r.customer, r.number, r.copy))


def find(room: Room, number: str, copy: int) -> OriginalRow | Problem:
    """One original, or that there is none."""
    one = next((r for r in listed(room) if (r.number, r.copy) == (number, copy)), None)
    return one or Problem("original.unknown", args={"document": number, "copy": copy})


def note(desk: Desk, way: str, number: str, copy: int, where: str) -> Problem | None:
    """Write down where an original is now, with what follows from it; or give the Problem that forbids it.

    `way` is out, in or move; `where` is to whom it went, or the shelf. Raises what carrying out may raise.
    """
    row = desk.room.ledger.find_document(number)
    if row is None or row.number != number:
        return Problem("scan.unknown", args={"document": number})
    desk.pass_deadlines()
    problem = _noted(desk, row.case_id, way, Handled(number, copy, desk.room.clock()), where)
    desk.carrier.finish()
    return problem


def sent(desk: Desk, rows: Sequence[OriginalRow], to: str) -> None:
    """Write down to whom originals went; what follows is still to be carried out."""
    desk.pass_deadlines()
    for row in rows:
        _noted(desk, row.case, "out", Handled(row.number, row.copy, desk.room.clock()), to)


def _noted(desk: Desk, case: str, way: str, handled: Handled, where: str) -> Problem | None:
    return write_by_hand(desk.writer, case, partial(_decided, WAYS[way], handled, where), handled.at, correction=False)


def _decided(
    way: Handle, handled: Handled, where: str, _flow: Flow, past: Sequence[Event]
) -> tuple[Event, ...] | Problem:
    event = way(fold(past), handled, where)
    return event if isinstance(event, Problem) else (event,)


def _of_case(room: Room, row: CaseRow) -> list[OriginalRow]:
    case = from_json(row.state)
    flow = room.book(case).flows[row.flow]
    wanted = {(s.originals.form, h) for s in flow.stages.values() if s.originals for h in s.originals.holders}
    return [
        _row(room, case, number, copy, awaited=(copy.form, copy.holder) in wanted)
        for number, copies in case.originals.items()
        for copy in copies
    ]


def _kept_until(retention: str, issued: str) -> str:
    """The last day a paper is kept, so many years (`10 years`) after the day its document was issued."""
    return add_months(date.fromisoformat(issued), 12 * int(retention.split(maxsplit=1)[0])).isoformat()


def _day(moment: str, zone: tzinfo) -> str:
    """The company's day of a moment (ISO, UTC), "" for none."""
    return datetime.fromisoformat(moment).astimezone(zone).date().isoformat() if moment else ""


def _row(room: Room, case: Case, number: str, original: Original, *, awaited: bool) -> OriginalRow:
    zone = room.workspace.settings.zone
    today = room.clock().astimezone(zone).date()
    form = room.book(case).forms[original.form]
    return OriginalRow(
        number=number,
        form=original.form,
        keep_until=_kept_until(form.retention, original.date),
        title=form.titles[case.lang],
        case=case.id,
        customer=case.customer["name"],
        copy=original.copy,
        of=original.of,
        holder=original.text,
        date=original.date,
        age=(today - date.fromisoformat(original.date)).days,
        to=original.to,
        pages=original.pages,
        shelf=original.shelf,
        awaited=awaited,
        sent=_day(original.sent, zone),
        scan=_day(original.scan, zone),
        paper=_day(original.paper, zone),
    )
