"""What `check` says of escalations that tell nobody anything (W21)."""

from __future__ import annotations

import pytest

from casedrop.calendar.deadline import Deadline
from casedrop.flows.flow import Escalation, Flow, Item, Stage
from casedrop.workspace.checks.of_flows.escalations import check_escalations
from casedrop.workspace.yaml.source import Source, read_text

TITLES = dict.fromkeys(("vi", "zh-Hans", "zh-Hant", "en"), "Asking")
SOURCE = Source("flow.yaml", read_text("stages:\n  asking:\n    escalate: {after: 1 day, to: head}\n"))
LATE = Deadline("case.opened", 1, "days", "asking")


def told(to, **stage):
    """The codes of what is wrong with a stage that tells a role after a day."""
    asking = Stage("asking", TITLES, escalate=Escalation((to,), 1, "days"), **stage)
    flow = Flow("visits", 1, TITLES, number=None, answers={}, start="asking", stages={"asking": asking})
    return [(problem.code, problem.place.args["line"]) for problem in check_escalations(flow, SOURCE)]


@pytest.mark.parametrize(
    ("to", "stage", "codes"),
    [
        ("head", {"awaits": (Item("note", role="sales"),)}, []),
        ("head", {"deadline": LATE}, []),
        ("sales", {"awaits": (Item("note", role="sales"),)}, [("stage.escalates-to-itself", 3)]),
        ("head", {}, [("stage.escalates-never", 3)]),
        ("head", {"closes": "done"}, [("stage.escalates-never", 3)]),
    ],
)
def test_an_escalation_tells_somebody_else_of_a_stage_where_cases_stand(to, stage, codes):
    assert told(to, **stage) == codes
