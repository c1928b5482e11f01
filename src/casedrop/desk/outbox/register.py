"""What the register knows of each paper original of a case, as it now is (ACC-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from casedrop.calendar.dates import add_months
from casedrop.cases.case import Case, from_json
from casedrop.cases.parts import Original
from casedrop.desk.room import Room
from casedrop.store.records import CaseRow


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


def of_case(room: Room, row: CaseRow) -> list[OriginalRow]:
    """The originals of a case, by document and copy."""
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
