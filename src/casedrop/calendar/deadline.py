"""How long a deadline runs, with every step of the arithmetic: what counted, what was closed, when the case was held."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal

from casedrop.calendar.dates import add_months, last_day, moment
from casedrop.calendar.worktime import Calendar, Span, always, at, between, end_of, openings, taken, without
from casedrop.language.problem import Texts

Kind = Literal["counted", "day", "later", "open", "closed", "held", "night"]


@dataclass(frozen=True, slots=True)
class ReckoningStep:
    """One step. `counted`: a span that counted; `day`: the `n`-th day; `later`: so many days at once; `open`, `closed`: a
    day unlike its weekday, and why, or a weekday that is always closed; `held`: a span that did not count; `night`: a day
    at whose end the case was held."""

    kind: Kind
    day: date
    span: Span | None = None
    n: int = 0
    why: Texts | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """From `start` the time is over at `over` (UTC), by the calendar. `unannounced` is the first year it reaches whose
    holidays are only guessed; None where all are known."""

    calendar: Calendar
    start: datetime
    over: datetime
    lines: tuple[ReckoningStep, ...]
    unannounced: int | None = None

    @property
    def last(self) -> date:
        """The last day on which the time still runs, by the calendar's zone."""
        return last_day(self.over, self.calendar.zone)

    def left(self, now: datetime) -> timedelta:
        """The open time that is left at `now`; none once it is over."""
        return between(self.calendar, max(now, self.start), self.over)


def reckon(limit: Deadline, after: str, calendar: Calendar | None, zone: tzinfo, pauses: Sequence[Span]) -> Reckoning:
    """The deadline after an ISO date or moment, by `calendar`; without one, round the clock in `zone` (CLD-3, CLD-4).

    Hours run from the moment, or from the date's midnight, and stand still in the pauses. Days and months run to the
    *end* of the last day; the day of the event is day 0. A day at whose end the case was held does not count, not even as
    day 0: so each night of a pause moves the end by a day, and no time is over while a case is held. Raises ValueError
    for what is neither a date nor a moment.
    """
    known = calendar if calendar and limit.is_working else always(calendar.zone if calendar else zone)
    start = moment(after, known.zone).astimezone(UTC)
    way = _by_hours if limit.unit.endswith("hours") else _by_days
    reckoning = way(limit, known, start, pauses)
    is_guess = reckoning.last.year > known.announced_until
    return replace(reckoning, unannounced=max(known.announced_until + 1, start.year) if is_guess else None)


def _by_hours(limit: Deadline, calendar: Calendar, start: datetime, pauses: Sequence[Span]) -> Reckoning:
    spans = tuple(taken(without(openings(calendar, start), pauses), timedelta(hours=limit.amount)))
    over = spans[-1].end
    lines = [ReckoningStep("counted", _day(s.start, calendar), s) for s in _joined(spans)]
    lines += [ReckoningStep("held", _day(p.start, calendar), p) for p in pauses if start < p.end and p.start < over]
    lines += _unlike(calendar, _day(start, calendar), last_day(over, calendar.zone))
    return Reckoning(calendar, start, over, tuple(sorted(lines, key=lambda line: _order(line, calendar))))


def _by_days(limit: Deadline, calendar: Calendar, start: datetime, pauses: Sequence[Span]) -> Reckoning:
    lines = list(_counted_days(calendar, _day(start, calendar), _wanted(limit, _day(start, calendar)), pauses))
    if not limit.is_working:
        *before, last = lines
        lines = [*(line for line in before if line.kind == "night"), replace(last, kind="later")]
    return Reckoning(calendar, start, end_of(lines[-1].day, calendar.zone), tuple(lines))


def _counted_days(calendar: Calendar, first: date, wanted: int, pauses: Sequence[Span]) -> Iterator[ReckoningStep]:
    """The days from the event's on, up to the last that counts; that same day, if none is wanted, or the next open one."""
    n, day = -1, first
    while n < wanted:
        why = special.why if (special := calendar.special(day)) else None
        end = end_of(day, calendar.zone)
        if (n >= 0 or not wanted) and not calendar.hours(day):
            yield ReckoningStep("closed", day, why=why)
        elif any(pause.start < end <= pause.end for pause in pauses):
            yield ReckoningStep("night", day)
        else:
            n += 1
            yield ReckoningStep("day", day, n=n, why=why)
        day += timedelta(days=1)


def _wanted(limit: Deadline, first: date) -> int:
    """How many days after the event's the time is over."""
    if limit.unit.endswith("days"):
        return limit.amount
    if limit.unit == "months":
        return (add_months(first, limit.amount) - first).days
    if limit.unit == "dates":
        years = (first.year, first.year + 1)
        return min((day - first).days for y in years for m, d in limit.dates if (day := date(y, m, d)) >= first)
    return monthrange(first.year, first.month)[1] - first.day


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans, those that touch made one: what runs round the clock does not stop at midnight."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end == span.start:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _unlike(calendar: Calendar, first: date, last: date) -> Iterator[ReckoningStep]:
    """The days that are closed, or open against their weekday."""
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        special = calendar.special(day)
        if special or not calendar.hours(day):
            yield ReckoningStep("open" if calendar.hours(day) else "closed", day, why=special.why if special else None)


def _order(line: ReckoningStep, calendar: Calendar) -> datetime:
    return line.span.start if line.span else at(line.day, 0, calendar.zone)


def _day(moment_: datetime, calendar: Calendar) -> date:
    return moment_.astimezone(calendar.zone).date()


@dataclass(frozen=True, slots=True)
class Deadline:
    """`amount` `unit` after the date or moment the expression `after` gives; then `go`.

    `unit` is `days`, `months` or `hours` of calendar time, or `working hours` or `working days` of the calendar of that
    id (CLD-4); or `dates`: the next of the `dates` (month, day); or `month end`; none of the working days is the day itself,
    or the next open one. Where `nonstop` (a guard; None never does) holds, working time counts round the clock.
    """

    after: str
    amount: int
    unit: str
    go: str
    line: int = 0
    calendar: str = ""
    dates: tuple[tuple[int, int], ...] = ()
    nonstop: str | None = None

    @property
    def is_working(self) -> bool:
        """Whether it counts working time."""
        return self.unit.startswith("working")
