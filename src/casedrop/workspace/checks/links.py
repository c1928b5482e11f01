"""What is wrong with what a stage has to do with other cases: flows, stages and names that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casedrop.cases.context import reported
from casedrop.flows.flow import Flow, Stage
from casedrop.language.problem import Problem
from casedrop.workspace.checks.expressions import ROW, guard, value, values
from casedrop.workspace.checks.flow_file import Look
from casedrop.workspace.checks.names import CHILD


def check_kin(look: Look, stage: Stage, *at: str | int) -> Iterator[Problem]:
    """What a stage opens, tells, reports and waits for in other cases: flows, stages and names that do not exist."""
    flows = look.workspace.book.flows
    for k, children in enumerate(stage.opens):
        of, there, names = flows.get(children.flow), (*at, "opens", k), {**look.names, **ROW}
        yield from look.among(children.flow, flows, *there, "flow")
        yield from value(children.rows, look.names, look.source.place(*there, "for"))
        yield from guard(children.when or "true", names, look.source.place(*there, "when"))
        for name in ("key", "customer", "lang"):
            yield from value(getattr(children, name) or "none", names, look.source.place(*there, name))
        yield from _given(look, of, children.values, names, *there, "give")
        if of and children.stage:
            yield from look.among(children.stage, of.stages, *there, "at")
    for k, telling in enumerate(stage.tells):
        of, there = flows.get(telling.flow), (*at, "tells", k)
        yield from look.among(telling.flow, flows, *there, "flow")
        seen = ROW if telling.key else {"child": dict.fromkeys((*CHILD, *reported(of)))}
        names = {**look.names, **seen}
        yield from value(telling.rows, look.names, look.source.place(*there, "for"))
        yield from value(telling.key or "none", names, look.source.place(*there, "key"))
        yield from _given(look, of, telling.values, names, *there, "give")
        yield from guard(telling.when or "true", names, look.source.place(*there, "when"))
    yield from values(stage.reports, look.names, look.source, *at, "reports")
    for k, name in enumerate(stage.hears):
        yield from look.among(name, look.flow.given, *at, "hears", k)
    if stage.until:
        yield from guard(stage.until, look.names, look.source.place(*at, "until"))


def _given(look: Look, of: Flow | None, said: Any, names: Mapping[str, Any], *at: str | int) -> Iterator[Problem]:
    """What a flow is given that it does not ask for, and expressions that cannot be."""
    for name in said if of else ():
        yield from look.among(name, of.given if of else (), *at, name)
    yield from values(said, names, look.source, *at)
