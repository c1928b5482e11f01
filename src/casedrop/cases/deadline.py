"""When the deadline of a case is over, and what moves it."""

from __future__ import annotations

from datetime import datetime

from casedrop.calendar.deadline import Reckoning, reckon
from casedrop.calendar.worktime import Span
from casedrop.cases.case import Case
from casedrop.cases.events import ByCalendar, Reckoned, utc_text
from casedrop.cases.situation import Situation
from casedrop.expressions import guards


def deadline(situation: Situation) -> datetime | None:
    """The moment (UTC) from which the present stage's deadline is over.

    None if it has none, the case is closed or held, or it was over already when the case was reopened at this stage.
    """
    case = situation.case
    result = reckoned(situation) if case.held is None else None
    if result is None:
        return None
    is_past = case.reopened and result.over <= datetime.fromisoformat(case.reopened)
    return None if is_past else result.over


def reckoned(situation: Situation) -> Reckoning | None:
    """The arithmetic of the present stage's deadline, whatever stage the case was held at; of a held case, as if it went on
    now. None if there is none to reckon. Raises GuardError for what gives neither a date nor a moment."""
    book, case = situation.book, situation.case
    limit = situation.stage.deadline if not case.closed else None
    start = guards.value(limit.after, situation.names) if limit else None
    if limit is None or not start:
        return None
    calendar = book.calendars[limit.calendar] if limit.calendar else None
    try:
        return reckon(limit, str(start), calendar, book.zone, pauses(case, situation.now))
    except ValueError as error:
        raise guards.GuardFailedError(limit.after, message=str(error)) from error


def moved(situation: Situation, dues: tuple[datetime | None, datetime | None]) -> Reckoned:
    """The event of a deadline that now ends at the second moment, no longer at the first, and the calendar it goes by."""
    limit = situation.stage.deadline
    calendar = situation.book.calendars.get(limit.calendar) if limit else None
    at = utc_text(situation.now)
    was, due = (utc_text(end) if end else None for end in dues)
    return Reckoned(was, due, at, ByCalendar(calendar.id, calendar.announced_until) if calendar else None)


def pauses(case: Case, now: datetime) -> list[Span]:
    """When the case was held, in order; a hold that goes on ends `now`."""
    ended = [Span(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in case.pauses]
    return [*ended, Span(datetime.fromisoformat(case.held_since), now)] if case.held_since else ended
