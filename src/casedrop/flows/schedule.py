"""What the calendar starts: periods of months, the day on which the work of one begins, and which of them are due. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from casedrop.calendar.dates import add_months
from casedrop.calendar.worktime import Calendar
from casedrop.language.problem import Json

FIRST_OPEN_DAY = 0
"""The day `on` which a start begins that is no day of the month: the first on which a calendar is open."""


@dataclass(frozen=True, slots=True)
class Collect:
    """Rows gathered from the cases of another flow: of each for which the guard `when` holds, what the expressions `each`
    give. They see what that flow's own expressions see, and `period`."""

    flow: str
    when: str
    each: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Start:
    """Cases that begin by the calendar: one each period, or one for each of the `rows` ("customers", "products"), for which
    the guard `when` holds; without rows too, for the calendar begins nothing where there is nothing to do (W27), but
    `reports` that are due as such.

    `months` says how long a period is; or, keyed by what the expression `by` gives of a row, how long that row's is.
    `on` is a day of the period's first month (the last, where it has no such day), or FIRST_OPEN_DAY by `calendar`; `month`
    names another month of the period (from 1; the last, where the period is shorter), UPG-1. `go` is the stage a case begins
    at, "" the flow's own; `lang` an expression, None is the company's language. `give` and `collect` are what it is given.
    Expressions see `period`, `row`, `customers`, `gathered` (what `collect` found), `company`, `today`.
    """

    months: Mapping[str, int]
    on: int
    by: str | None = None
    calendar: str = ""
    rows: str = ""
    when: str | None = None
    go: str = ""
    lang: str | None = None
    give: Mapping[str, Json] = field(default_factory=dict)
    collect: Mapping[str, tuple[Collect, ...]] = field(default_factory=dict)
    month: int = 1
    reports: bool = False

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many months its periods may be long, the shortest first."""
        return tuple(sorted(set(self.months.values())))


@dataclass(frozen=True, slots=True)
class Period:
    """`months` whole months; `n` is the number of the first, counted from January of the year 0."""

    n: int
    months: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.n // 12, self.n % 12 + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return add_months(self.start, self.months) - timedelta(days=1)

    @property
    def before(self) -> Period:
        """The one before, of the same length."""
        return Period(self.n - self.months, self.months)

    def facts(self) -> dict[str, Json]:
        """What expressions see as `period`: its first and last day (ISO), and those of the period `before`."""
        return {**_days(self), "before": _days(self.before)}


PERIOD = {"start": None, "end": None, "before": {"start": None, "end": None}}
"""The names of `Period.facts`, as the tree `guards` wants."""


def present(months: int, now: datetime, zone: tzinfo) -> Period:
    """The period of that length in which `now` lies; every year begins one, where its length divides the year."""
    day = now.astimezone(zone).date()
    month = day.year * 12 + day.month - 1
    return Period(month - month % months, months)


def first(start: Start, months: int, now: datetime, zone: tzinfo, calendar: Calendar | None) -> Period:
    """The period that counts as started when a start is first seen: what began on an earlier day is never made up."""
    current = present(months, now, zone)
    return current if begins(start, current, calendar) < now.astimezone(zone).date() else current.before


def due(start: Start, seen: Period, now: datetime, zone: tzinfo, calendar: Calendar | None) -> list[Period]:
    """The periods after `seen` whose work has begun by `now`, in order: all of them, however long nobody looked."""
    last = present(seen.months, now, zone)
    periods = [Period(n, seen.months) for n in range(seen.n + seen.months, last.n + 1, seen.months)]
    today = now.astimezone(zone).date()
    return [p for p in periods if begins(start, p, calendar) <= today]


def begins(start: Start, period: Period, calendar: Calendar | None) -> date:
    """The day on which the work of a period begins; a month without an open day begins it on the next."""
    day = add_months(period.start, min(start.month, period.months) - 1)
    if start.on != FIRST_OPEN_DAY:
        last = add_months(day, 1) - timedelta(days=1)
        return min(day + timedelta(days=start.on - 1), last)
    while calendar and not calendar.hours(day):
        day += timedelta(days=1)
    return day


def _days(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}
