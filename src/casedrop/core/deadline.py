"""Points in time that flows name: so long after a day or a moment, in the company's zone."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo


def due(after: str, amount: int, unit: str, zone: tzinfo) -> datetime:
    """The first moment (UTC) at which the time is over.

    `after` is an ISO date or an ISO moment with zone. Days and months run to the *end* of the last day in `zone`;
    the day of the event is day 0 (CLD-4). Hours run from the moment, or from the date's midnight.
    """
    start = moment(after, zone)
    if unit == "hours":
        return (start + timedelta(hours=amount)).astimezone(UTC)
    day = start.astimezone(zone).date()
    last = day + timedelta(days=amount) if unit == "days" else add_months(day, amount)
    return datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def last_day(moment_over: datetime, zone: tzinfo) -> date:
    """The last day in `zone` on which a time that is over at `moment_over` still runs."""
    return (moment_over.astimezone(zone) - timedelta(microseconds=1)).date()


def moment(text: str, zone: tzinfo) -> datetime:
    """The moment an ISO date (its midnight in `zone`) or an ISO moment names; raises ValueError."""
    if len(text) == len("2021-06-23"):
        return datetime.combine(date.fromisoformat(text), time(), zone)
    return datetime.fromisoformat(text)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
