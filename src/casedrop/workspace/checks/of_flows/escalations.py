"""Escalations that tell nobody anything: the case never stands there, or those who are told have the work already (W21)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.flows.deputies import asked_of
from casedrop.flows.flow import Flow, Stage
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source


def check_escalations(flow: Flow, source: Source) -> Iterator[Problem]:
    """`stage.escalates-never` at each stage where no case stands, and `stage.escalates-to-itself` at each that would tell none
    but those it waits for."""
    for stage in (one for one in flow.stages.values() if one.escalate):
        code = _fault(stage)
        if code:
            yield Problem(code, source.place("stages", stage.id, "escalate"), args={"name": stage.id})


def _fault(stage: Stage) -> str:
    if stage.closes or not (stage.waits or stage.deadline or stage.asks):
        return "stage.escalates-never"
    told = set(stage.escalate.roles) if stage.escalate else set()
    asked = asked_of(stage) | ({stage.asks.role} if stage.asks else set())
    return "stage.escalates-to-itself" if told <= asked else ""
