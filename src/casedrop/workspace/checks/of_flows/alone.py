"""Work that hangs on one role alone: late, and nobody else may do it; or waited for without end, and nobody else knows (W3, W17,
W21)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.flows import graph
from casedrop.flows.deputies import asked_of, late_roles
from casedrop.flows.flow import Flow, Stage
from casedrop.language.problem import Problem
from casedrop.workspace.checks.of_flows.audience import knowing
from casedrop.workspace.yaml.source import Source


def check_alone(flow: Flow, source: Source) -> Iterator[Problem]:
    """`stage.one-hand` at each stage where only those who are late can do what is late, and `stage.one-knows` at each that waits,
    without a deadline, for a role of which no other hears."""
    for stage in flow.stages.values():
        place = source.place("stages", stage.id)
        if role := _only_hand(flow, stage):
            yield Problem("stage.one-hand", place, args={"name": stage.id, "role": role})
        if role := _only_one_who_knows(flow, stage):
            yield Problem("stage.one-knows", place, args={"name": stage.id, "role": role})


def _only_hand(flow: Flow, stage: Stage) -> str | None:
    """The role that is late at a stage and alone leads on from it; None if there is another way, or the flow says that nobody
    may stand in for it."""
    hands = {item.role for item in stage.awaits} | asked_of(stage)
    late = late_roles(flow, stage)
    has_way = stage.deadline or stage.waive or stage.until or stage.hears
    alone = late if len(hands) == 1 and not has_way else set()
    return next((role for role in alone if role not in flow.deputies), None)


def _only_one_who_knows(flow: Flow, stage: Stage) -> str | None:
    """The role that a stage waits for while no other knows of it, nor will: it has no deadline that tells them. What may come
    again and again, and leads nowhere else, is nobody's to wait for."""
    waited_for = asked_of(stage) | ({stage.asks.role} if stage.asks else set())
    is_own = stage.id == flow.start or all(way.go == stage.id for way in graph.ways(stage))
    if not waited_for or is_own or stage.deadline or stage.until or stage.hears:
        return None
    known = knowing(flow, stage)
    return next(iter(known)) if len(known) == 1 else None
