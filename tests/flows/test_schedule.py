"""What the calendar starts: which periods are due, whenever somebody looks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.calendar.worktime import Calendar, Special
from casedrop.flows.schedule import FIRST_OPEN_DAY, Period, Start, begins, due, first, present

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
TET = {date(2026, 6, 1): Special({"en": "closed"})}
OFFICE = Calendar("vn", SAIGON, (((510, 1020),),) * 5 + ((), ()), specials=lambda year: TET if year == 2026 else {})

lengths = st.sampled_from([1, 2, 3, 5, 12])
days = st.sampled_from([FIRST_OPEN_DAY, 1, 15, 28, 29, 30, 31])
moments = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))


def monthly(on: int = 1, months: int = 1) -> Start:
    return Start({"": months}, on)


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=SAIGON)


def period(month: str, months: int = 1) -> Period:
    return present(months, at(f"{month}-15"), SAIGON)


def said(periods: list[Period]) -> list[str]:
    return [p.start.isoformat()[:7] for p in periods]


@pytest.mark.parametrize(
    ("months", "day", "days"),
    [
        (1, "2024-02-10", ("2024-02-01", "2024-02-29", "2024-01-01", "2024-01-31")),
        (3, "2026-11-22", ("2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30")),
        (12, "2026-11-22", ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31")),
    ],
)
def test_a_period_is_whole_months(months, day, days):
    facts = present(months, at(day), SAIGON).facts()
    assert (facts["start"], facts["end"], facts["before"]["start"], facts["before"]["end"]) == days


@pytest.mark.parametrize(
    ("now", "months"),
    [
        ("2026-02-28T23:59", []),
        ("2026-03-01T00:00", ["2026-03"]),
        ("2026-06-02T08:00", ["2026-03", "2026-04", "2026-05", "2026-06"]),
    ],
)
def test_what_was_slept_through_is_made_up_in_order(now, months):
    assert said(due(monthly(), period("2026-02"), at(now), SAIGON, None)) == months


def test_the_day_begins_at_midnight_of_the_companys_zone():
    late = datetime(2026, 2, 28, 17, 0, tzinfo=UTC)
    assert said(due(monthly(), period("2026-02"), late, SAIGON, None)) == ["2026-03"]
    assert due(monthly(), period("2026-02"), late, UTC, None) == []


@pytest.mark.parametrize(
    ("on", "month", "day"),
    [
        (31, "2026-02", "2026-02-28"),
        (29, "2024-02", "2024-02-29"),
        (31, "2026-04", "2026-04-30"),
        (FIRST_OPEN_DAY, "2026-08", "2026-08-03"),
        (FIRST_OPEN_DAY, "2026-06", "2026-06-02"),
    ],
)
def test_the_day_a_period_begins_on(on, month, day):
    assert begins(monthly(on), period(month), OFFICE).isoformat() == day


@pytest.mark.parametrize(
    ("now", "months"),
    [("2026-08-02T10:00", []), ("2026-08-03T00:00", ["2026-08"]), ("2026-08-04T00:00", []), ("2026-08-31T10:00", [])],
)
def test_what_began_before_a_start_was_first_seen_is_not_made_up(now, months):
    """The first open day of August 2026 is the third."""
    start = monthly(FIRST_OPEN_DAY)
    assert said(due(start, first(start, 1, at(now), SAIGON, OFFICE), at(now), SAIGON, OFFICE)) == months


@given(on=days, months=lengths, began=moments, gaps=st.lists(st.integers(0, 400), max_size=12))
def test_every_period_is_due_exactly_once_however_the_clock_ticks(on, months, began, gaps):
    """Ticks at whatever moments give the same periods as one tick at the end, and leave none out."""
    start, found, now = monthly(on, months), list[Period](), began
    seen = unseen = first(start, months, began, SAIGON, OFFICE)
    for gap in (0, *gaps):
        now += timedelta(days=gap)
        step = due(start, seen, now, SAIGON, OFFICE)
        found += step
        seen = step[-1] if step else seen
    assert found == due(start, unseen, now, SAIGON, OFFICE)
    assert [p.n for p in found] == [unseen.n + months * (k + 1) for k in range(len(found))]
    assert not found or begins(start, found[-1], OFFICE) <= now.astimezone(SAIGON).date()


@given(on=days, months=lengths, n=st.integers(12 * 1990, 12 * 2080))
def test_the_work_of_a_period_begins_in_it_and_never_before(on, months, n):
    one = Period(n - n % months, months)
    assert one.start <= begins(monthly(on, months), one, OFFICE) <= one.end
    assert one.before.end + timedelta(days=1) == one.start


@pytest.mark.fault("I1")
@given(on=days, now=moments)
def test_a_clock_that_is_set_back_starts_nothing_again(on, now):
    seen = present(1, now, SAIGON)
    assert due(monthly(on), seen, now - timedelta(days=90), SAIGON, OFFICE) == []


def test_it_may_begin_in_another_month_of_the_period():
    """UPG-1: February, May, August, November."""
    quarterly = Start({"": 3}, 1, month=2)
    assert [begins(quarterly, period(month, 3), None).isoformat() for month in ("2026-01", "2026-10")] == [
        "2026-02-01",
        "2026-11-01",
    ]
    assert begins(Start({"": 1}, 1, month=2), period("2026-05"), None).isoformat() == "2026-05-01"
    seen = first(quarterly, 3, at("2026-01-20"), SAIGON, None)
    assert said(due(quarterly, seen, at("2026-01-31"), SAIGON, None)) == []
    assert said(due(quarterly, seen, at("2026-02-01"), SAIGON, None)) == ["2026-01"]
