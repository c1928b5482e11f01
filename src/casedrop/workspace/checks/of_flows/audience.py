"""What is wrong with who learns what: forms nobody may see who is to fill them, matters whose opener never hears of their end,
work that is late and told to nobody, decisions that reach nobody who works by them, and what customers see that is ours alone
(W17 to W21)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casedrop.cases.audience import CUSTOMER
from casedrop.flows import graph
from casedrop.flows.deputies import asked_of, late_roles
from casedrop.flows.flow import Flow, Issue, Item, Stage
from casedrop.flows.graph import Way
from casedrop.forms.form import Form
from casedrop.language.problem import Problem
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source


def check_audience(workspace: Workspace, flow: Flow, source: Source) -> Iterator[Problem]:
    """`flow.unfollowed`, and, each at its stage's line, `stage.unseen`, `.untold`, `.internal` and `.undecided`."""
    bases = {form.id: form.base.id for form in workspace.book.forms.values()}
    yield from _unfollowed(flow, source)
    for stage in flow.stages.values():
        place = source.place("stages", stage.id)
        for item in _unseen(flow, stage, bases):
            yield Problem("stage.unseen", place, args={"form": item.form, "role": item.role or ""})
        if _is_untold(flow, stage):
            yield Problem("stage.untold", place, args={"name": stage.id})
        for issue in stage.issues:
            for pointer in _internal(workspace.book.forms, flow, issue):
                yield Problem("stage.internal", place, args={"form": issue.form, "field": pointer})
        for way in _undecided(flow, stage, bases):
            yield Problem("stage.undecided", place, args={"name": stage.id, "go": way.go})


def _unfollowed(flow: Flow, source: Source) -> Iterator[Problem]:
    """Each role that may open a case and does not follow it to every end."""
    openers = dict.fromkeys(item.role for _, item in flow.items() if item.opens and item.role)
    ends = [stage.id for stage in flow.stages.values() if stage.closes]
    for role in openers:
        if not all(role in flow.followers(end) for end in ends):
            yield Problem("flow.unfollowed", source.place("flow"), args={"role": role})


def _unseen(flow: Flow, stage: Stage, bases: dict[str, str]) -> Iterator[Item]:
    """What a role is to answer and is issued to others only."""
    for item in stage.awaits:
        readers = [i.to for i in _issues(flow) if bases.get(i.form) == item.form and i.part == item.part]
        if item.role and not item.opens and readers and not any({item.role, CUSTOMER} & set(to) for to in readers):
            yield item


def _is_untold(flow: Flow, stage: Stage) -> bool:
    """Whether work that is late at a stage, to which a deadline led, is told to none but those who are late, in every case: what
    is told only under a condition counts for nothing."""
    late = late_roles(flow, stage)
    return bool(late) and not knowing(flow, stage) - late


def knowing(flow: Flow, stage: Stage) -> set[str]:
    """The roles whose lists speak of a case that stands at a stage, whatever it says: those it waits for, those let know, those
    who follow it."""
    told = {*flow.followers(stage.id), *(informing.role for informing in stage.informs if informing.when is None)}
    return told | asked_of(stage) | ({stage.asks.role} if stage.asks else set())


def _internal(forms: Mapping[str, Form], flow: Flow, issue: Issue) -> Iterator[str]:
    """What a document for the customer holds that only our own fill in afterwards, and that he is never to see filled in (W20).

    A sheet that both sign on paper is a whole one: nothing is said of it.
    """
    if CUSTOMER not in issue.to or issue.originals or issue.form not in forms:
        return
    sheet = forms[issue.form].base.id
    theirs = {i.part for i in _issues(flow) if CUSTOMER in i.to and _is_of(forms, i, sheet)}
    coming = [s.id for s in flow.stages.values() if any(CUSTOMER in i.to and _is_of(forms, i, sheet) for i in s.issues)]
    for name, schema in forms[issue.form].schema["properties"].items():
        part = schema.get("x-stage", "")
        filled = [s.id for s in flow.stages.values() if any((i.form, i.part) == (sheet, part) for i in s.awaits)]
        if part and part not in theirs and filled and not graph.leading(flow, coming) & _after(flow, filled):
            yield f"/{name}"


def _is_of(forms: Mapping[str, Form], issue: Issue, sheet: str) -> bool:
    return issue.form in forms and forms[issue.form].base.id == sheet


def _after(flow: Flow, stages: list[str]) -> set[str]:
    """The stages that come right after some."""
    return {way.go for name in stages for way in graph.ways(flow.stages[name])}


def _undecided(flow: Flow, stage: Stage, bases: dict[str, str]) -> Iterator[Way]:
    """The ways from what was answered to others who are given work, and not what was answered."""
    forms, answering = {item.form for item in stage.awaits}, {item.role for item in stage.awaits}
    for way in graph.ways(stage):
        if forms and not way.deadline and way.go in flow.stages:
            after = flow.stages[way.go]
            if not _comes_out(flow, after, forms, answering, bases):
                yield way


def _comes_out(flow: Flow, stage: Stage, forms: set[str], answering: set[str | None], bases: dict[str, str]) -> bool:
    given = {role for issue in stage.issues for role in issue.to}
    working = ({item.role for item in stage.awaits} & given) - answering
    told = {role for issue in stage.issues if _tells(flow, issue, forms, bases) for role in issue.to}
    return CUSTOMER in told or working <= told


def _tells(flow: Flow, issue: Issue, forms: set[str], bases: dict[str, str]) -> bool:
    said = repr(issue.values)
    return bases.get(issue.form) in forms or any(f"{flow.alias(form)}." in said for form in forms)


def _issues(flow: Flow) -> Iterator[Issue]:
    return (issue for stage in flow.stages.values() for issue in stage.issues)
