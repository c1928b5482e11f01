"""W3: a stage that waits for what may never come must have a way on without it."""

import dataclasses

import pytest

from casedrop.calendar.deadline import Deadline
from casedrop.flows.flow import Enclosing, Gathering, Item, Road, Stage, Waiver
from casedrop.workspace.checks.of_flows.waits import has_way_out
from casedrop.workspace.workspace import read
from shipped import ROOT

OUT = (Road("done"),)
CUSTOMER, STAFF = Item("training-reply", "reply"), Item("training-plan", role="training")
LATE, WAIVED = Deadline("today", 2, "days", "done"), Waiver(("training",), "done")


@pytest.mark.parametrize(
    ("stage", "leads_on"),
    [
        (Stage("a", {}, awaits=(CUSTOMER,)), False),
        (Stage("a", {}, awaits=(CUSTOMER,), deadline=LATE), True),
        (Stage("a", {}, awaits=(CUSTOMER,), waive=WAIVED), True),
        (Stage("a", {}, awaits=(CUSTOMER, STAFF)), True),
        (Stage("a", {}, awaits=(CUSTOMER, STAFF), needs_all=True), False),
        (Stage("a", {}, awaits=(STAFF,), encloses=(Enclosing("signed"),), needs_all=True), False),
        (Stage("a", {}, hears=("plan_no",)), False),
        (Stage("a", {}, originals=Gathering("training-reply", ("ours",), "paper", "training")), False),
        (Stage("a", {}, until="children.training | where('open', true) | count == 0"), True),
        (Stage("a", {}, until="children.training | where('answered', none) | count == 0"), False),
        (Stage("a", {}, until="children.training | count > 0 and children.training | where('open', true) | count == 0"), False),
    ],
)  # fmt: skip
def test_W3_what_leads_on_from_a_stage(stage, leads_on):  # noqa: N802 - named after its walk
    book = read(ROOT).book
    flow = book.flows["training-course"]
    assert has_way_out(book, dataclasses.replace(flow, stages={**flow.stages, "a": stage}), stage) is leads_on
