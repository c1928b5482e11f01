"""W11: an amount that is due by a form a flow takes, and of which nobody ever says what came in, is found at the flow's line."""
# ruff: noqa: N802 - a test is named after its fault

import pytest

from casedrop.language import messages
from casedrop.workspace import workspace
from casedrop.workspace.checks.check import check
from shipped import ROOT
from trees import changed

FLOWS = ("service-renewal", "customization", "contract-review")
RENEWAL, RECEIPT = "forms/service-renewal/flow.yaml", "schemas/instalment/payment-receipt.schema.json"


def told(tree):
    """(file, what it says) of every amount that nobody confirms."""
    found = [p for p in check(workspace.read(tree)) if p.code == "due.unconfirmed"]
    return [(p.place.args["file"], messages.say(p, "en")) for p in found]


def test_W11_what_every_flow_of_the_house_agrees_on_is_confirmed_by_somebody():
    assert told(ROOT) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("          amount: record.fee\n", "          amount: \"'1'\"\n"),
        ("      - flow: instalment\n", "      - flow: problem\n"),
    ],
)
def test_W11_an_amount_that_is_given_to_nobody_who_confirms_it_is_told(tree, old, new):
    changed(
        tree,
        RENEWAL,
        "contract: {number: record.contract_no or documents.record.number or case.number, signed_on: none, "
        "amount: record.fee}",
        "contract: {number: record.contract_no, signed_on: none, amount: none}",
    )
    changed(tree, RENEWAL, "        when: record.fee is not none and record.fee | number > 0\n", "")
    changed(tree, RENEWAL, old, new)
    ((file, says),) = told(tree)
    assert file == RENEWAL
    assert "a customer owes “Fee”, and nobody ever says what came in" in says


def test_W11_without_a_form_that_says_what_came_in_nobody_confirms_anything(tree):
    changed(tree, RECEIPT, '"x-owed": "paid"', '"x-owed": "due"')
    assert {RENEWAL, "forms/customization/flow.yaml", "forms/contract-review/flow.yaml"} <= {
        file for file, _ in told(tree)
    }
