"""Whether a moment is working time, as the rules of forms ask it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from casedrop.calendar.worktime import Calendar
from casedrop.expressions.filters import is_open

WEEK = (((510, 720), (810, 1050)),) * 5 + ((), ())
OFFICE = Calendar("office", ZoneInfo("Asia/Shanghai"), WEEK)


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("2026-08-11T08:29", False),
        ("2026-08-11T08:30", True),
        ("2026-08-11T12:00", False),
        ("2026-08-11T17:29", True),
        ("2026-08-11T17:30", False),
        ("2026-08-15T10:00", False),  # a Saturday
        ("2026-08-11T01:00:00+00:00", True),  # nine o'clock there
        (None, True),
    ],
)
def test_a_moment_lies_in_the_open_hours_or_not(at, open_):
    assert is_open(at, OFFICE) is open_


def test_where_no_calendar_counts_every_moment_is_open():
    assert is_open("2026-08-15T03:00", None) is True
