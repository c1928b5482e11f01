"""The arithmetic of a deadline in words: one line a step, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo

from casedrop.calendar.dates import last_day
from casedrop.calendar.deadline import Deadline, Reckoning, ReckoningStep
from casedrop.language import messages, show

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def term(limit: Deadline, lang: str) -> str:
    """How long a deadline runs: `16 working hours`, `đến hết ngày cuối tháng`."""
    unit = limit.unit.replace(" ", "-")
    dates = [f"{month:02}-{day:02}" for month, day in limit.dates]
    return messages.phrase(
        f"deadline.{'one' if limit.amount == 1 else 'term'}.{unit}", lang, n=limit.amount, dates=dates
    )


def steps(limit: Deadline, reckoning: Reckoning, lang: str) -> list[str]:
    """Every step from the beginning to the end, in order; times are those of the calendar's zone, whole minutes."""
    zone = reckoning.calendar.zone
    by = {"term": term(limit, lang), "calendar": reckoning.calendar.id, "zone": str(zone)}
    by_days = not limit.unit.endswith("hours")
    tail = "_day" if by_days else ""
    since = {"day": day(reckoning.start.astimezone(zone).date(), lang), "time": clock(reckoning.start, zone)}
    return [
        messages.phrase("deadline.by_calendar" if reckoning.calendar.id else "deadline.by_clock", lang, **by),
        messages.phrase(f"deadline.since{tail}", lang, **since),
        *_lines(reckoning, lang),
        messages.phrase(f"deadline.over{tail}", lang, day=day(reckoning.last, lang), time=clock(reckoning.over, zone)),
        *([messages.phrase("deadline.provisional", lang, year=reckoning.unannounced)] if reckoning.unannounced else []),
    ]


def until(over: datetime, zone: tzinfo, lang: str) -> str:
    """When a time is over, as lists have it: its last day, and the hour unless it is the day's end."""
    shown = show(last_day(over, zone).isoformat(), "date", lang)
    is_end = clock(over, zone) == "24:00"
    return shown if is_end else messages.phrase("deadline.until", lang, day=shown, time=clock(over, zone))


def day(which: date, lang: str) -> str:
    """A date with its weekday."""
    weekday = messages.phrase(f"deadline.weekday.{WEEKDAYS[which.weekday()]}", lang)
    return messages.phrase("deadline.day", lang, weekday=weekday, date=show(which.isoformat(), "date", lang))


def clock(moment: datetime, zone: tzinfo) -> str:
    """The hour and minute; midnight is 24:00, for here it ends what came before."""
    shown = f"{moment.astimezone(zone):%H:%M}"
    return "24:00" if shown == "00:00" else shown


def amount(length: timedelta, lang: str) -> str:
    """A length of time in hours and minutes."""
    hours, minutes = divmod(int(length / timedelta(minutes=1)), 60)
    key = "hours_minutes" if hours and minutes else "hours" if hours or not minutes else "minutes"
    return messages.phrase(f"deadline.{key}", lang, hours=hours, minutes=minutes)


def _lines(reckoning: Reckoning, lang: str) -> Iterator[str]:
    total = timedelta()
    for line in reckoning.lines:
        if line.kind == "counted" and line.span:
            total += _minute(line.span.end) - _minute(line.span.start)
        yield _step(line, total, reckoning.calendar.zone, lang)


def _step(line: ReckoningStep, total: timedelta, zone: tzinfo, lang: str) -> str:
    args: dict[str, object] = {"day": day(line.day, lang), "n": line.n, "why": line.why}
    if line.span:
        start, end = _minute(line.span.start), _minute(line.span.end)
        args |= {"start": f"{start.astimezone(zone):%H:%M}", "end": clock(end, zone)}
        args |= {"end_day": day(last_day(end, zone), lang), "amount": amount(end - start, lang)}
    return messages.phrase(f"deadline.{_key(line, zone)}", lang, **args, total=amount(total, lang))


def _key(line: ReckoningStep, zone: tzinfo) -> str:
    if line.kind == "counted" and line.span:
        return "counted" if last_day(line.span.end, zone) == line.day else "counted_days"
    if line.kind == "day":
        return "event" if not line.n else "nth_why" if line.why else "nth"
    if line.kind == "later":
        return "later" if line.n else "event"
    return f"{line.kind}_why" if line.kind in ("open", "closed") and line.why else line.kind


def _minute(moment: datetime) -> datetime:
    """The moment without its seconds, so that the minutes shown add up."""
    return moment.replace(second=0, microsecond=0)
