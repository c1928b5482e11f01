"""How long deadlines run: one example for each rule with a time, holds, and years not yet announced."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedrop.calendar import explain
from casedrop.calendar.deadline import Deadline, reckon
from casedrop.calendar.worktime import Span
from clocks import CN, HANOI, SHANGHAI, VN, shown, when

DATES = {"UPG-1": ((2, 10), (5, 10), (8, 10), (11, 10)), "UPG-2": ((3, 10), (6, 10), (9, 10), (12, 10))}


def limit(amount, unit, calendar=None, dates=()):
    return Deadline("x", amount, unit, "late", calendar=calendar.id if calendar else "", dates=dates)


def over(after, amount, unit, calendar=None, zone=HANOI, pauses=(), dates=()):
    """When it is over, as the zone's clocks show it; a day's end is 24:00."""
    held = [Span(when(a, zone).astimezone(UTC), when(b, zone).astimezone(UTC)) for a, b in pauses]
    found = reckon(limit(amount, unit, calendar, dates), after, calendar, zone, held).over
    told = shown(found - timedelta(minutes=1), zone)
    return f"{told[:10]} 24:00" if told.endswith("23:59") else shown(found, zone)


@pytest.mark.fault("I2")
@pytest.mark.parametrize(
    ("rule", "after", "amount", "unit", "calendar", "end"),
    [
        ("ONS-1 call", "2023-06-21T16:30+08:00", 16, "working hours", CN, "2023-06-26 17:30"),
        ("ONS-1 visit", "2023-06-21T16:30+08:00", 24, "working hours", CN, "2023-06-28 09:00"),
        ("CMP-2", "2026-02-13T15:00+08:00", 3, "working days", CN, "2026-02-25 24:00"),
        ("CMP-3", "2026-09-24T09:00+08:00", 1, "working days", CN, "2026-09-28 24:00"),
        ("CMP-5", "2026-02-13T09:00+08:00", 1, "working days", CN, "2026-02-14 24:00"),
        ("PRB-2 normal", "2026-04-30T10:00+08:00", 24, "working hours", CN, "2026-05-08 11:30"),
        ("PRB-2 urgent", "2026-04-30T10:00+08:00", 8, "working hours", CN, "2026-05-06 10:30"),
        ("PRB-2 critical", "2026-04-30T22:00+08:00", 4, "hours", None, "2026-05-01 02:00"),
        ("PRB-6 advice", "2023-06-24T10:00+07:00", 2, "working hours", VN, "2023-06-26 09:30"),
        ("PRB-6 on site", "2023-06-23T16:00+07:00", 2, "working days", VN, "2023-06-26 24:00"),
        ("OST-4 report", "2025-09-30", 2, "working days", CN, "2025-10-10 24:00"),
        ("OST-4 feedback", "2025-09-30", 3, "working days", CN, "2025-10-11 24:00"),
        ("CUS-10", "2021-06-23", 15, "days", None, "2021-07-08 24:00"),
        ("LIC-2", "2026-09-24T16:00+08:00", 0, "working days", CN, "2026-09-24 24:00"),
        ("LIC-2 on a holiday", "2026-09-26T16:00+08:00", 0, "working days", CN, "2026-09-28 24:00"),
        ("LIC-4", "2024-01-31", 1, "months", None, "2024-02-29 24:00"),
        ("UPG-1", "2026-01-05", 0, "dates", None, "2026-02-10 24:00"),
        ("UPG-1", "2026-11-11", 0, "dates", None, "2027-02-10 24:00"),
        ("UPG-2", "2026-06-10T09:00+08:00", 0, "dates", None, "2026-06-10 24:00"),
        ("UPG-3 confirmations", "2026-06-08", 0, "month end", None, "2026-06-30 24:00"),
        ("UPG-3 done", "2026-06-08", 1, "months", None, "2026-07-08 24:00"),
    ],
)
def test_every_rule_with_a_time(rule, after, amount, unit, calendar, end):
    zone = HANOI if calendar is VN else SHANGHAI
    assert over(after, amount, unit, calendar, zone, dates=DATES.get(rule, ())) == end


@pytest.mark.parametrize(
    ("after", "amount", "unit", "end"),
    [
        ("2021-06-23T18:30:00+00:00", 1, "days", "2021-06-25 24:00"),  # the day of the event is the office's
        ("2024-12-15", 2, "months", "2025-02-15 24:00"),
        ("2021-06-23T02:00:00+00:00", 4, "hours", "2021-06-23 13:00"),
        ("2026-06-30T20:00+07:00", 0, "month end", "2026-06-30 24:00"),
    ],
)
def test_calendar_time_runs_to_the_end_of_its_last_day(after, amount, unit, end):
    assert over(after, amount, unit) == end


@pytest.mark.parametrize(
    ("about", "amount", "unit", "calendar", "pause", "end"),
    [
        ("not held", 2, "working days", VN, ("2026-06-01 10:00", "2026-06-01 15:00"), "2026-06-24 24:00"),
        ("an afternoon", 2, "working days", VN, ("2026-06-23 12:00", "2026-06-23 15:00"), "2026-06-24 24:00"),
        ("one night", 2, "working days", VN, ("2026-06-23 15:00", "2026-06-24 09:00"), "2026-06-25 24:00"),
        ("day 0", 2, "working days", VN, ("2026-06-22 15:00", "2026-06-24 09:00"), "2026-06-26 24:00"),
        ("last day", 2, "working days", VN, ("2026-06-24 23:00", "2026-06-28 09:00"), "2026-06-29 24:00"),
        ("days", 2, "days", None, ("2026-06-24 23:00", "2026-06-28 09:00"), "2026-06-28 24:00"),
        ("to midnight", 2, "days", None, ("2026-06-24 23:00", "2026-06-25 00:00"), "2026-06-25 24:00"),
        ("hours", 16, "hours", None, ("2026-06-22 18:00", "2026-06-22 20:30"), "2026-06-23 09:30"),
        ("open hours", 4, "working hours", VN, ("2026-06-22 16:00", "2026-06-23 09:30"), "2026-06-23 12:30"),
        ("at night", 4, "working hours", VN, ("2026-06-22 17:00", "2026-06-23 08:30"), "2026-06-23 10:30"),
        ("after the end", 1, "working hours", VN, ("2026-06-22 16:30", "2026-06-23 08:30"), "2026-06-22 16:00"),
    ],
)
def test_time_on_hold_does_not_count(about, amount, unit, calendar, pause, end):
    assert (about, over("2026-06-22T15:00+07:00", amount, unit, calendar, pauses=[pause])) == (about, end)


UNITS = st.sampled_from(["working hours", "working days", "hours", "days", "months", "month end"])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))


@st.composite
def holds(draw, start):
    marks = sorted(draw(st.lists(st.integers(0, 24 * 60), max_size=6, unique=True)))
    moments = [start + timedelta(hours=n) for n in marks]
    return [Span(a, b) for a, b in zip(moments[::2], moments[1::2], strict=False)]


@given(st.data(), UNITS, st.integers(1, 40), st.sampled_from([VN, CN]), MOMENTS)
def test_a_hold_makes_no_deadline_earlier_and_none_ends_in_it(data, unit, amount, calendar, start):
    pauses = data.draw(holds(start))
    free, held = (reckon(limit(amount, unit, calendar), start.isoformat(), calendar, HANOI, p) for p in ((), pauses))
    assert free.over <= held.over
    assert [p for p in pauses if p.start < held.over <= p.end] == []


@given(UNITS, st.integers(1, 60), st.sampled_from([VN, CN]), MOMENTS)
def test_the_steps_add_up(unit, amount, calendar, start):
    found = reckon(limit(amount, unit, calendar), start.isoformat(), calendar, HANOI, ())
    if unit.endswith("hours"):
        counted = [line.span for line in found.lines if line.kind == "counted"]
        assert sum((s.length for s in counted), timedelta()) == timedelta(hours=amount)
        assert counted[-1].end == found.over
    else:
        assert found.lines[-1].day == found.last
    if unit == "working days":
        assert [line.n for line in found.lines if line.kind == "day"] == list(range(amount + 1))


@pytest.mark.fault("I3")
@pytest.mark.parametrize(
    ("after", "unit", "year"),
    [
        ("2026-12-21", "working days", None),
        ("2026-12-22", "working days", 2027),
        ("2028-03-01", "working days", 2028),
        ("2026-12-22", "days", None),
    ],
)
def test_a_deadline_that_reaches_into_a_year_not_announced_says_so(after, unit, year):
    assert reckon(limit(9, unit, VN), after, VN, HANOI, ()).unannounced == year


def test_a_moment_that_is_none_is_a_wrong_call():
    with pytest.raises(ValueError, match="soon"):
        reckon(limit(2, "days"), "soon", None, HANOI, ())


def said(lang, after, amount, unit, calendar, *pauses):
    what = limit(amount, unit, calendar)
    return explain.steps(what, reckon(what, after, calendar, HANOI, pauses), lang)


def test_working_hours_line_by_line():
    assert said("en", "2026-08-28T16:30:40+07:00", 4, "working hours", VN) == [
        "4 working hours, calendar “vn” (Asia/Ho_Chi_Minh)",
        "Starts Fri 2026-08-28, 16:30",
        "Fri 2026-08-28, 16:30–17:00: 30 min, 30 min in all",
        "Sat 2026-08-29, 08:30–11:00: 2 h 30 min, 3 h in all",
        "Sun 2026-08-30: closed",
        "Mon 2026-08-31: closed (day off in exchange for 2026-08-22)",
        "Tue 2026-09-01: closed (National Day)",
        "Wed 2026-09-02: closed (National Day)",
        "Thu 2026-09-03, 08:30–09:30: 1 h, 4 h in all",
        "Over on Thu 2026-09-03, 09:30",
    ]


def test_working_days_line_by_line_in_chinese():
    assert said("zh-Hans", "2026-02-13", 3, "working days", CN)[1:] == [
        "自2026-02-13 周五起算",
        "2026-02-13 周五：事发当日，不计",
        "2026-02-14 周六：第1天（调休上班）",
        "2026-02-15 周日：休息",
        "2026-02-16 周一：休息（农历除夕）",
        "2026-02-17 周二：休息（春节）",
        "2026-02-18 周三：休息（春节）",
        "2026-02-19 周四：休息（春节）",
        "2026-02-20 周五：休息（与2026-02-14调休）",
        "2026-02-21 周六：休息",
        "2026-02-22 周日：休息",
        "2026-02-23 周一：休息（与2026-02-28调休）",
        "2026-02-24 周二：第2天",
        "2026-02-25 周三：第3天",
        "2026-02-25 周三结束时到期",
    ]


def test_calendar_days_take_one_line_and_each_night_on_hold_another():
    hold = Span(when("2021-06-25 09:00").astimezone(UTC), when("2021-06-26 10:00").astimezone(UTC))
    assert said("vi", "2021-06-23", 15, "days", None, hold) == [
        "15 ngày theo lịch (Asia/Ho_Chi_Minh)",
        "Tính từ Thứ Tư 23/06/2021",
        "Thứ Sáu 25/06/2021: cuối ngày đang tạm dừng, không tính",
        "Thứ Sáu 09/07/2021: sau 15 ngày",
        "Hết hạn khi hết Thứ Sáu 09/07/2021",
    ]


def test_round_the_clock_stops_at_no_midnight_but_on_hold():
    hold = Span(when("2026-06-22 23:00").astimezone(UTC), when("2026-06-23 01:00").astimezone(UTC))
    assert said("en", "2026-06-22T22:00+07:00", 4, "hours", None, hold) == [
        "4 hours round the clock (Asia/Ho_Chi_Minh)",
        "Starts Mon 2026-06-22, 22:00",
        "Mon 2026-06-22, 22:00–23:00: 1 h, 1 h in all",
        "Mon 2026-06-22, 23:00 – Tue 2026-06-23, 01:00: on hold, not counted",
        "Tue 2026-06-23, 01:00–04:00: 3 h, 4 h in all",
        "Over on Tue 2026-06-23, 04:00",
    ]


def test_a_guess_is_called_one():
    line = said("zh-Hant", "2026-12-30", 3, "working days", CN)[-1]
    assert line == "暫定：2027年的放假安排尚未公佈。日曆補齊後將重新計算。"


@pytest.mark.parametrize(
    ("unit", "amount", "dates", "told"),
    [
        ("working days", 1, (), "1 working day"),
        ("months", 2, (), "2 months"),
        ("dates", 0, ((2, 10), (5, 10)), "By the next of these days: 02-10, 05-10"),
        ("month end", 0, (), "By the last day of the month"),
    ],
)
def test_terms_in_words(unit, amount, dates, told):
    assert explain.term(limit(amount, unit, dates=dates), "en") == told


def test_lists_tell_the_hour_only_where_it_is_not_the_days_end():
    end = datetime(2026, 6, 23, 17, tzinfo=UTC)
    assert explain.until(end, HANOI, "vi") == "23/06/2026"
    assert explain.until(end - timedelta(hours=3), HANOI, "en") == "2026-06-23, 21:00"
    assert date(2026, 6, 23) == reckon(limit(1, "days"), "2026-06-22", None, HANOI, ()).last
