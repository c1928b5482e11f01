"""Stages that wait for somebody, or something, that may never come, and have no way on without it (W3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.parts import Child
from casedrop.cases.situation import Situation
from casedrop.expressions.guards import GuardError
from casedrop.flows.flow import Flow, Stage
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source

SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def check_waits(book: Definitions, flow: Flow, source: Source) -> Iterator[Problem]:
    """`wait.no-way-out` at each stage that neither a role of the house, nor a deadline, nor a waiver, nor the end of the cases
    it waits for leads on from."""
    for stage in flow.stages.values():
        if stage.waits and not stage.closes and not has_way_out(book, flow, stage):
            args = {"name": stage.id, "waits": [*waited_for(stage)]}
            yield Problem("wait.no-way-out", source.place("stages", stage.id), args=args)


def has_way_out(book: Definitions, flow: Flow, stage: Stage) -> bool:
    """Whether a case leaves a stage although somebody it waits for is never heard of again: by a deadline, a waiver, a drop of a
    role of the house, or because the cases it waits for are over, however they ended."""
    return bool(stage.deadline or stage.waive) or _is_in_house(stage) or _is_over(book, flow, stage)


def waited_for(stage: Stage) -> Iterator[str]:
    """What a stage waits for, as its file says it: keyword and ids."""
    yield from (f"awaits: {item.form}" for item in stage.awaits)
    yield from (f"awaits: {enclosing.enclosure}" for enclosing in stage.encloses)
    yield from (f"hears: {name}" for name in stage.hears)
    yield from [f"originals: {stage.originals.form}"] if stage.originals else []
    yield from [f"until: {stage.until}"] if stage.until else []


def _is_in_house(stage: Stage) -> bool:
    """Whether roles of the house hand in what moves it on: one of them, or, if it needs all, each. What opens a case has come."""
    hands = [item.role or item.opens for item in stage.awaits] + [e.role for e in stage.encloses]
    return bool(hands) and (all(hands) if stage.needs_all else any(hands))


def _is_over(book: Definitions, flow: Flow, stage: Stage) -> bool:
    """Whether what it waits `until` holds once every case that the flow opens is closed and has told nothing, and also if it
    opened none; of a flow that opens one there is not, nothing can be said."""
    if stage.until is None:
        return False
    opened = {children.flow for one in flow.stages.values() for children in one.opens}
    if opened - set(book.flows):
        return True  # what cannot be read is told elsewhere
    closed = {f: Child(f, "", {}, "", open=False, values={}) for f in opened}
    return all(_holds(book, flow, stage, children) for children in (closed, {}))


def _holds(book: Definitions, flow: Flow, stage: Stage, children: dict[str, Child]) -> bool:
    case = Case(
        flow=flow.id, sha=flow.sha, lang=book.lang, stage=stage.id, opened=SOME_DAY.isoformat(), children=children
    )
    try:
        return Situation(book, flow, case, SOME_DAY).holds(stage.until)
    except (GuardError, KeyError):
        return False
