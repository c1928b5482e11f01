"""Days and moments as flows and people name them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.calendar.dates import add_months, last_day, moment

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_the_last_day_is_the_one_before_the_midnight_that_ends_it():
    over = datetime(2021, 7, 8, 17, tzinfo=UTC)
    assert last_day(over, HANOI) == date(2021, 7, 8)
    assert last_day(over + timedelta(minutes=1), HANOI) == date(2021, 7, 9)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2021-06-23", "2021-06-22T17:00"),
        ("2021-06-23T09:00", "2021-06-23T02:00"),
        ("2021-06-23T09:00+08:00", "2021-06-23T01:00"),
    ],
)
def test_a_day_is_its_midnight_and_a_moment_without_a_zone_is_the_offices(text, utc):
    assert moment(text, HANOI) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_months_go_forward_and_never_leave_the_month(day, some, more):
    later = add_months(day, some + more)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == some + more
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
