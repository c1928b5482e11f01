"""The engine as values: a case lived through in memory, without files, ledger or clock."""

from datetime import UTC, datetime

import pytest

import casedrop
from casedrop import FormDrop

MORNING = datetime(2021, 6, 23, 2, tzinfo=UTC)
NOTE = {"customer": {"name": "Mây"}, "visited_on": "2021-06-23", "mood": "bad"}


@pytest.fixture
def definitions(office):
    return office.definitions


@pytest.fixture
def opened(definitions):
    decision = casedrop.decide(definitions, None, FormDrop("visit-note", NOTE, "sales"), MORNING, n=7)
    return casedrop.plan(definitions, None, decision, MORNING)


def test_a_drop_opens_a_case_and_brings_out_a_document(opened):
    assert (opened.case.id, opened.case.stage) == ("TK-2021-007", "reading")
    assert [(d.name, d.to, d.part) for d in opened.documents] == [("Visit note.docx", "leader", "reading")]
    assert casedrop.fold(opened.events) == opened.case


def test_the_next_drop_closes_it(definitions, opened):
    drop = FormDrop("visit-note", {"advice": "Call them."}, "leader", "reading")
    decision = casedrop.decide(definitions, opened.case, drop, MORNING)
    after = casedrop.plan(definitions, opened.case, decision, MORNING)
    assert (after.case.stage, after.case.closed, after.documents) == ("read", "read", ())
    assert casedrop.fold([*opened.events, *after.events]) == after.case


@pytest.mark.parametrize(
    ("drop", "kind", "codes"),
    [
        (FormDrop("visit-note", {}, "leader", "reading"), "refused", ["required"]),
        (FormDrop("visit-note", {"advice": "x"}, "sales", "reading"), "refused", ["role.wrong"]),
        (FormDrop("visit-note", {"advice": "x", "mood": "good"}, "leader", "reading"), "refused", ["part.changed"]),
        (FormDrop("visit-note", {"advice": "x"}, "leader", "reading", issue=1), "refused", ["issue.older"]),
        (
            FormDrop("visit-note", {"advice": "x", "visited_on": "June"}, "leader", "reading"),
            "refused",
            ["date.unreadable"],
        ),
    ],
)
def test_a_drop_that_is_not_taken_says_why(definitions, opened, drop, kind, codes):
    decision = casedrop.decide(definitions, opened.case, drop, MORNING)
    assert (decision.kind, [p.code for p in decision.problems], decision.events) == (kind, codes, ())
    with pytest.raises(ValueError, match=f"^{kind}: "):
        casedrop.plan(definitions, opened.case, decision, MORNING)


def test_a_correction_takes_the_place_of_the_last_drop(definitions, opened):
    drop = FormDrop("visit-note", {**NOTE, "mood": "good"}, "sales", issue=0)
    decision = casedrop.decide(definitions, opened.case, drop, MORNING)
    assert (decision.kind, decision.correction) == ("accepted", True)
    assert casedrop.plan(definitions, opened.case, decision, MORNING).case.stage == "read"


@pytest.mark.parametrize(("day", "stage"), [(3, "reading"), (4, "late")])
def test_time_passes(definitions, opened, day, stage):
    at = datetime(2021, 7, day, 2, tzinfo=UTC)
    assert casedrop.fold(casedrop.tick(definitions, opened.case, at), opened.case).stage == stage


FOLLOW_UP = """
flow: follow-up
version: 1
titles: {vi: Theo dõi, zh-Hans: 跟进, zh-Hant: 跟進, en: Follow-up}
number: {series: follow-up, pattern: "TD-{{ year }}-{{ n | pad(3) }}"}
answers: {}
given: [day]
start: open
stages:
  open:
    titles: {vi: Mở, zh-Hans: 开放, zh-Hant: 開放, en: Open}
    hears: [done]
    next: [{go: over}]
  over:
    titles: {vi: Xong, zh-Hans: 完, zh-Hant: 完, en: Over}
    closes: over
"""


@pytest.fixture
def following(folder):
    """Definitions in which a visit that displeased opens another case."""
    home = folder / "office/forms"
    (home / "follow-up").mkdir()
    (home / "follow-up/flow.yaml").write_text(FOLLOW_UP, encoding="utf-8")
    visits = home / "visits/flow.yaml"
    text = visits.read_text(encoding="utf-8")
    issues = "    issues: [{form: visit-note, part: reading, to: leader}]\n"
    opens = "    opens: [{flow: follow-up, give: {day: note.visited_on}}]\n"
    visits.write_text(text.replace(issues, issues + opens), encoding="utf-8")
    return casedrop.Workspace("office").definitions


def test_a_plan_holds_the_cases_that_follow(following):
    decision = casedrop.decide(following, None, FormDrop("visit-note", NOTE, "sales"), MORNING)
    plan = casedrop.plan(following, None, decision, MORNING)
    (other,) = plan.others.values()
    assert (other.id, other.flow, other.stage, other.given) == (
        "TD-2021-001",
        "follow-up",
        "open",
        {"day": "2021-06-23"},
    )
    assert plan.case.children[other.id].flow == "follow-up"
    assert casedrop.fold(plan.events) == plan.case


def test_numbers_may_be_drawn_from_elsewhere(following):
    decision = casedrop.decide(following, None, FormDrop("visit-note", NOTE, "sales"), MORNING)
    drawn = []
    plan = casedrop.plan(following, None, decision, MORNING, draw=lambda *of: drawn.append(of) or 41 + len(drawn))
    assert list(plan.others) == ["TD-2021-042"]
    assert drawn == [("follow-up", 2021)]
