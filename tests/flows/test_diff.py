"""Each difference of two versions of a form or a flow, before and after at a glance."""

from dataclasses import replace

import pytest

from casedrop.calendar.deadline import Deadline
from casedrop.flows.diff import Sides, compare_flows
from casedrop.flows.diff_forms import compare_forms
from casedrop.flows.flow import Flow, Issue, Item, Road, Stage
from casedrop.forms.form import Check, Form
from casedrop.language.problem import LANGS


def texts(word):
    return dict.fromkeys(LANGS, word)


def field(label="Place", kind=None, **more):
    return {"type": "string", "x-labels": texts(label), **(kind or {}), **more}


def form(required=(), **properties):
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return Form("note", 1, "visits", "VN", "docx", texts("Visit note"), schema)


DATE = {"format": "date"}
MOOD = {"enum": ["good", "bad"], "x-choices": {"good": texts("Good"), "bad": texts("Bad")}}
ONE_MOOD = {"enum": ["good"], "x-choices": {"good": texts("Good")}}
RULE = Check("true", "/place", texts("There is a place."))
PLACE = form(place=field())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (PLACE, PLACE, []),
        (form(), PLACE, ["“Place” is new."]),
        (form(), form(["place"], place=field()), ["“Place” is new and must be filled in."]),
        (PLACE, form(), ["“Place” is gone."]),
        (PLACE, form(site=field()), ["“Place” is now kept as /site, no longer as /place."]),
        (PLACE, form(place=field("Site")), ["“Place” is now called “Site”."]),
        (PLACE, form(place=field(kind=DATE)), ["“Place” is now answered by a date, no longer by a line of text."]),
        (PLACE, form(["place"], place=field()), ["“Place” must now be filled in."]),
        (form(["place"], place=field()), PLACE, ["“Place” may now be left empty."]),
        (PLACE, form(place=field(**{"x-stage": "review"})), ["“Place” is now filled in by another hand."]),
        (
            form(place=field(maxLength=40)),
            form(place=field(maxLength=20)),
            ["“Place” now takes 20 characters at most, before 40."],
        ),
        (form(mood=field(kind=MOOD)), form(mood=field(kind=ONE_MOOD)), ["“Place”: the choice “Bad” is gone."]),
        (form(mood=field(kind=ONE_MOOD)), form(mood=field(kind=MOOD)), ["“Place”: the choice “Bad” is new."]),
        (PLACE, form(place=field(minLength=2)), ["What may be filled in is otherwise not what it was."]),
        (PLACE, replace(PLACE, checks=(RULE,)), ["A new rule: There is a place."]),
        (replace(PLACE, checks=(RULE,)), PLACE, ["A rule is gone: There is a place."]),
        (PLACE, replace(PLACE, texts={"intro": texts("Hello")}), ["Its wording has changed."]),
        (PLACE, replace(PLACE, names=texts("{{ title }}")), ["Its files are called otherwise."]),
        (PLACE, replace(PLACE, number={"series": "n"}), ["Its documents are numbered otherwise."]),
        (PLACE, replace(PLACE, internal=True), ["Its declaration has otherwise changed (internal)."]),
        (PLACE, replace(PLACE, version=2, aliases=("Slip",)), []),
    ],
)
def test_a_form(old, new, said):
    assert [one.say("en") for one in compare_forms(old, new)] == [f"Visit note: {line}" for line in said]


def test_a_form_of_another_title():
    renamed = replace(PLACE, titles=texts("Site note"))
    assert [one.say("en") for one in compare_forms(PLACE, renamed)] == ["Site note: It was called “Visit note”."]


def stage(name, **more):
    return Stage(name, texts(name.title()), **more)


def flow(*stages, **more):
    named = {s.id: s for s in stages}
    return Flow("visits", 1, texts("Visits"), {}, {}, "visit", named, **more)


def visit(**more):
    return flow(stage("visit", **more), stage("done"))


TWO = Deadline("note.on", 2, "days", "done")
ASKED = Item("note", role="sales")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (visit(), visit(line=7), []),
        (visit(), flow(stage("visit"), stage("done"), stage("late")), ["The stage “Late” is new."]),
        (visit(), flow(stage("visit")), ["The stage “Done” is gone."]),
        (visit(), flow(Stage("visit", texts("Call")), stage("done")), ["The stage “Visit” is now called “Call”."]),
        (
            visit(),
            visit(roads=(Road("done"),)),
            ["From “Visit” the way now leads to Done, before to Nothing."],
        ),
        (
            visit(roads=(Road("done", "a"),)),
            visit(roads=(Road("done", "b"),)),
            ["From “Visit” the way leads on under other conditions."],
        ),
        (visit(roads=(Road("done", line=3),)), visit(roads=(Road("done", line=4),)), []),
        (visit(), visit(awaits=(ASKED,)), ["“Visit” now also waits for “Visit note”."]),
        (visit(awaits=(ASKED,)), visit(), ["“Visit” no longer waits for “Visit note”."]),
        (
            visit(awaits=(ASKED,)),
            visit(awaits=(Item("note"),)),
            ["“Visit”: “Visit note” is now awaited from anyone, before from Sales."],
        ),
        (
            visit(awaits=(ASKED,)),
            visit(awaits=(replace(ASKED, when="a"),)),
            ["“Visit” has otherwise changed (awaits)."],
        ),
        (visit(), visit(issues=(Issue("note"),)), ["“Visit” now brings out “Visit note”."]),
        (visit(issues=(Issue("note"),)), visit(), ["“Visit” no longer brings out “Visit note”."]),
        (visit(), visit(deadline=TWO), ["“Visit” – deadline: 2 day(s) after note.on. Before – Nothing."]),
        (
            visit(deadline=TWO),
            visit(deadline=replace(TWO, go="visit")),
            ["When the time at “Visit” is over, the case now goes to “Visit”, before to “Done”."],
        ),
        (visit(), replace(visit(), start="done"), ["Cases now begin at “Done”, before at “Visit”."]),
        (visit(), visit(closes="well"), ["“Visit” has otherwise changed (closes)."]),
        (visit(), visit(follows=("sales",)), ["“Visit” has otherwise changed (follows)."]),
        (visit(), replace(visit(), follows=("sales",)), ["The flow’s file has otherwise changed (follows)."]),
        (visit(), replace(visit(), single=True), ["The flow’s file has otherwise changed (single)."]),
    ],
)
def test_a_flow(old, new, said):
    sides = Sides(old, new, {"note": PLACE}, {"sales": texts("Sales")})
    assert [one.say("en") for one in compare_flows(sides)] == said
