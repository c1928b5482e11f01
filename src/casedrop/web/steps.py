"""Where a case stands on its way: the stages it came through, the present one, and the likeliest way ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casedrop.cases.case import Case
from casedrop.flows.flow import Flow
from casedrop.flows.graph import ways

NEAR, SHORT = 4, 10
"""Stages that are shown on either side of the present one, of a way that is not short."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on the way: its place from 1, whether it is behind (`done`), the present one (`here`) or where the case would end,
    when it was entered (ISO, "" for not yet), and whether it is told of on narrow pages."""

    n: int
    stage: str
    done: bool
    here: bool
    ends: bool
    entered: str
    near: bool


def steps(flow: Flow, case: Case) -> list[Step]:
    """The way of a case: by the times its stages were last entered, then by the first road of each stage, which leads nowhere
    it has been; of a long way at most four stages on either side of the present one."""
    past = [name for name, at in sorted(case.entered.items(), key=lambda one: one[1]) if name != case.stage]
    way = [*past, case.stage, *([] if case.closed else _ahead(flow, case.stage, {*past, case.stage}))]
    here = len(past)
    return [
        Step(n + 1, name, n < here, n == here, _ends(flow, name), case.entered.get(name, ""), abs(n - here) <= 1)
        for n, name in enumerate(way)
        if abs(n - here) <= NEAR or len(way) <= SHORT
    ]


def _ahead(flow: Flow, stage: str, seen: set[str]) -> Iterator[str]:
    while stage in flow.stages:
        roads = (way for way in ways(flow.stages[stage]) if not (way.deadline or way.waiver or way.cancelled))
        stage = next((way.go for way in roads if way.go not in seen), "")
        if stage:
            seen.add(stage)
            if stage in flow.stages and flow.stages[stage].waits:
                yield stage


def _ends(flow: Flow, stage: str) -> bool:
    return stage in flow.stages and bool(flow.stages[stage].closes)
