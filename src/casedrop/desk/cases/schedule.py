"""What the calendar starts, begun: every period once, in order; after a long sleep only once somebody said so.

For each start and each length of its periods, the journal of the desk's calendar says which period was started last. The
first entry is made when a start is first seen: what lies before it is never made up. A case is told from those of other
periods by a number of its own, so that a period that was interrupted, or that two desks begin at once, opens none twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from casedrop.cases.calendar_opening import Row, beginning, collected, is_meant
from casedrop.cases.case import Case, from_json
from casedrop.cases.definitions import Definitions
from casedrop.desk import causes, customers
from casedrop.desk.recording.by_clock import begin_case
from casedrop.desk.recording.desk_entries import PeriodStarted, entries_of
from casedrop.desk.recording.queueing import queued
from casedrop.desk.recording.rows import desk_line, desk_row
from casedrop.desk.recording.writer import Writer
from casedrop.desk.room import Room
from casedrop.flows.flow import Flow
from casedrop.flows.schedule import Period, Start, due, first
from casedrop.intake.effects import RecordDesk
from casedrop.language import messages
from casedrop.store.archive import CALENDAR_FOLDER
from casedrop.store.records import Entry

MOST = 2
"""Periods of one start that may be begun at once without asking."""
AGAIN = timedelta(hours=1)
"""When a start that failed is tried again."""


@dataclass(frozen=True)
class Due:
    """A start of a flow (its `k`-th), with periods of one length, at a moment."""

    room: Room
    flow: Flow
    k: int
    months: int
    now: datetime

    @property
    def start(self) -> Start:
        """The start as the flow declares it."""
        return self.flow.starts[self.k]

    def periods(self) -> list[Period]:
        """The periods that are to be begun, in order; none that began before the start was first seen."""
        seen = _seen(self)
        book = self.room.workspace.book
        calendar = book.calendars.get(self.start.calendar)
        if seen is None:
            seen = first(self.start, self.months, self.now, book.zone, calendar)
            passed(self, seen)
        return due(self.start, seen, self.now, book.zone, calendar)

    @cached_property
    def book(self) -> Definitions:
        """The definitions, with the register of customers as it stands."""
        book = self.room.workspace.book
        return replace(book, customers=book.customers.looked_up(customers.OverLedger(self.room.ledger)))

    def rows(self) -> tuple[Row | None, ...]:
        """The rows of the register, as it stands; (None,) for a start that begins one case."""
        register = self.book.customers
        known = {"customers": register.each_customer, "products": register.each_product}
        return known[self.start.rows]() if self.start.rows else (None,)


def begin(room: Room, writer: Writer, *, make_up: bool = False) -> list[str]:
    """The cases that the calendar opened now; each is written down with all it causes.

    A start of which more than two periods are due at once opens nothing and is told, unless it is to `make_up` for them: a
    clock that jumped looks the same (R23).

    What its own flow keeps from beginning is set aside and holds up no other (E4); it is tried again every hour, for what
    it collects may have changed. Raises Busy.
    """
    due_now = [one for one in starts(room) if not is_aside(room, one)]
    return [case_id for one in due_now for case_id in _begun(room, writer, one, make_up=make_up)]


def skip(room: Room) -> None:
    """Let every period that is due count as started, but the last of each start."""
    for one in starts(room):
        periods = one.periods()
        if len(periods) > 1:
            passed(one, periods[-1].before)


def is_aside(room: Room, one: Due) -> bool:
    """Whether a start failed less than an hour ago, and nobody has mended it since."""
    incident = room.incidents.get("start", name(one))
    return incident is not None and one.now < datetime.fromisoformat(incident.since) + AGAIN * incident.tries


def name(one: Due) -> str:
    """What tells a start from others: its flow, its place there and the length of its periods in months."""
    return f"{one.flow.id}/{one.k}/{one.months}"


def _begun(room: Room, writer: Writer, one: Due, *, make_up: bool) -> list[str]:
    """The cases of all periods of a start that are due, as far as they could be begun."""
    opened: list[str] = []
    with room.incidents.guarded("start", name(one), subject=one.flow.id, flow=one.flow.id):
        periods = one.periods()
        is_asked = len(periods) > MOST and not make_up
        _ask(room, one, periods if is_asked else [])
        for period in [] if is_asked else periods:
            for case_id in period_of(writer, one, period):
                opened.append(case_id)
    return opened


def _ask(room: Room, one: Due, periods: list[Period]) -> None:
    """Tell the keeper of periods that are due and not begun, or, if there are none, that all is well."""
    subject = f"{name(one)}/periods"
    if not periods:
        room.incidents.resolve("start", subject)
        return
    first_day, last_day = periods[0].start.isoformat(), periods[-1].end.isoformat()
    about = {"n": len(periods), "first": first_day, "last": last_day}
    words = messages.in_each_language("keeper.many_periods", **about)
    room.incidents.note("start", subject, words, "clock")


def starts(room: Room) -> Iterator[Due]:
    """Every start of every flow, once for each length of its periods."""
    now = room.clock()
    for flow in room.workspace.book.flows.values():
        for k, start in enumerate(flow.starts):
            yield from (Due(room, flow, k, months, now) for months in start.lengths)


def period_of(writer: Writer, one: Due, period: Period) -> Iterator[str]:
    """The cases of a period that were not there yet; once all are, the period counts as started.

    Raises at the end what the first row raised that could not be worked out; the others have begun. What a disk or a lock
    raises is raised at once.
    """
    gathered, failed = collect(one, period), list[Exception]()
    for row in one.rows():
        try:
            case_id = case_of(writer, one, period, row, gathered)
        except Exception as error:
            if causes.is_passing(error):
                raise
            failed.append(error)
        else:
            yield from [case_id] if case_id else []
    if failed:
        raise failed[0]
    passed(one, period)


def case_of(writer: Writer, one: Due, period: Period, row: Row | None, gathered: Row) -> str | None:
    """The case of a period for a row, or for none; None if there was one already, or none is meant for it."""
    book, now = one.book, one.now
    if not is_meant(book, one.start, period, row, gathered, now):
        return None
    return begin_case(writer, one.flow, beginning(book, one.flow, one.k, period, row, gathered, now), now)


def collect(one: Due, period: Period) -> dict[str, list[Row]]:
    """What a start's `collect` gathers from the cases of other flows, as rows, as those cases stand now."""

    def cases(flow: str) -> Iterator[Case]:
        return (from_json(row.state) for row in one.room.ledger.cases(flow=flow))

    return collected(one.room.workspace.book, one.start.collect, cases, period.facts(), one.now)


