"""Deadlines that are reckoned twice or from when something was typed, hands that write for others, choices that say less than
they do, and promises nobody keeps: each is found in the flow's file (W20, W22, W24, W25, W30)."""

from __future__ import annotations

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.of_flows.audience import check_audience
from casedrop.workspace.checks.of_flows.deadlines import check_deadlines
from casedrop.workspace.checks.of_flows.endings import check_endings
from casedrop.workspace.checks.of_flows.hands import check_hands
from casedrop.workspace.checks.of_flows.promised import check_promised
from shipped import ROOT
from trees import changed

FLOWS = ("customization", "complaint", "installation", "onsite-service", "requirement", "upgrade")


def found(tree, flow: str) -> list[str]:
    """What the rules tell of a flow."""
    office = workspace.read(tree)
    book, one = office.book, office.book.flows[flow]
    source = office.sources[f"forms/{flow}/flow.yaml"]
    problems = [
        *check_deadlines(book, one, source, office.sources),
        *check_hands(book, one, source),
        *check_endings(book, one, source),
        *check_promised(office, one, source),
        *check_audience(office, one, source),
    ]
    return [messages.say(problem, "en") for problem in problems]


@pytest.mark.parametrize(
    ("flow", "file", "old", "new", "said"),
    [
        (
            "customization",
            "forms/customization/flow.yaml",
            "valid_until: deadlines.quoted",
            'valid_until: "analysis.quote_date | add_days(15)"',
            "The deadline of “quoted” is reckoned a second time",
        ),
        (
            "complaint",
            "forms/complaint/complaint.yaml",
            "Received {{ received_on | long_date }}",
            "Due {{ received_on | add_days(3) | long_date }}",
            "is reckoned a second time",
        ),
        (
            "installation",
            "forms/installation/flow.yaml",
            "return_by: deadlines.asking",
            "return_by: today | add_days(15)",
            "The deadline of “asking” is reckoned a second time",
        ),
        (
            "onsite-service",
            "forms/onsite-service/flow.yaml",
            "after: *called, in: 24",
            "after: case.opened, in: 24",
            "Count from what the form says: order.received_on",
        ),
        (
            "requirement",
            "forms/requirement/flow.yaml",
            "part: countersigning, from: deciding",
            "part: countersigning, from: sales",
            "is for deciding, sales-head to say, but here sales may say it too",
        ),
        (
            "customization",
            "schemas/customization/agreement-record.schema.json",
            '"en": "Declined"',
            '"en": "Not yet"',
            "“Not yet” ends the matter at “quoted”",
        ),
        (
            "upgrade",
            "forms/upgrade/flow.yaml",
            "        attach: [upgrade-guide]\n",
            "",
            "“Upgrade Preparation Guide” promises what does not go out",
        ),
        (
            "installation",
            "forms/installation/flow.yaml",
            "        attach: [deployment-guide]\n",
            "",
            "promises what does not go out with the form from “sounding”",
        ),
    ],
    ids=["W24 with", "W24 text", "W24 entered", "W25", "W22", "W30", "W20 listed", "W20 enclosed"],
)
def test_it_is_told(tree, flow, file, old, new, said):
    changed(tree, file, old, new)
    told = found(tree, flow)
    assert any(said in sentence for sentence in told), told


def test_of_the_flows_that_are_shipped_nothing_is_told():
    assert {flow: told for flow in workspace.read(ROOT).book.flows if (told := found(ROOT, flow))} == {}
