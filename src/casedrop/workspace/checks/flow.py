"""What is wrong with a flow's file: the roles, forms, stages and names it speaks of held against those there are."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.flows.flow import Road, Stage
from casedrop.language.problem import Problem
from casedrop.workspace.checks.expressions import guard, value
from casedrop.workspace.checks.flow_file import Look
from casedrop.workspace.checks.issues import check_issue
from casedrop.workspace.checks.links import check_kin


def check_flow(look: Look) -> Iterator[Problem]:
    """Every problem of the flow."""
    for name, form in look.flow.answers.items():
        yield from look.form(form, "answers", name)
    yield from look.stage_name(look.flow.start, "start")
    steering = look.workspace.settings.steering
    for k, role in enumerate(look.flow.steer or ()):
        yield from look.among(role, steering.roles if steering else (), "steer", k)
    for kind in look.flow.enclosures.values():
        if kind.hides:
            yield from look.form(kind.hides, "enclosures", kind.id, "hides")
    for column in look.flow.columns:
        yield from value(column.value, look.names, look.source.place("columns", column.name, "value"))
    for stage in look.flow.stages.values():
        yield from _stage(look, stage)


def _stage(look: Look, stage: Stage) -> Iterator[Problem]:
    """Every problem of one stage."""
    at = ("stages", stage.id)
    for k, issue in enumerate(stage.issues):
        yield from check_issue(look, issue, *at, "issues", k)
    yield from _awaited(look, stage, *at)
    rolls = [form.id for form in look.workspace.book.forms.values() if form.bulk]
    for k, form in enumerate(stage.exports):
        yield from look.among(form, rolls, *at, "exports", k)
    yield from _roads(look, stage.roads, *at, "next")
    yield from check_kin(look, stage, *at)
    yield from look.role(stage.asks.role if stage.asks else None, *at, "asks", "from")
    for k, informing in enumerate(stage.informs):
        yield from look.role(informing.role, *at, "informs", k, "to")
        yield from guard(informing.when or "true", look.names, look.source.place(*at, "informs", k, "when"))
    if stage.originals:
        yield from _gathering(look, stage, *at)
    if stage.deadline:
        yield from look.stage_name(stage.deadline.go, *at, "deadline", "go")
        yield from value(stage.deadline.after, look.names, look.source.place(*at, "deadline", "after"))


def _awaited(look: Look, stage: Stage, *at: str | int) -> Iterator[Problem]:
    """Forms, enclosures and roles a stage waits for that are not there."""
    for k, item in enumerate(stage.awaits):
        yield from look.form(item.form, *at, "awaits", k, "form")
        yield from look.role(item.role, *at, "awaits", k, "from")
        if item.when:
            yield from guard(item.when, look.names, look.source.place(*at, "awaits", k, "when"))
        yield from _roads(look, item.roads, *at, "awaits", k, "next")
    for enclosing in stage.encloses:
        yield from look.among(enclosing.enclosure, look.flow.enclosures, *at, "awaits")
        yield from look.role(enclosing.role, *at, "awaits")
        yield from guard(enclosing.when or "true", look.names, look.source.place(*at, "awaits"))


def _gathering(look: Look, stage: Stage, *at: str | int) -> Iterator[Problem]:
    """Originals that nothing issues, or whose holders or role are unknown; and a stage they lead nowhere from."""
    assert stage.originals  # noqa: S101 - asked only of stages that wait for some
    wanted, there = stage.originals, (*at, "originals")
    yield from look.form(wanted.form, *there, "form")
    yield from look.role(wanted.role, *there, "from")
    known = {h for s in look.flow.stages.values() for i in s.issues if i.form == wanted.form for h in i.originals}
    for k, holder in enumerate(wanted.holders):
        yield from look.among(holder, known, *there, "holders", k)
    if not stage.roads:
        yield Problem("road.none", look.source.place(*there))


def _roads(look: Look, roads: tuple[Road, ...], *at: str | int) -> Iterator[Problem]:
    """Unknown stages, guards that cannot be, and a last road that may not be taken (faults E6)."""
    for k, road in enumerate(roads):
        yield from look.stage_name(road.go, *at, k, "go")
        if road.when:
            yield from guard(road.when, look.names, look.source.place(*at, k, "when"))
    if roads and roads[-1].when is not None:
        yield Problem("road.open", look.source.place(*at, len(roads) - 1))
