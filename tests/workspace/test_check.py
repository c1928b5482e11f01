"""Every mistake in a declaration is told with file and line, and what to do."""

from dataclasses import fields
from pathlib import Path

import pytest

from casedrop.cases.originals import REGISTER
from casedrop.desk.admin.originals import OriginalRow
from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from casedrop.workspace.errors import BrokenWorkspace, NoWorkspace
from trees import changed

ROOT = Path(__file__).parents[2]
FLOW = "forms/customization/flow.yaml"
FLOWS = ("customization", "acceptance")


def told(tree: Path) -> list[str]:
    return [f"{p.code} {p.place.args['file']}:{p.place.args['line']}" for p in check(workspace.read(tree))]


def test_the_shipped_workspace_is_silent():
    assert check(workspace.read(ROOT)) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("go: leader-review", "go: leader-revue", "stage.unknown"),
        ("analysis.review.result == 'approved'", "analysis.review.rezult == 'approved'", "name.unknown"),
        ("agreement.agreed == 'yes'", "agreement.agreed.__class__ == 'yes'", "guard.refused"),
        ("to: director", "to: directer", "name.unknown"),
        ("closes: delivered", "closses: delivered", "name.unknown"),
        ("in: 15 days", "in: a fortnight", "yaml.schema"),
        ("after: analysis.quote_date", "after: analysis.quote_day", "name.unknown"),
        ("total: analysis.price.total", "totals: analysis.price.total", "name.unknown"),
        ("start: analysis", "start: analysis: again", "yaml.syntax"),
    ],
)
def test_a_mistake_in_a_flow_is_told_with_its_line(tree, old, new, code):
    line = changed(tree, FLOW, old, new)
    found = [t for t in told(tree) if t.startswith(code)]
    assert found
    assert any(abs(int(t.rsplit(":", 1)[1]) - line) <= 1 for t in found), (found, line)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("originals: [customer, customer, finance", "originals: [customer, customer, finanse", "name.unknown"),
        ("holders: [finance, archive], seen: paper", "holders: [finance, stock], seen: paper", "name.unknown"),
        ("seen: paper, from: clerk", "seen: paper, from: clark", "name.unknown"),
        ("seen: scan", "seen: soon", "yaml.schema"),
        ("originals: {form: acceptance-report", "originals: {form: acceptance-raport", "form.undeclared"),
    ],
)
def test_a_mistake_about_originals_is_told_with_its_line(tree, old, new, code):
    line = changed(tree, "forms/acceptance/flow.yaml", old, new)
    assert f"{code} forms/acceptance/flow.yaml:{line}" in told(tree)


def test_a_stage_that_waits_for_originals_leads_on(tree):
    line = changed(tree, "forms/acceptance/flow.yaml", "    next:\n      - {go: accepted}\n", "")
    assert f"road.none forms/acceptance/flow.yaml:{line - 2}" in told(tree)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('form = "originals-handover"', 'form = "originals-handovers"', "form.undeclared"),
        ('handed_on = "today"', 'handed_at = "today"', "name.unknown"),
        ('handed_by = "by"', 'handed_by = "whom"', "name.unknown"),
        ('shelf = "shelf"', 'shelf = "shelf +"', "guard.refused"),
        ("each.items = {number", "each.things = {number", "name.unknown"),
    ],
)
def test_a_mistake_in_a_slip_is_told(tree, old, new, code):
    changed(tree, "casedrop.toml", old, new)
    assert {t.split(":")[0] for t in told(tree)} == {f"{code} casedrop.toml"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('form = "case-decision"', 'form = "case-decisions"', "form.undeclared"),
        ('from = ["manager"', 'from = ["manger"', "name.unknown"),
        ('case = "/case_number"', 'case = "/case_no"', "name.unknown"),
        ('way = "/decision"', 'way = "/asked_by"', "steering.way"),
        ('why = "/reason"', 'why = "/customer_name"', "steering.optional"),
        ('why = "/reason"', 'why = "reason"', "setting.value"),
    ],
)
def test_a_mistake_about_the_form_that_steers_is_told(tree, old, new, code):
    changed(tree, "casedrop.toml", old, new)
    try:
        found = {t.split(":")[0] for t in told(tree)}
    except BrokenWorkspace as error:
        found = {f"{p.code} {p.place.args['file']}" for p in error.problems}
    assert found == {f"{code} casedrop.toml"}