def _seen(one: Due) -> Period | None:
    """The last period that counts as started, as it is remembered, or as the calendar's journal has it."""
    known, ledger = one.room.ledger.memo(_memo(one)), one.room.ledger
    if known:
        return Period(int(known), one.months)
    last = mark(ledger.events(CALENDAR_FOLDER), one)
    if last:
        ledger.memorize(_memo(one), str(last.n))
    return last


def _memo(one: Due) -> str:
    return f"started {name(one)}"


def mark(entries: list[Entry], one: Due) -> Period | None:
    """The last period that counts as started; None if the start was never seen."""
    known = (entry for entry in entries_of(entries) if isinstance(entry, PeriodStarted))
    mine = (entry for entry in known if (entry.flow, entry.start, entry.months) == _key(one))
    return max((Period(entry.period, one.months) for entry in mine), key=lambda p: p.n, default=None)


def passed(one: Due, period: Period) -> None:
    """Write into the calendar's journal that a period, and all before it, count as started."""
    with one.room.ledger.transaction() as tx:
        entries = tx.events(CALENDAR_FOLDER)
        last = mark(entries, one)
        if last and last.n >= period.n:
            return
        line = desk_line(PeriodStarted(*_key(one), period.n))
        there = desk_row(one.room.workspace.book, CALENDAR_FOLDER)
        version = tx.append(CALENDAR_FOLDER, len(entries), [line], one.now, there)
        tx.memorize(_memo(one), str(period.n))
        tx.queue(None, queued([RecordDesk(CALENDAR_FOLDER)], f"{CALENDAR_FOLDER}:{version}"))


def _key(one: Due) -> tuple[str, int, int]:
    return one.flow.id, one.k, one.months
