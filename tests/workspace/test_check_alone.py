"""Work that hangs on one role alone is found in the flow's file (W3, W17, W21)."""

from __future__ import annotations

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.of_flows.alone import check_alone
from trees import ROOT, changed

FLOWS = ("customization", "data-import", "license")
IMPLEMENTATION = [("stage.one-knows", stage, "implementation") for stage in ("confirming", "correcting", "importing")]


@pytest.mark.parametrize(
    ("flow", "old", "new", "told"),
    [
        (
            "customization",
            "deputies: {sales: []}\n",
            "",
            [("stage.one-hand", "contracting-overdue", "sales")],
        ),
        (
            "license",
            "{senior: department, engineer: []}",
            "{engineer: []}",
            [("stage.one-hand", "deciding-overdue", "senior")],
        ),
        (
            "data-import",
            "follows: [implementation, implementation-head]\n",
            "",
            [
                ("stage.one-knows", "fee", "implementation"),
                ("stage.one-knows", "settling", "sales"),
                *IMPLEMENTATION,
            ],
        ),
    ],
)
def test_work_that_hangs_on_one_role_is_told(tree, flow, old, new, told):
    changed(tree, f"forms/{flow}/flow.yaml", old, new)
    office = workspace.read(tree)
    found = [*check_alone(office.book.flows[flow], office.sources[f"forms/{flow}/flow.yaml"])]
    assert [(p.code, p.args["name"], p.args["role"]) for p in found] == told
    assert all(f"“{role}”" in messages.say(p, "en") for p, (_, _, role) in zip(found, told, strict=True))


def test_of_the_flows_that_are_shipped_nothing_is_told():
    office = workspace.read(ROOT)
    flows = office.book.flows.values()
    assert [p for f in flows for p in check_alone(f, office.sources[f"forms/{f.id}/flow.yaml"])] == []


def test_a_deputy_is_awaited_where_it_is_late_and_has_the_sheet():
    flow = workspace.read(ROOT).book.flows["license"]
    hands = {stage: [i.role for i in flow.stages[stage].awaits] for stage in ("deciding", "deciding-overdue")}
    assert hands == {"deciding": ["senior"], "deciding-overdue": ["senior", "department"]}
    (sheet,) = [i for i in flow.stages["deciding"].issues if "senior" in i.to]
    assert sheet.to == ("senior", "department")