def test_a_flow_lets_no_one_steer_whom_the_workspace_does_not(tree):
    line = changed(tree, FLOW, "start: analysis\n", "steer: [director, sales]\nstart: analysis\n")
    assert f"name.unknown {FLOW}:{line}" in told(tree)


def test_the_names_a_slip_may_read_are_those_of_the_register():
    assert {f.name for f in fields(OriginalRow)} == set(REGISTER)


@pytest.mark.fault("E6")
def test_a_last_road_that_may_not_be_taken_is_told(tree):
    changed(tree, FLOW, "      - {go: rework}\n", "")
    assert any(t.startswith("road.open") for t in told(tree))


def test_a_key_given_twice_is_told(tree):
    line = changed(tree, FLOW, "start: analysis\n", "start: analysis\nstart: technical\n")
    assert told(tree)[0] == f"yaml.duplicate-key {FLOW}:{line + 1}"


def test_what_nothing_fills_is_told(tree):
    changed(tree, FLOW, "          valid_until: deadlines.quoted  # W24\n", "")
    assert any(t.startswith("required.unfilled") for t in told(tree))


def test_a_suggestion_is_made(tree):
    changed(tree, FLOW, "go: leader-review", "go: leader-revue")
    found = check(workspace.read(tree))
    assert "leader-review" in messages.say(found[0], "en")


def test_a_missing_label_is_told(tree):
    schema = tree / "schemas/customization/customization-quote.schema.json"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text.replace('"zh-Hant": "總', '"zh-Hanx": "總', 1), encoding="utf-8")
    assert any(t.startswith("text.missing") for t in told(tree))


def test_settings_that_cannot_be_used(tree):
    changed(tree, "casedrop.toml", 'zone = "Asia/Ho_Chi_Minh"', 'zone = "Asia/Nowhere"')
    with pytest.raises(BrokenWorkspace):
        workspace.read(tree)


@pytest.mark.parametrize(
    ("line", "wanted"), [("national_motto = true", True), ("national_motto = false", False), ("", True)]
)
def test_the_national_motto_is_printed_unless_the_workspace_says_otherwise(tree, line, wanted):
    changed(tree, "casedrop.toml", "national_motto = true ", f"{line} ")
    assert workspace.read(tree).book.companies["vi"]["national_motto"] is wanted


def test_no_workspace(tmp_path):
    with pytest.raises(NoWorkspace):
        workspace.find(tmp_path)


COURSE, CUSTOMER = "forms/training-course/flow.yaml", "forms/training/flow.yaml"


@pytest.mark.parametrize("flows", [("training-course",)], ids=["courses"])
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (COURSE, "flow: training\n", "flow: trainings\n"),
        (COURSE, "for: plan.rows", "for: plan.lines"),
        (COURSE, "key: row.customer.name", "key: line.customer.name"),
        (COURSE, "what_to_bring: plan.what_to_bring", "what_to_take: plan.what_to_bring"),
        (COURSE, "until: children.training", "until: child.training"),
        (COURSE, "child.customer.name", "child.name"),
        (CUSTOMER, "hears: [results]", "hears: [marks]"),
        (CUSTOMER, "answered: reply.coming", "answered: reply.comes"),
        (CUSTOMER, "asks:\n      from: training", "asks:\n      from: teachers"),
    ],
)
def test_a_mistake_between_a_case_and_those_it_opens_is_told_at_its_line(tree, file, old, new):
    line = changed(tree, file, old, new) + old.rstrip().count("\n")
    assert f"name.unknown {file}:{line}" in told(tree)
