"""Days, hours and how far off they are, as a page says them in the reader's language and the office's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from casedrop.calendar import explain
from casedrop.calendar.dates import last_day
from casedrop.calendar.worktime import Calendar
from casedrop.language.dates import show_date
from casedrop.language.plain import plain
from casedrop.store.standing import MOST, Sought
from casedrop.web.visit import Visit


def local(visit: Visit, at: datetime | str) -> datetime:
    """A moment, given as such or as ISO text, in the office's zone."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment.astimezone(visit.room.workspace.settings.zone)


def today(visit: Visit) -> date:
    """The office's day."""
    return local(visit, visit.now).date()


def day(visit: Visit, at: datetime | date | str) -> str:
    """A day, or the office's day at a moment, as tables have it."""
    if isinstance(at, str) and len(at) == len("2026-01-01"):
        return show_date(at, visit.lang)
    of = at if isinstance(at, date) and not isinstance(at, datetime) else local(visit, at).date()
    return show_date(of.isoformat(), visit.lang)


def moment(visit: Visit, at: datetime | str) -> str:
    """A moment to the minute; its hour alone if it is today."""
    here = local(visit, at)
    return f"{here:%H:%M}" if here.date() == today(visit) else f"{day(visit, here)} {here:%H:%M}"


def until(visit: Visit, due: datetime) -> str:
    """The last day of a deadline, with the hour unless that is the day's end."""
    return explain.until(due, visit.room.workspace.settings.zone, visit.lang)


def left(visit: Visit, due: datetime) -> str:
    """How far off the last day of a deadline is."""
    days = (last_day(due, visit.room.workspace.settings.zone) - today(visit)).days
    if days < 0 or due <= visit.now:
        return visit.say("late")
    return visit.say({0: "today", 1: "tomorrow"}.get(days, "days_left"), n=days)


def is_soon(visit: Visit, due: datetime) -> bool:
    """Whether a deadline ends within two days."""
    return due - visit.now <= timedelta(days=2)


def lateness(visit: Visit, late: str, flow: str, stage: str) -> str:
    """For how many days a case at a stage of a flow is late whose last day (ISO) this was: working days, if its deadline was
    counted in them, by the calendar of that."""
    missed, now, calendar = date.fromisoformat(late), today(visit), _working(visit, flow, stage)
    days = [missed + timedelta(days=n) for n in range(1, (now - missed).days + 1)]
    if calendar is None:
        return visit.say("days", n=len(days))
    n = sum(bool(calendar.hours(one)) for one in days)
    return visit.say("working_days", n=n) if n else visit.say("just_late")


def _working(visit: Visit, flow: str, stage: str) -> Calendar | None:
    """The calendar by which working time was counted until a case was late at a stage; None where it was calendar time."""
    book = visit.room.workspace.book
    stages = book.flows[flow].stages.values() if flow in book.flows else ()
    led = [one.deadline for one in stages if one.deadline and one.deadline.go == stage]
    counted = {one.calendar if one.is_working else "" for one in led}
    return book.calendars.get(counted.pop()) if len(counted) == 1 else None


def counted(sought: Sought, number: int) -> int | str:
    """How many cases there are of what is sought; of more than are counted, that there are more."""
    return number if sought.is_kept or number <= MOST else f"{MOST}+"


def size(number: int) -> str:
    """A number of bytes, as people read it."""
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number} {unit}"
        number = round(number / 1000)
    return f"{number} TB"


def shown(text: str) -> str:
    """A name from outside, on which nothing acts: marks that turn the reading direction are shown."""
    return plain(text)
