"""What is wrong with where a flow leads: stages no case comes to, stages no case leaves, roads without an end."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.flows import graph
from casedrop.flows.flow import Flow, Stage
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source


def check_roads(flow: Flow, source: Source) -> Iterator[Problem]:
    """`stage.unreachable`, `stage.dead-end` and `stage.endless`, each at its stage's line.

    A stage is named once. Where the start or a road names an unknown stage, nothing is said: that is another problem.
    One case of a flow with `single` may go round for ever.
    """
    named = {flow.start, *(way.go for stage in flow.stages.values() for way in graph.ways(stage))}
    if not named <= set(flow.stages):
        return
    reached = graph.distances(flow)
    stuck = {name for name, stage in flow.stages.items() if dead_end(stage)}
    ending = graph.leading(flow, stuck | {name for name, stage in flow.stages.items() if stage.closes})
    for name in flow.stages:
        code = _code(name not in reached, name in stuck, name not in ending and not flow.single)
        if code:
            yield Problem(code, source.place("stages", name), args={"name": name})


def dead_end(stage: Stage) -> bool:
    """Whether a case that enters the stage is neither closed nor ever moved on by anything."""
    return not (stage.waits or stage.roads or stage.deadline)


def _code(unreached: bool, stuck: bool, endless: bool) -> str:
    if unreached:
        return "stage.unreachable"
    if stuck:
        return "stage.dead-end"
    return "stage.endless" if endless else ""
