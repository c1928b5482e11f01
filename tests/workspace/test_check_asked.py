"""W4, W6: what a stage asks for is taken: the newest issue, for that part, and from outside also when the case has gone on."""
# ruff: noqa: N802 - named after their walks

from dataclasses import replace

import pytest

from casedrop.workspace.checks.of_flows.asked import left_behind, newest, refusable
from casedrop.workspace.workspace import read
from shipped import ROOT


@pytest.fixture(scope="module")
def book():
    return read(ROOT).book


def refused(book, flow):
    """(stage, form, part) of what a flow asks for and would refuse."""
    there = newest(book, flow)
    return [(s.id, i.form, i.part) for s in flow.stages.values() for i in refusable(s, there)]


def test_W6_no_shipped_stage_asks_for_what_would_be_refused_as_older(book):
    assert [(flow.id, *wrong) for flow in book.flows.values() for wrong in refused(book, flow)] == []


def test_W4_no_shipped_stage_leaves_behind_what_somebody_outside_was_asked_for(book):
    assert [
        (f.id, s.id, *lost) for f in book.flows.values() for s in f.stages.values() for lost in left_behind(f, s)
    ] == []


def test_W6_a_newer_issue_for_another_part_is_found_at_every_stage_behind_it(book):
    flow = book.flows["presales"]
    drafting = replace(flow.stages["drafting"], issues=flow.stages["drafting"].issues[1:])
    wrong = replace(flow, stages={**flow.stages, "drafting": drafting})
    late = ("drafting", "drafting-overdue", "signing", "signing-overdue")
    assert refused(book, wrong) == [(stage, "contact-note", "ending") for stage in late]


def test_W4_what_no_longer_counts_once_another_paper_came_is_found(book):
    flow = book.flows["implementation"]
    items = tuple(replace(item, late=False) for item in flow.stages["preparing"].awaits)
    [(item, go)] = left_behind(flow, replace(flow.stages["preparing"], awaits=items))
    assert (item.form, go) == ("preparation-confirmation", "assessing")
