"""Calendars are data: the country's holidays, and what the office knows better."""
# ruff: noqa: N802 - a test is named after its fault

from datetime import date, timedelta

import chinese_calendar
import pytest

from casedrop.language import messages
from casedrop.language.problem import LANGS
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from clocks import CN, VN
from trees import changed

FLOW = "forms/customization/flow.yaml"
FLOWS = ("customization", "complaint")


def year_of(year):
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def told(tree):
    return [f"{p.code} {p.place.args['file']}:{p.place.args['line']}" for p in workspace.read(tree).problems]


def better(tree, text, name="vn"):
    """The calendar, once the office has written this into its file."""
    (tree / f"calendars/{name}.yaml").write_text(text, encoding="utf-8")
    read = workspace.read(tree)
    assert read.problems == ()
    return read.book.calendars[name]


@pytest.mark.fault("I2")
@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_china_works_when_chinesecalendar_says_so(year):
    assert [d for d in year_of(year) if bool(CN.hours(d)) != chinese_calendar.is_workday(d)] == []


def test_vietnam_2026():
    week = [d for d in year_of(2026) if VN.special(d) and d.weekday() < 6 and not VN.hours(d)]
    assert [f"{d:%d.%m.}" for d in week] == [
        *("01.01.", "16.02.", "17.02.", "18.02.", "19.02.", "20.02.", "27.04.", "30.04.", "01.05."),
        *("31.08.", "01.09.", "02.09.", "24.11."),
    ]


@pytest.mark.fault("I2")
def test_vietnam_swaps_a_saturday_for_a_monday_in_2026():
    saturday, monday, other = date(2026, 8, 22), date(2026, 8, 31), date(2026, 8, 29)
    assert (VN.hours(saturday), VN.hours(monday), VN.hours(other)) == (((510, 1020),), (), ((510, 660),))
    assert VN.special(saturday).why["vi"] == "ngày làm bù"
    assert VN.special(monday).why["vi"] == "nghỉ hoán đổi với ngày 22/08/2026"


@pytest.mark.parametrize("calendar", [VN, CN], ids=lambda c: c.id)
@pytest.mark.parametrize("year", [2020, 2023, 2024, 2025, 2026, 2027, 2030])
def test_every_holiday_has_a_name_of_its_own_in_every_language(calendar, year):
    for special in calendar.specials(year).values():
        texts = [special.why[lang] for lang in LANGS]
        assert all(texts)
        assert special.why["vi"] != special.why["en"] != special.why["zh-Hans"]
        assert not {*special.why["zh-Hans"], *special.why["zh-Hant"]} & set("abcdefghijklmnopqrstuvwxyz")


def test_two_holidays_on_one_day_are_both_named():
    assert CN.special(date(2020, 10, 1)).why["en"] == "Mid-Autumn Festival, National Day"


def test_hours_are_those_of_the_rules():
    week = [date(2026, 6, 22) + timedelta(days=n) for n in range(7)]
    assert [VN.hours(d) for d in week] == [((510, 1020),)] * 5 + [((510, 660),), ()]
    assert [CN.hours(d) for d in week] == [((510, 720), (810, 1050))] * 5 + [(), ()]


def test_the_office_knows_better(tree):
    calendar = better(
        tree,
        """\
announced_until: 2027
closed:
  - {day: 2026-12-30, until: 2026-12-31, why: Kiểm kê}
open:
  - {day: 2026-12-19, why: {vi: Làm bù, zh-Hans: 补班, zh-Hant: 補班, en: Make-up}}
  - {day: 2026-11-24, hours: ["08:30-12:00", "13:00-15:30"], why: Trực}
""",
    )
    days = [date(2026, 12, 30), date(2026, 12, 31), date(2026, 12, 19), date(2026, 11, 24)]
    assert [calendar.hours(d) for d in days] == [(), (), ((510, 1020),), ((510, 720), (780, 930))]
    assert [calendar.special(d).why["zh-Hant"] for d in days] == ["Kiểm kê", "Kiểm kê", "補班", "Trực"]
    assert (calendar.announced_until, VN.announced_until) == (2027, 2026)


def test_a_calendar_without_a_country_has_nothing_to_be_announced(tree):
    changed(tree, "casedrop.toml", 'country = "VN"\noverrides = "calendars/vn.yaml"\n', "")
    calendar = workspace.read(tree).book.calendars["vn"]
    assert (calendar.special(date(2026, 9, 2)), calendar.announced_until) == (None, 9999)


