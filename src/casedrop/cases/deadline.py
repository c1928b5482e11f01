"""When the deadline of a case is over, and what moves it."""

from __future__ import annotations

from datetime import datetime

from casedrop.calendar.deadline import Reckoning
from casedrop.cases import limits
from casedrop.cases.events import ByCalendar, Reckoned, utc_text
from casedrop.cases.situation import Situation


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
    case = situation.case
    limit = situation.stage.deadline if not case.closed else None
    return limits.reckoned(situation.book, limit, situation.names, case, situation.now) if limit else None


def moved(situation: Situation, dues: tuple[datetime | None, datetime | None]) -> Reckoned:
    """The event of a deadline that now ends at the second moment, no longer at the first, and the calendar it goes by."""
    limit = situation.stage.deadline
    calendar = situation.book.calendars.get(limit.calendar) if limit else None
    at = utc_text(situation.now)
    was, due = (utc_text(end) if end else None for end in dues)
    return Reckoned(was, due, at, ByCalendar(calendar.id, calendar.announced_until) if calendar else None)
