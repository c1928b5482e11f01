"""W12 and W16: dates of which a schema does not say when they can be, and rows that become cases and cannot be told apart, are
found at their line."""
# ruff: noqa: N802 - a test is named after its fault

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from trees import changed

COMPLAINT, ORDER = "schemas/complaint/complaint.schema.json", "schemas/onsite-training/training-work-order.schema.json"
REPLY, TRAINING = "schemas/training/training-reply.schema.json", "forms/training/flow.yaml"
FLOWS = ("complaint", "training-course", "onsite-training")


def told(tree):
    """(code, file, what it says) of every problem of flows, forms and schemas."""
    found = [p for p in check(workspace.read(tree)) if str(p.place.args["file"]).startswith(("forms/", "schemas/"))]
    return [(p.code, p.place.args["file"], messages.say(p, "en")) for p in found]


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "says"),
    [
        (COMPLAINT, '"x-day": "done",', "", "day.untold", "what kind of day “Received on” is"),
        (COMPLAINT, '"x-day": "done"', '"x-day": "doen"', "yaml.schema", "doen"),
        (ORDER, '"x-after": ["/ordered_on"]', '"x-after": ["/ordred_on"]', "day.unknown", "such as /ordered_on"),
        (ORDER, '"x-after": ["/ordered_on"]', '"x-after": ["/remarks"]', "day.unknown", "“/remarks” is no date"),
        (ORDER, '"x-after": ["/ordered_on"]', '"x-after": ["no-form/ordered_on"]', "day.unknown", "no-form/ordered_on"),
    ],
)
def test_W12_a_date_without_its_kind_and_a_name_that_is_no_date_are_told(tree, file, old, new, code, says):
    changed(tree, file, old, new)
    (found,) = told(tree)
    assert found[:2] == (code, file)
    assert says in found[2]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (REPLY, '"x-unique": [["/name", "/title", "/phone", "/email"]],', ""),
        (REPLY, '"x-unique": [["/name", "/title", "/phone", "/email"]]', '"x-unique": [["/name", "/maiden_name"]]'),
        (
            TRAINING,
            "&called row | told_apart(reply.attendees, ['name', 'title', 'phone', 'email'])",
            "&called row.name",
        ),
    ],
)
def test_W16_rows_that_would_become_one_case_are_told(tree, file, old, new):
    changed(tree, file, old, new)
    assert [(code, where) for code, where, _ in told(tree)][-1] == ("rows.merged", TRAINING)


def test_W16_rows_that_are_meant_to_be_one_case_say_so(tree):
    changed(tree, "forms/training-course/flow.yaml", "for: plan.rows | once('customer.name')", "for: plan.rows")
    assert [code for code, *_ in told(tree)] == ["rows.merged"]