def test_of_a_country_the_library_names_in_its_own_words(tree):
    changed(tree, "casedrop.toml", 'country = "CN"', 'country = "JP"')
    names = workspace.read(tree).book.calendars["cn"].special(date(2026, 2, 23)).why
    assert names["en"] == names["vi"] == "Emperor's Birthday"


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("closed: []", 1, "yaml.missing"),
        ("announced_until: soon", 1, "yaml.schema"),
        ("announced_until: 2026\nclosed:\n  - {day: 2026-02-30, why: Tết}", 3, "yaml.schema"),
        ("announced_until: 2026\nclosed:\n  - {day: 2026-02-20, until: 2026-02-10, why: Tết}", 3, "yaml.schema"),
        ("announced_until: 2026\nclosed:\n  - {day: 2026-02-20}", 3, "yaml.missing"),
        ('announced_until: 2026\nopen:\n  - {day: 2026-02-20, hours: ["17:00-08:30"], why: Trực}', 3, "yaml.schema"),
        ('announced_until: 2026\nopen:\n  - {day: 2026-02-20, hours: ["8-12"], why: Trực}', 3, "yaml.schema"),
    ],
)
def test_a_mistake_of_the_office_is_told_with_its_line(tree, text, line, code):
    (tree / "calendars/vn.yaml").write_text(text, encoding="utf-8")
    assert told(tree) == [f"{code} calendars/vn.yaml:{line}"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('country = "CN"', 'country = "XX"', "setting.value"),
        ('"calendars/cn.yaml"', '"calendars/kn.yaml"', "path.unknown"),
        ('# calendar = "vn"  ', 'calendar = "vm"  ', "name.unknown"),
        ('mon = ["08:30-12:00", "13:30-17:30"]', 'mon = ["13:30-17:30", "08:30-12:00"]', "setting.value"),
    ],
)
def test_a_mistake_in_the_settings_is_told(tree, old, new, code):
    line = changed(tree, "casedrop.toml", old, new)
    assert told(tree) == [f"{code} casedrop.toml:{line}"]


TERMS = {
    "in: 16 working hours": (16, "working hours", "vn", ()),
    "in: 1 working day": (1, "working days", "vn", ()),
    "in: 2 working days, calendar: cn": (2, "working days", "cn", ()),
    "in: 4 hours": (4, "hours", "", ()),
    "in: 1 month": (1, "months", "", ()),
    "on: same day": (0, "working days", "vn", ()),
    "on: next open day": (1, "working days", "vn", ()),
    "on: last day of the month": (0, "month end", "", ()),
    "on: [02-10, 05-10]": (0, "dates", "", ((2, 10), (5, 10))),
}


@pytest.mark.parametrize("term", TERMS)
def test_what_a_flow_may_say(tree, term):
    changed(tree, FLOW, "in: 15 days", term)
    limit = workspace.read(tree).book.flows["customization"].stages["quoted"].deadline
    assert (limit.amount, limit.unit, limit.calendar, limit.dates) == TERMS[term]
    assert told(tree) == []


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("in: 15 days, on: next open day", "yaml.schema"),
        ("on: someday", "yaml.schema"),
        ("on: [02-30]", "yaml.schema"),
        ("in: 2 working months", "yaml.schema"),
        ("in: 2 working days, calendar: vm", "name.unknown"),
    ],
)
def test_what_a_flow_may_not_say_is_told_with_its_line(tree, term, code):
    changed(tree, FLOW, "in: 15 days", term)
    line = next(
        n for n, text in enumerate((tree / FLOW).read_text("utf-8").splitlines(), 1) if text.startswith("    deadline:")
    )
    assert f"{code} {FLOW}:{line}" in told(tree)


@pytest.mark.parametrize("flows", [("customization", "contract-execution")], ids=["one that opens another"])
def test_working_time_without_a_calendar_is_told_with_its_line(tree):
    changed(tree, "casedrop.toml", 'country = "VN"', 'country = "JP"')
    changed(tree, FLOW, "in: 15 days", "in: 2 working days")
    found = check(workspace.read(tree))
    (problem,) = (p for p in found if p.place.args["file"] == FLOW)
    assert {p.code for p in found} == {"calendar.missing", "name.unknown"}  # a flow opens one that cannot be read
    assert messages.say(problem, "en").endswith("Name one under calendar, or give the company one in casedrop.toml.")


def test_W28_an_office_in_china_changes_its_zone_and_nothing_else(tree):
    changed(tree, "casedrop.toml", 'zone = "Asia/Ho_Chi_Minh"', 'zone = "Asia/Shanghai"')
    book = workspace.read(tree).book
    assert (book.calendar.id, book.flows["complaint"].stages["handling"].deadline.calendar, told(tree)) == (
        "cn",
        "cn",
        [],
    )


def test_W28_the_calendar_of_another_country_is_told(tree):
    changed(tree, "casedrop.toml", 'zone = "Asia/Ho_Chi_Minh"\n', 'zone = "Asia/Shanghai"\ncalendar = "vn"\n')
    (problem,) = check(workspace.read(tree))
    assert messages.say(problem, "en") == (
        "casedrop.toml, line 6, column 1: The calendar “vn” has the public holidays of VN, but the company’s zone"
        " Asia/Shanghai lies in CN. Leave calendar out of [company] so that it follows the zone, or give that calendar a zone"
        " of its own if it is meant so."
    )
