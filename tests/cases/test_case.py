"""A case is what its events left of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from casedrop.calendar.deadline import Deadline
from casedrop.cases.admission import Drop, standing
from casedrop.cases.case import from_json, to_json
from casedrop.cases.decide import accept, lacking, tick
from casedrop.cases.definitions import Definitions
from casedrop.cases.evolve import fold
from casedrop.cases.numbering import Number
from casedrop.cases.opening import opened
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Flow, Item, Road, Stage
from casedrop.forms.form import Form

L = dict.fromkeys(("vi", "zh-Hans", "zh-Hant", "en"), "label")
SCHEMA = {
    "type": "object",
    "properties": {
        "ok": {"enum": ["yes", "no"], "x-labels": L, "x-choices": {"yes": L, "no": L}},
        "day": {"type": "string", "format": "date", "x-labels": L},
    },
}
FORM = Form("note", 1, "flow", "NO", "docx", L, SCHEMA)


def stage(name, *roads, awaits=("",), **more):
    return Stage(name, L, awaits=tuple(Item("note", p, "sales") for p in awaits), roads=roads, **more)


FLOW = Flow(
    "flow",
    1,
    L,
    {"series": "s", "pattern": "{{ n }}"},
    {"note": "note"},
    "first",
    {
        "first": stage("first", Road("second", "note.ok == 'yes'"), Road("lost")),
        "second": stage("second", Road("third"), awaits=("b",), deadline=Deadline("note.day", 2, "days", "lapsed")),
        "third": stage("third", Road("first"), awaits=("c",)),
        "passing": Stage("passing", L, roads=(Road("lost"),)),
        "lost": Stage("lost", L, closes="lost"),
        "lapsed": Stage("lapsed", L, closes="lapsed"),
    },
)
BOOK = Definitions({"flow": FLOW}, {"note": FORM}, {lang: {} for lang in L}, ZoneInfo("Asia/Ho_Chi_Minh"))
NOW = datetime(2021, 6, 23, 3, tzinfo=UTC)
OPEN = fold([opened(FLOW, Number("1"), "vi", {"name": "Mây", "key": "may"}, NOW)])


def at(flow, case, now=NOW):
    return Situation(BOOK, flow, case, now)


def drop(part="", role="sales", issue=0):
    return Drop("note", part, role, issue, "0" * 64, "a.docx", "vi")


def after(case, part, answers, issue=0):
    found = standing(at(FLOW, case), drop(part, issue=issue))
    assert found.problem is None
    return fold(accept(at(FLOW, case), drop(part, issue=issue), found.stage, answers), case)


GATHER = Flow(
    "flow",
    1,
    L,
    {"series": "s", "pattern": "{{ n }}"},
    {"note": "note"},
    "first",
    {
        "first": stage("first", Road("all")),
        "all": Stage(
            "all",
            L,
            awaits=(Item("note", "b"), Item("note", "c"), Item("note", "d", when="note.ok == 'yes'")),
            roads=(Road("end"),),
            needs_all=True,
        ),
        "end": Stage("end", L, awaits=(Item("note", "e"),)),
    },
)


def gathered(*parts, ok="no"):
    """Where a case stands, and what it still waits for, after drops of these parts."""
    case = fold([opened(GATHER, Number("1"), "vi", {"name": "Mây", "key": "may"}, NOW)])
    for part in ("", *parts):
        found = standing(at(GATHER, case), drop(part))
        assert found.problem is None, found.problem
        case = fold(accept(at(GATHER, case), drop(part), found.stage, {"ok": ok}), case)
    return case.stage, [i.part for i in lacking(at(GATHER, case))]


YES = {"ok": "yes", "day": "2021-06-23"}


@pytest.mark.fault("E6")
def test_roads_are_tried_in_order():
    assert after(OPEN, "", YES).stage == "second"
    assert (after(OPEN, "", {"ok": "no"}).stage, after(OPEN, "", {"ok": "no"}).closed) == ("lost", "lost")


def test_a_role_corrects_its_part_until_the_next_drop_is_accepted():
    second = after(OPEN, "", YES)
    assert standing(at(FLOW, second), drop("")).correction
    assert after(second, "", {"ok": "no"}).closed == "lost"
    third = after(second, "b", YES)
    assert standing(at(FLOW, third), drop("")).problem.code == "not-awaited"


def test_what_a_case_says_to_a_drop_out_of_turn():
    second = after(OPEN, "", YES)
    said = {
        "early": standing(at(FLOW, second), drop("c")),
        "role.wrong": standing(at(FLOW, second), drop("b", role="leader")),
        "case.closed": standing(at(FLOW, after(OPEN, "", {"ok": "no"})), drop("b")),
    }
    assert {code: s.problem.code for code, s in said.items()} == {code: code for code in said}


def test_an_older_issue_comes_back_with_what_changed_since():
    second = after(OPEN, "", YES)
    newer = replace(second, issued={"note": 5}, last=None, changes=((6, "note", ("/day",)),))
    problem = standing(at(FLOW, newer), drop("b", issue=4)).problem
    assert (problem.code, problem.args["changes"]) == ("issue.older", [L])


def test_a_deadline_is_over_at_the_end_of_its_last_day():
    second = after(OPEN, "", YES)
    assert tick(at(FLOW, second, datetime(2021, 6, 25, 16, 59, 59, tzinfo=UTC))) == []
    lapsed = fold(tick(at(FLOW, second, datetime(2021, 6, 25, 17, tzinfo=UTC))), second)
    assert (lapsed.stage, lapsed.closed) == ("lapsed", "lapsed")
    assert tick(at(FLOW, lapsed, datetime(2022, 1, 1, tzinfo=UTC))) == []


def test_a_case_comes_back_from_json_as_it_was():
    case = after(after(OPEN, "", YES), "b", YES)
    assert from_json(json.loads(json.dumps(to_json(case)))) == case


def test_a_stage_that_needs_all_waits_for_every_item_in_whatever_order():
    assert gathered() == ("all", ["b", "c"])
    assert gathered("b") == ("all", ["c"])
    assert gathered("c") == ("all", ["b"])
    assert gathered("c", "c") == ("all", ["b"])
    assert gathered("c", "b")[0] == gathered("b", "c")[0] == "end"


def test_an_item_whose_condition_does_not_hold_is_not_awaited():
    assert gathered("b", "c", ok="yes") == ("all", ["d"])
    assert gathered("b", "c", "d", ok="yes")[0] == "end"
    case = fold([opened(GATHER, Number("1"), "vi", {"name": "Mây", "key": "may"}, NOW)])
    case = fold(accept(at(GATHER, case), drop(), GATHER.stages["first"], {"ok": "no"}), case)
    assert standing(at(GATHER, case), drop("d")).problem.code == "not-awaited"
