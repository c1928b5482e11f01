"""Judging: what is wrong with the answers, where, and what another hand has decided."""
# ruff: noqa: N802 - a test is named after its fault

import pytest

from casedrop.forms.form import Check, Form
from casedrop.forms.judging.unique_rows import repeated
from casedrop.forms.pointers import flatten
from casedrop.forms.reading import Provenance, Reading
from casedrop.forms.validate import judge
from casedrop.language.problem import Place, Problem

L = dict.fromkeys(("vi", "zh-Hans", "zh-Hant", "en"), "label")
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "rows"],
    "properties": {
        "name": {"type": "string", "maxLength": 10, "x-labels": L},
        "mail": {"type": "string", "format": "email", "x-labels": L},
        "day": {"type": "string", "format": "date", "x-labels": L},
        "total": {"type": "string", "format": "decimal", "x-labels": L},
        "rows": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "x-labels": L,
            "items": {
                "type": "object",
                "required": ["what"],
                "properties": {
                    "what": {"type": "string", "x-labels": L},
                    "cost": {"type": "string", "format": "decimal", "x-labels": L, "x-stage": "answer"},
                },
            },
        },
        "review": {
            "type": "object",
            "x-labels": L,
            "x-stage": "answer",
            "properties": {"result": {"enum": ["yes", "no"], "x-labels": L, "x-choices": {"yes": L, "no": L}}},
        },
    },
    "$defs": {
        "answer": {
            "required": ["review"],
            "properties": {"review": {"required": ["result"]}, "rows": {"items": {"required": ["cost"]}}},
        }
    },
}
SUM = Check("total | number == rows | total('cost') | number", "/total", L, "answer")
FORM = Form("thing", 1, "flow", "TH", "docx", L, SCHEMA, checks=(SUM,))
GOOD = {"name": "Mây", "rows": [{"what": "a"}, {"what": "b"}]}


def reading(answers, *problems):
    found = {p: Provenance("tag", Place("table", {"table": 1, "row": n})) for n, p in enumerate(pointers(answers), 1)}
    return Reading("thing", "vi", None, answers, found, tuple(problems))


def pointers(answers):
    return [p for p, _ in flatten(answers)]


def codes(problems):
    return [(p.code, p.pointer) for p in problems]


def test_what_is_well_has_no_problems():
    assert judge(FORM, "", reading(GOOD), {}) == (GOOD, ())


@pytest.mark.fault("D4")
@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"rows": [{"what": "a"}]}, [("required", "/name")]),
        ({"name": "Mây"}, [("required", "/rows")]),
        ({**GOOD, "name": "x" * 11}, [("too-long", "/name")]),
        ({**GOOD, "mail": "no mail"}, [("format.email", "/mail")]),
        ({**GOOD, "day": "2021-02-30"}, [("date.impossible", "/day")]),
        ({**GOOD, "total": "1e3"}, [("number.unreadable", "/total")]),
        ({**GOOD, "rows": [{"what": "a"}] * 3}, [("too-many-rows", "/rows")]),
        (
            {"mail": "x", "day": "?", "rows": []},
            [
                ("required", "/name"),
                ("format.email", "/mail"),
                ("date.impossible", "/day"),
                ("required", "/rows"),
            ],
        ),
    ],
)
def test_every_problem_is_told_at_once_in_the_order_of_the_fields(answers, told):
    assert codes(judge(FORM, "", reading(answers), {})[1]) == told


def test_a_stage_must_give_its_own_part():
    _, problems = judge(FORM, "answer", reading(GOOD), GOOD)
    assert codes(problems) == [
        ("required", "/rows/0/cost"),
        ("required", "/rows/1/cost"),
        ("required", "/review/result"),
    ]


@pytest.mark.fault("D5")
def test_a_missing_cell_is_placed_in_its_row():
    _, problems = judge(FORM, "answer", reading(GOOD), GOOD)
    assert problems[1].place == Place("table", {"table": 1, "row": 3})


