"""The monthly summary of problems: begun by the calendar from the records, finished by the customer specialist."""
# ruff: noqa: N802 - a test is named after its rule

from __future__ import annotations

from datetime import date

import pytest

from stories.problems import SOLVES, confirmed, handled, recorded
from stories.service import played, shipped

SUMMARY = "problem-summary"
KEEPS = {"/knowledge/0/keep": "yes", "/summed_by": "何专员", "/summed_on": date(2026, 9, 3)}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return shipped(tmp_path_factory.mktemp("service"), by_date=True)


@pytest.fixture
def office(workspace, tmp_path):
    yield from played(workspace, tmp_path)


def reviewed(office):
    """The office on the first open day of September: in August one problem was solved in time, one answered late."""
    recorded(office)
    handled(office, right=SOLVES, cause="组件版本过旧。")
    confirmed(office, confirmation__opinion="希望有预警。")
    other = {
        "customer__name": "示例市实验职业学院",
        "customer__short_name": "实验学院",
        "type": "application",
        "severity": "urgent",
    }
    recorded(office, **other)
    office.at("2026-08-13T09:00").run()
    handled(office, "trainer")
    office.at("2026-09-01T00:30").run()
    office.at("2026-09-03T09:00").run()
    return office


def test_PRB_7_the_records_of_the_month_are_counted(office):
    case = next(c for c in reviewed(office).cases() if office.case(c)["flow"] == "problem-review")
    known = office.case(case)["documents"][SUMMARY]["answers"]
    counts = ("count", "in_time", "late", "open")
    assert known["period"] == {"from": "2026-08-01", "to": "2026-08-31"}
    assert [(row["type"], *(row[n] for n in counts)) for row in known["types"]] == [
        ("application", 1, 0, 1, 1),
        ("technical", 1, 1, 0, 0),
    ]
    assert [(row["severity"], *(row[n] for n in counts)) for row in known["severities"]] == [
        ("normal", 1, 1, 0, 0),
        ("urgent", 1, 0, 1, 1),
    ]
    assert [(row["product"], *(row[n] for n in counts)) for row in known["products"]] == [
        ("纸船在线教学平台", 2, 1, 1, 1)
    ]
    assert known["knowledge"] == [
        {"subject": "在线测验无法交卷", "cause": "组件版本过旧。", "solution": "已恢复交卷。"}
    ]
    assert known["opinions"] == [{"customer": "云栈大学", "opinion": "希望有预警。"}]


def test_PRB_7_the_specialist_sums_up_and_says_what_is_kept(office):
    case = next(c for c in reviewed(office).cases() if office.case(c)["flow"] == "problem-review")
    sheet = office.latest(SUMMARY, case)
    silent = {name: said for name, said in KEEPS.items() if name != "/knowledge/0/keep"}
    assert office.wrong(office.does("specialist", sheet, silent, "汇总")) == ["/knowledge/0/keep required"]
    assert office.wrong(office.does("specialist", sheet, KEEPS, "汇总")) == []
    assert office.stage(case) == "summed"


def test_PRB_7_a_month_later_the_summary_is_late_and_still_waited_for(office):
    case = next(c for c in reviewed(office).cases() if office.case(c)["flow"] == "problem-review")
    office.at("2026-10-01T00:00").run()
    assert office.stage(case) == "summing-overdue"
    assert office.wrong(office.does("specialist", office.latest(SUMMARY, case), KEEPS, "汇总")) == []
