"""Points in time that flows name; the day of the event is day 0 (CLD-4)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.core.deadline import add_months, due, last_day

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("after", "amount", "unit", "over", "last"),
    [
        ("2021-06-23", 15, "days", "2021-07-08T17:00", "2021-07-08"),
        ("2021-06-23T18:30:00+00:00", 1, "days", "2021-06-25T17:00", "2021-06-25"),
        ("2024-01-31", 1, "months", "2024-02-29T17:00", "2024-02-29"),
        ("2024-12-15", 2, "months", "2025-02-15T17:00", "2025-02-15"),
        ("2021-06-23T02:00:00+00:00", 4, "hours", "2021-06-23T06:00", "2021-06-23"),
    ],
)
def test_a_time_runs_to_the_end_of_its_last_day_in_the_companys_zone(after, amount, unit, over, last):
    moment = due(after, amount, unit, HANOI)
    assert moment == datetime.fromisoformat(over).replace(tzinfo=UTC)
    assert last_day(moment, HANOI) == date.fromisoformat(last)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_so_many_days_later_is_so_many_days_later(day, days):
    assert last_day(due(day.isoformat(), days, "days", HANOI), HANOI) == day + timedelta(days=days)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_months_go_forward_and_never_leave_the_month(day, some, more):
    later = add_months(day, some + more)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == some + more
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