def test_a_stage_writes_its_own_part_only():
    said = {
        **GOOD,
        "name": "Gió",
        "review": {"result": "yes"},
        "rows": [{"what": "a", "cost": "1"}, {"what": "b", "cost": "2"}],
    }
    answers, problems = judge(FORM, "answer", reading({**said, "total": "3"}), {**GOOD, "total": "3"})
    assert answers["name"] == "Mây"
    assert codes(problems) == [("part.changed", "/name")]
    assert problems[0].args["was"] == "Mây"


def test_what_a_later_hand_fills_in_is_told_once_however_it_is_written():
    unread = Reading(
        FORM.id, "en", None, GOOD, reading(GOOD).found, (Problem("number.ambiguous", pointer="/rows/0/cost"),)
    )
    early = {**GOOD, "rows": [{"what": "a", "cost": "1"}, {"what": "b"}]}
    assert codes(judge(FORM, "", unread, {})[1]) == [("part.later", "/rows/0/cost")]
    assert codes(judge(FORM, "", reading(early), {})[1]) == [("part.later", "/rows/0/cost")]


def test_what_another_hand_decided_is_told_once_however_it_is_written():
    said = {**GOOD, "review": {"result": "yes"}, "rows": [{"what": "a", "cost": "1"}, {"what": "b", "cost": "2"}]}
    unread = Reading(FORM.id, "en", None, said, reading(said).found, (Problem("too-long", pointer="/name"),))
    assert codes(judge(FORM, "answer", unread, GOOD)[1]) == [("part.changed", "/name")]


def test_a_row_that_is_gone_is_missed():
    said = {"name": "Mây", "rows": [{"what": "a", "cost": "1"}], "review": {"result": "yes"}}
    _, problems = judge(FORM, "answer", reading(said), GOOD)
    assert ("row.missing", "/rows/1/what") in codes(problems)


@pytest.mark.fault("D5")
def test_the_forms_own_rule_speaks_last_and_only_for_its_stage():
    rows = [{"what": "a", "cost": "1.5"}, {"what": "b", "cost": "2"}]
    said = {**GOOD, "rows": rows, "review": {"result": "yes"}, "total": "4"}
    assert codes(judge(FORM, "answer", reading(said), {**GOOD, "total": "4"})[1]) == [("check", "/total")]
    assert judge(FORM, "answer", reading({**said, "total": "3.5"}), {**GOOD, "total": "3.5"})[1] == ()
    assert judge(FORM, "", reading({**GOOD, "total": "4"}), {})[1] == ()


def test_what_could_not_be_read_is_told_once():
    unread = Problem("date.ambiguous", Place("table", {"table": 1, "row": 9}), "/name")
    _, problems = judge(FORM, "", reading({"rows": [{"what": "a"}]}, unread), {})
    assert codes(problems) == [("date.ambiguous", "/name")]


TOGETHER = {
    "properties": {
        "rows": {
            "type": "array",
            "x-labels": L,
            "x-unique": [["/name", "/phone"]],
            "items": {"properties": {n: {"type": "string", "x-labels": L} for n in ("name", "phone")}},
        }
    }
}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"name": "Lê An"}, {"name": "lê  an"}], ["row.same"]),
        ([{"name": "Lê An", "phone": "1"}, {"name": "Lê An", "phone": "1"}], ["row.same"]),
        ([{"name": "Lê An", "phone": "1"}, {"name": "Lê An", "phone": "2"}], []),
        ([{"name": "Lê An"}, {"name": "Lê An", "phone": "2"}], []),
    ],
)
def test_W16_rows_that_several_columns_tell_apart_may_share_one_of_them(rows, told):
    form = Form("thing", 1, "flow", "TH", "docx", L, TOGETHER)
    _, problems = judge(form, "", reading({"rows": rows}), {})
    assert [p.code for p in problems] == told


@pytest.mark.parametrize(
    "rows",
    [
        "no table",
        None,
        [],
        ["no row", "no row"],
        [{"name": {"of": "x"}}, {"name": {"of": "x"}}],
        [{}, {}, {"name": " "}],
    ],
)
def test_rows_that_say_nothing_where_they_must_differ_repeat_nothing(rows):
    form = Form("thing", 1, "flow", "TH", "docx", L, TOGETHER)
    assert list(repeated(form, {"rows": rows})) == []
