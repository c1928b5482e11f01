"""The forms of the acceptance flow as data: at which stages they are filled, and what their rules catch."""

from __future__ import annotations

import pytest

from casedrop.forms.template import environment, scene
from shipped import form, problems, sample, without


@pytest.mark.parametrize(
    ("lang", "number", "name"),
    [
        ("vi", 1, "Biên bản nghiệm thu phần mềm Bánh Mì Trên Mây"),
        ("vi", 2, "Biên bản nghiệm thu phần mềm Bánh Mì Trên Mây lần 2"),
        ("zh-Hans", 2, "产品验收报告 云朵学院（第2次）"),
        ("zh-Hant", 2, "產品驗收報告 紙鶴茶餐廳（第2次）"),
        ("en", 2, "Acceptance Report Paper Lantern (Round 2)"),
    ],
)
def test_a_later_round_is_told_from_the_first_by_its_file_name(lang, number, name):
    report = form("acceptance-report")
    names = scene(report, lang, sample("acceptance-report", lang) | {"round": number}, {})
    assert environment(lang, report, escape=False).from_string(report.names[lang]).render(names) == name


@pytest.mark.parametrize(
    ("name", "stage", "path"),
    [
        ("acceptance-plan", "", "/content"),
        ("acceptance-plan", "", "/steps"),
        ("acceptance-plan", "", "/functions"),
        ("acceptance-plan", "", "/planned_on"),
        ("acceptance-plan", "colleagues", "/inside/agreed"),
        ("acceptance-plan", "colleagues", "/inside/by"),
        ("acceptance-plan", "customer", "/customer_agreed/agreed"),
        ("acceptance-plan", "customer", "/customer_agreed/by"),
        ("acceptance-report", "reporting", "/edition"),
        ("acceptance-report", "reporting", "/accepted_on"),
        ("acceptance-report", "reporting", "/delivered"),
        ("acceptance-report", "reporting", "/conclusion"),
        ("acceptance-report", "signing", "/customer_signed/name"),
        ("acceptance-report", "signing", "/company_signed/on"),
    ],
)
def test_what_a_stage_must_say(name, stage, path):
    found = without(sample(name, "vi"), *path.strip("/").split("/"))
    assert ("required", path) in problems(name, stage, found)


@pytest.mark.parametrize(("stage", "block"), [("colleagues", "inside"), ("customer", "customer_agreed")])
def test_who_does_not_agree_says_why(stage, block):
    """ACC-1"""
    found = without(sample("acceptance-plan", "en"), block, "remarks")
    assert problems("acceptance-plan", stage, found) == [("required", f"/{block}/remarks")]
    found[block]["agreed"] = "yes"
    assert problems("acceptance-plan", stage, found) == []


@pytest.mark.parametrize("column", ["kind", "responsible", "solution", "due"])
def test_a_problem_has_its_kind_side_solution_and_day(column):
    """ACC-3"""
    found = sample("acceptance-report", "zh-Hans")
    del found["problems"][0][column]
    assert problems("acceptance-report", "reporting", found) == [("required", f"/problems/0/{column}")]


@pytest.mark.parametrize("column", ["on", "place", "content", "people", "form"])
def test_what_failed_is_accepted_again_at_a_time_and_place(column):
    """ACC-3"""
    found = without(sample("acceptance-report", "en"), "next", column)
    assert problems("acceptance-report", "reporting", found) == [("required", f"/next/{column}")]


@pytest.mark.parametrize(("table", "result"), [("tests", "deviation"), ("tests", "failed"), ("delivered", "deviation")])
def test_a_deviation_is_written_down_as_a_problem(table, result):
    """ACC-2"""
    found = sample("acceptance-report", "vi")
    found[table][0]["result"] = result
    assert problems("acceptance-report", "reporting", found) == [("check", "/problems")]


@pytest.mark.parametrize(
    ("stage", "change", "found"),
    [
        ("reporting", {"conclusion": "passed"}, [("check", "/conclusion")]),
        ("reporting", {"accepted_on": "2025-09-07"}, [("check", "/accepted_on")]),
        ("reporting", {"warranty_until": "2026-03-17"}, [("check", "/warranty_until")]),
        ("signing", {"customer_signed": {"name": "王示例", "on": "2026-03-17"}}, [("check", "/customer_signed/on")]),
        ("signing", {"company_signed": {"name": "赵演示", "on": "2026-03-17"}}, [("check", "/company_signed/on")]),
    ],
)
def test_what_a_report_may_not_say(stage, change, found):
    assert problems("acceptance-report", stage, sample("acceptance-report", "zh-Hans") | change) == found


def test_the_next_acceptance_is_not_before_this_one():
    found = sample("acceptance-report", "en")
    found["next"]["on"] = "2026-09-14"
    assert problems("acceptance-report", "reporting", found) == [("check", "/next/on")]


def test_no_acceptance_is_planned_before_the_contract():
    found = sample("acceptance-plan", "vi") | {"planned_on": "2026-03-26"}
    assert problems("acceptance-plan", "", found) == [("check", "/planned_on")]
