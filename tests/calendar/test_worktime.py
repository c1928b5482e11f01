"""Working time: what is added can be taken away again, and measured."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.calendar.worktime import Calendar, Span, Special, add, always, between, subtract, taken, without
from clocks import CN, HANOI, SHANGHAI, VN, shown, when

BERLIN = ZoneInfo("Europe/Berlin")
CALENDARS = st.sampled_from([VN, CN, always(HANOI)])
MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))
AMOUNTS = st.timedeltas(timedelta(0), timedelta(hours=200))
SOME = st.timedeltas(timedelta(seconds=1), timedelta(hours=200))


@given(CALENDARS, MOMENTS, AMOUNTS)
def test_between_a_moment_and_what_was_added_lies_what_was_added(calendar, start, amount):
    assert between(calendar, start, add(calendar, start, amount)) == amount


@given(CALENDARS, MOMENTS, AMOUNTS)
def test_between_what_was_taken_away_and_a_moment_lies_what_was_taken_away(calendar, end, amount):
    assert between(calendar, subtract(calendar, end, amount), end) == amount


@given(CALENDARS, MOMENTS, SOME)
def test_an_end_is_found_again_from_its_beginning(calendar, start, amount):
    end = add(calendar, start, amount)
    assert add(calendar, subtract(calendar, end, amount), amount) == end


@given(CALENDARS, MOMENTS, SOME)
def test_a_beginning_is_found_again_from_its_end(calendar, end, amount):
    start = subtract(calendar, end, amount)
    assert subtract(calendar, add(calendar, start, amount), amount) == start


@given(CALENDARS, MOMENTS, AMOUNTS, AMOUNTS)
def test_the_same_amount_after_a_later_moment_is_over_no_earlier(calendar, start, later, amount):
    assert add(calendar, start, amount) <= add(calendar, start + later, amount)


@given(CALENDARS, MOMENTS, AMOUNTS, AMOUNTS)
def test_one_amount_after_the_other_is_their_sum(calendar, start, one, other):
    assert add(calendar, add(calendar, start, one), other) == add(calendar, start, one + other)


@pytest.mark.parametrize(
    ("calendar", "zone", "start", "hours", "end"),
    [
        (VN, HANOI, "2023-06-23 16:30", 3, "2023-06-24 11:00"),  # Friday's end and the half Saturday (CLD-1)
        (VN, HANOI, "2023-06-24 11:30", 1, "2023-06-26 09:30"),  # after the half Saturday: Monday
        (VN, HANOI, "2026-08-21 16:00", 9.5, "2026-08-22 17:00"),  # a swapped Saturday is a whole day (CLD-3)
        (VN, HANOI, "2026-08-29 10:00", 2, "2026-09-03 09:30"),  # Quốc khánh, the day before it, the day swapped for it
        (CN, SHANGHAI, "2023-06-21 11:00", 2, "2023-06-21 14:30"),  # through the lunch break (CLD-2)
        (CN, SHANGHAI, "2023-06-21 17:00", 1, "2023-06-25 09:00"),  # Dragon Boat, then the make-up Sunday
        (CN, SHANGHAI, "2023-06-25 08:30", 7.5, "2023-06-25 17:30"),
    ],
)
def test_examples_of_hours(calendar, zone, start, hours, end):
    over = add(calendar, when(start, zone), timedelta(hours=hours))
    assert shown(over, zone) == end


def test_a_day_of_changing_clocks_has_the_hours_it_has():
    nights = Calendar("nights", BERLIN, (((0, 24 * 60),),) * 7)
    midnight = datetime(2026, 3, 29, tzinfo=BERLIN)
    assert between(nights, midnight, datetime(2026, 3, 30, tzinfo=BERLIN)) == timedelta(hours=23)
    assert add(nights, midnight, timedelta(hours=23)) == datetime(2026, 3, 30, tzinfo=BERLIN)


def test_a_special_day_takes_the_place_of_its_weekday():
    stocktaking = {date(2026, 6, 24): Special({}), date(2026, 6, 28): Special({}, ((600, 660),))}
    calendar = Calendar("shop", HANOI, (((540, 1020),),) * 5 + ((),) * 2, specials=lambda _year: stocktaking)
    assert [d.day for d in (date(2026, 6, n) for n in range(22, 29)) if calendar.hours(d)] == [22, 23, 25, 26, 28]


@st.composite
def spans(draw):
    marks = sorted(draw(st.lists(st.integers(0, 500), max_size=8, unique=True)))
    return [Span(minute(a), minute(b)) for a, b in zip(marks[::2], marks[1::2], strict=False)]


def minute(n):
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n)


def minutes(found):
    known = list(found)
    return {n for n in range(500) for s in known if s.start <= minute(n) < s.end}


@given(spans(), spans())
def test_a_pause_takes_away_its_minutes_and_no_others(open_, pauses):
    assert minutes(without(open_, pauses)) == minutes(open_) - minutes(pauses)


@given(spans(), st.integers(0, 600))
def test_as_much_is_taken_as_there_is(open_, n):
    found = sum((s.length for s in taken(open_, timedelta(minutes=n))), timedelta())
    assert found == timedelta(minutes=min(n, len(minutes(open_))))
