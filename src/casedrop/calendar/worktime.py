"""Working time: opening hours by weekday, public holidays, swapped days; adding to it, taking from it, measuring it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count

from casedrop.language.problem import Texts

Hours = tuple[tuple[int, int], ...]
"""When a day is open: pairs of minutes since its midnight, in order; () is closed."""

ALWAYS = 9999
"""The last announced year of a calendar that keeps no public holidays: nobody will announce any."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, its moments in UTC; `end` is the first moment after it."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Special:
    """A day unlike its weekday: why, in every language, and its hours."""

    why: Texts
    hours: Hours = ()


def _no_specials(_year: int) -> Mapping[date, Special]:
    return {}


@dataclass(frozen=True)
class Calendar:
    """Opening hours in a zone (CLD-1…3). `week` begins with Monday, and some day of it is open.

    `specials` gives the special days of a year; those of a year after `announced_until` are a guess. A calendar is always
    open from some day of some later week on, so that every time ends.
    """

    id: str
    zone: tzinfo
    week: tuple[Hours, ...]
    announced_until: int = ALWAYS
    specials: Callable[[int], Mapping[date, Special]] = field(default=_no_specials, compare=False)

    def special(self, day: date) -> Special | None:
        """What sets the day apart from its weekday, if anything does."""
        return self.specials(day.year).get(day)

    def hours(self, day: date) -> Hours:
        """When the day is open."""
        special = self.special(day)
        return self.week[day.weekday()] if special is None else special.hours

    def opening(self, day: date) -> tuple[Span, ...]:
        """The day's open hours, in order."""
        return tuple(Span(at(day, a, self.zone), at(day, b, self.zone)) for a, b in self.hours(day))


def always(zone: tzinfo) -> Calendar:
    """The calendar of what runs round the clock: every day is open from midnight to midnight (CLD-3, CLD-4)."""
    return Calendar("", zone, (((0, 24 * 60),),) * 7)


def at(day: date, minutes: int, zone: tzinfo) -> datetime:
    """The moment (UTC) at which clocks in the zone show so many minutes after the day's midnight."""
    return (datetime.combine(day, time(), zone) + timedelta(minutes=minutes)).astimezone(UTC)


def end_of(day: date, zone: tzinfo) -> datetime:
    """The first moment (UTC) after the day in the zone."""
    return at(day + timedelta(days=1), 0, zone)


def add(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """The first moment (UTC) by which so much working time has passed since `start`; `start` itself for none."""
    *_, end = (start.astimezone(UTC), *(span.end for span in taken(openings(calendar, start), amount)))
    return end


def subtract(calendar: Calendar, end: datetime, amount: timedelta) -> datetime:
    """The last moment (UTC) from which so much working time passes until `end`; `end` itself for none."""
    start, left = end.astimezone(UTC), amount
    for span in _openings_back(calendar, end):
        if not left:
            return start
        start = max(span.start, span.end - left)
        left -= span.end - start
    return start


def between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The working time from `start` to `end`; none if `end` comes first."""
    total = timedelta()
    for span in openings(calendar, start):
        if span.start >= end:
            break
        total += min(span.end, end) - span.start
    return total


def openings(calendar: Calendar, start: datetime) -> Iterator[Span]:
    """The open hours from `start` on, without end."""
    first = start.astimezone(calendar.zone).date()
    for n in count():
        for span in calendar.opening(first + timedelta(days=n)):
            if span.end > start:
                yield Span(max(span.start, start.astimezone(UTC)), span.end)


def without(spans: Iterable[Span], pauses: Iterable[Span]) -> Iterator[Span]:
    """The spans less the pauses, which follow one another."""
    known = tuple(pauses)
    for span in spans:
        left = span.start
        for pause in known:
            if left < pause.end and pause.start < span.end:
                if left < pause.start:
                    yield Span(left, pause.start)
                left = pause.end
        if left < span.end:
            yield Span(left, span.end)


def taken(spans: Iterable[Span], amount: timedelta) -> Iterator[Span]:
    """The first spans that make up the amount, the last of them cut to size."""
    left = amount
    for span in spans:
        if not left:
            return
        used = min(left, span.length)
        yield Span(span.start, span.start + used)
        left -= used


def _openings_back(calendar: Calendar, end: datetime) -> Iterator[Span]:
    last = end.astimezone(calendar.zone).date()
    for n in count():
        for span in reversed(calendar.opening(last - timedelta(days=n))):
            if span.start < end:
                yield Span(span.start, min(span.end, end.astimezone(UTC)))
