"""What a form's schema says that casedrop does not know, and declarations that are not where they say, are told."""

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from trees import changed

SCHEMA = "schemas/complaint/complaint.schema.json"
FORM = "forms/complaint/complaint.yaml"
FLOW = "forms/complaint/flow.yaml"
FLOWS = ("complaint", "acceptance")


def first(tree):
    """The first problem there is: its code, file and line, and what it says."""
    problem = check(workspace.read(tree))[0]
    return f"{problem.code} {problem.place.args['file']}:{problem.place.args['line']}", messages.say(problem, "en")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"x-hints"', '"x-hint"', "There is no “x-hint”. Is “x-hints” meant?"),
        ('"maxLength": 80', '"maxLenght": 80', "There is no “maxLenght”. Is “maxLength” meant?"),
        ('"format": "date"', '"format": "day"', "'day' is not one of ['date', 'decimal', 'email']"),
        ('"x-code": true', '"x-code": "yes"', "True was expected"),
    ],
)
def test_a_keyword_of_a_schema_is_told_with_its_line(tree, old, new, said):
    line = changed(tree, SCHEMA, old, new)
    where, says = first(tree)
    assert where in (f"name.unknown {SCHEMA}:{line}", f"yaml.schema {SCHEMA}:{line}")
    assert said in says


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FORM, "form: complaint", "form: complaints", "“form” must be “complaint”"),
        (FORM, "flow: complaint", "flow: callback", "“flow” must be “complaint”"),
        (FLOW, "flow: complaint", "flow: complaints", "“flow” must be “complaint”"),
    ],
)
def test_a_file_that_is_not_where_it_says(tree, file, old, new, said):
    line = changed(tree, file, old, new)
    where, says = first(tree)
    assert where == f"yaml.not-at-home {file}:{line}"
    assert said in says


def test_a_part_that_no_flow_asks_for_is_told_at_its_line(tree):
    file = "schemas/acceptance/acceptance-report.schema.json"
    line = changed(tree, file, '"x-stage": "reporting"', '"x-stage": "reportng"')
    where, says = next((w, s) for w, s in every(tree) if w.startswith("part.unasked"))
    assert where == f"part.unasked {file}:{line}"
    assert "No flow asks for the part “reportng” of this form, so nobody can fill it. Is “reporting” meant?" in says


def every(tree):
    """Every problem: its code, file and line, and what it says."""
    for problem in check(workspace.read(tree)):
        place = problem.place.args
        yield f"{problem.code} {place['file']}:{place.get('line')}", messages.say(problem, "en")
