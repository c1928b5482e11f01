"""Who must know and does not, and who sees what he must not: each is found in the flow's file, with its line (W17 to W21)."""

from __future__ import annotations

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.of_flows.audience import check_audience
from trees import ROOT, changed

FLOWS = ("customization", "implementation", "complaint")


@pytest.mark.parametrize(
    ("flow", "old", "new", "said"),
    [
        (
            "customization",
            "follows: [sales, customer-service]\n",
            "follows: customer-service\n",
            "“sales” may open a case and never learns how it ends.",
        ),
        (
            "implementation",
            "to: implementation-head, fresh: true",
            "to: service-director, fresh: true",
            "“implementation-head” is to answer",
        ),
        (
            "complaint",
            "deputies: {monitor: operations, department: []}\nfollows: [monitor, operations]",
            "deputies: {monitor: [], department: []}\nfollows: monitor",
            "Work is late at “checking-overdue”",
        ),
        (
            "implementation",
            "to: [implementation, implementation-head, planner, sales]",
            "to: [planner, sales]",
            "After “deciding” others go on at “planning”",
        ),
        (
            "implementation",
            "        view: customer\n",
            "",
            "with “/head_review”, which only our own people fill in later",
        ),
    ],
    ids=["W17 opener", "W19 unseen", "W21 untold", "W18 undecided", "W20 internal"],
)
def test_what_somebody_must_know_or_must_not_see_is_told(tree, flow, old, new, said):
    changed(tree, f"forms/{flow}/flow.yaml", old, new)
    office = workspace.read(tree)
    source = office.sources[f"forms/{flow}/flow.yaml"]
    found = [messages.say(p, "en") for p in check_audience(office, office.book.flows[flow], source)]
    assert found
    assert any(said in sentence for sentence in found), found


def test_of_the_flows_that_are_shipped_nothing_is_told():
    office = workspace.read(ROOT)
    flows = office.book.flows.values()
    assert [p for f in flows for p in check_audience(office, f, office.sources[f"forms/{f.id}/flow.yaml"])] == []
