"""Every mistake in a declaration is told with file and line, and what to do."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from casedrop.config import workspace
from casedrop.config.check import check
from casedrop.config.trouble import BrokenWorkspace, NoWorkspace
from casedrop.core import speech
from casedrop.core.originals import REGISTER
from casedrop.desk.register import Row

ROOT = Path(__file__).parents[2]
FLOW = "forms/customization/flow.yaml"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("calendars", "forms", "schemas"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "casedrop.toml", tmp_path)
    return tmp_path


def told(tree: Path) -> list[str]:
    return [f"{p.code} {p.place.args['file']}:{p.place.args['line']}" for p in check(workspace.read(tree))]


def broken(tree: Path, file: str, old: str, new: str) -> int:
    """Change one thing; the number of the line it stands on."""
    text = (tree / file).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (tree / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


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
    line = broken(tree, FLOW, old, new)
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
    line = broken(tree, "forms/acceptance/flow.yaml", old, new)
    assert f"{code} forms/acceptance/flow.yaml:{line}" in told(tree)


def test_a_stage_that_waits_for_originals_leads_on(tree):
    line = broken(tree, "forms/acceptance/flow.yaml", "    next:\n      - {go: accepted}\n", "")
    assert f"road.none forms/acceptance/flow.yaml:{line - 1}" in told(tree)


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
    broken(tree, "casedrop.toml", old, new)
    assert {t.split(":")[0] for t in told(tree)} == {f"{code} casedrop.toml"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('form = "case-decision"', 'form = "case-decisions"', "form.undeclared"),
        ('from = ["manager"', 'from = ["manger"', "name.unknown"),
        ('case = "/case_number"', 'case = "/case_no"', "name.unknown"),
        ('way = "/decision"', 'way = "/asked_by"', "steering.way"),
        ('why = "/reason"', 'why = "/customer_name"', "steering.optional"),
        ('why = "/reason"', 'why = "reason"', "yaml.schema"),
    ],
)
def test_a_mistake_about_the_form_that_steers_is_told(tree, old, new, code):
    broken(tree, "casedrop.toml", old, new)
    try:
        found = {t.split(":")[0] for t in told(tree)}
    except BrokenWorkspace as error:
        found = {f"{p.code} {p.place.args['file']}" for p in error.problems}
    assert found == {f"{code} casedrop.toml"}


def test_a_flow_lets_no_one_steer_whom_the_workspace_does_not(tree):
    line = broken(tree, FLOW, "start: analysis\n", "steer: [director, sales]\nstart: analysis\n")
    assert f"name.unknown {FLOW}:{line}" in told(tree)


def test_the_names_a_slip_may_read_are_those_of_the_register():
    assert {f.name for f in fields(Row)} == set(REGISTER)


def test_a_last_road_that_may_not_be_taken_is_told(tree):
    broken(tree, FLOW, "      - {go: rework}\n", "")
    assert any(t.startswith("road.open") for t in told(tree))


def test_a_key_given_twice_is_told(tree):
    line = broken(tree, FLOW, "start: analysis\n", "start: analysis\nstart: technical\n")
    assert told(tree)[0] == f"yaml.duplicate-key {FLOW}:{line + 1}"


def test_what_nothing_fills_is_told(tree):
    broken(tree, FLOW, '          valid_until: "analysis.quote_date | add_days(15)"\n', "")
    assert any(t.startswith("required.unfilled") for t in told(tree))


def test_a_suggestion_is_made(tree):
    broken(tree, FLOW, "go: leader-review", "go: leader-revue")
    found = check(workspace.read(tree))
    assert "leader-review" in speech.say(found[0], "en")


def test_a_missing_label_is_told(tree):
    schema = tree / "schemas/customization/customization-quote.schema.json"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text.replace('"zh-Hant": "總', '"zh-Hanx": "總', 1), encoding="utf-8")
    assert any(t.startswith("text.missing") for t in told(tree))


def test_settings_that_cannot_be_used(tree):
    broken(tree, "casedrop.toml", 'zone = "Asia/Ho_Chi_Minh"', 'zone = "Asia/Nowhere"')
    with pytest.raises(BrokenWorkspace):
        workspace.read(tree)


def test_no_workspace(tmp_path):
    with pytest.raises(NoWorkspace):
        workspace.find(tmp_path)
