"""What is wrong with a flow's file beyond names that are not there: roads, originals, exports, and who may steer."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.context import row_schema
from casedrop.flows.flow import Flow, Gathering, Road, Stage
from casedrop.language.problem import Problem
from casedrop.workspace.checks.of_forms.documents import check_document
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source, unknown


def check_flow(workspace: Workspace, flow: Flow, source: Source) -> Iterator[Problem]:
    """Every problem of the flow."""
    steering = workspace.settings.steering
    for k, role in enumerate(flow.steer or ()):
        if role in workspace.settings.roles:
            yield from unknown(role, sorted(steering.roles if steering else ()), source.place("steer", k))
    for kind in flow.enclosures.values():
        if kind.hides and kind.hides not in workspace.book.forms:
            yield Problem("form.undeclared", source.place("enclosures", kind.id, "hides"), args={"name": kind.hides})
    yield from _starts(workspace, flow, source)
    yield from _knows(workspace, flow, source)
    for stage in flow.stages.values():
        yield from _stage(workspace, flow, stage, source)


def _starts(workspace: Workspace, flow: Flow, source: Source) -> Iterator[Problem]:
    """Starts for a register that is not kept, and those that begin whether or not there is anything to do (W27)."""
    for k, start in enumerate(flow.starts):
        if start.rows and workspace.book.customers.form not in workspace.book.forms:
            yield Problem("start.no-register", source.place("starts", k, "for"))
        if not (start.rows or start.when or start.reports):
            yield Problem("start.always", source.place("starts", k))


def _knows(workspace: Workspace, flow: Flow, source: Source) -> Iterator[Problem]:
    """Fields that are held against what is known and that their form does not have."""
    for k, known in enumerate(flow.knows):
        form = workspace.book.forms.get(known.form)
        yield from unknown(known.place, sorted(form.by_pointer), source.place("knows", k, "place")) if form else ()


def _stage(workspace: Workspace, flow: Flow, stage: Stage, source: Source) -> Iterator[Problem]:
    """Every problem of one stage."""
    at = ("stages", stage.id)
    for k, issue in enumerate(stage.issues):
        yield from check_document(workspace.book, flow, issue, source, *at, "issues", k)
    yield from _registers(workspace, stage, source)
    rolls = [form.id for form in workspace.book.forms.values() if form.bulk]
    for k, form in enumerate(stage.exports):
        if form in workspace.book.forms:
            yield from unknown(form, sorted(rolls), source.place(*at, "exports", k))
    yield from _roads(stage.roads, source, *at, "next")
    for k, item in enumerate(stage.awaits):
        yield from _roads(item.roads, source, *at, "awaits", k, "next")
    if stage.originals:
        yield from _gathering(flow, stage, stage.originals, source)


def _registers(workspace: Workspace, stage: Stage, source: Source) -> Iterator[Problem]:
    """Columns that the register of customers does not have; an office that keeps none writes none."""
    book, at = workspace.book, ("stages", stage.id, "registers")
    for column in stage.registers if book.customers.form in book.forms else ():
        yield from unknown(column, sorted(row_schema(book)["properties"]), source.place(*at, column))


def _gathering(flow: Flow, stage: Stage, wanted: Gathering, source: Source) -> Iterator[Problem]:
    """Holders of originals that nothing issues, and a stage they lead nowhere from."""
    there = ("stages", stage.id, "originals")
    issued = {h for s in flow.stages.values() for i in s.issues if i.form == wanted.form for h in i.originals}
    for k, holder in enumerate(wanted.holders):
        if holder in flow.holders:
            yield from unknown(holder, sorted(issued), source.place(*there, "holders", k))
    if not stage.roads:
        yield Problem("road.none", source.place(*there))


def _roads(roads: tuple[Road, ...], source: Source, *at: str | int) -> Iterator[Problem]:
    """A last road that may not be taken (faults E6)."""
    if roads and roads[-1].when is not None:
        yield Problem("road.open", source.place(*at, len(roads) - 1))
