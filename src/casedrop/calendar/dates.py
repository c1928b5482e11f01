"""Days and moments as flows and people name them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo


def last_day(moment_over: datetime, zone: tzinfo) -> date:
    """The last day in `zone` on which a time that is over at `moment_over` still runs."""
    return (moment_over.astimezone(zone) - timedelta(microseconds=1)).date()


def moment(text: str, zone: tzinfo) -> datetime:
    """The moment an ISO date (its midnight in `zone`) or an ISO moment (without a zone: in this one) names; raises ValueError."""
    if len(text) == len("2021-06-23"):
        return datetime.combine(date.fromisoformat(text), time(), zone)
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
