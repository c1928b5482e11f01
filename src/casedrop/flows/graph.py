"""The ways of a flow: which lead out of each stage, what can be reached, how far each stage is from the start."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from casedrop.calendar.deadline import Deadline
from casedrop.flows.flow import Flow, Issue, Item, Road, Stage, Waiver


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one stage to another: a road (with its guard; `item` if only that drop takes it), a deadline, what a role may
    decide (`waiver`), or the end of the case that opened it (`cancelled`).

    `otherwise`: no guard, but others before it have one.
    """

    start: str
    go: str
    when: str | None = None
    otherwise: bool = False
    item: Item | None = None
    deadline: Deadline | None = None
    waiver: Waiver | None = None
    cancelled: bool = False


def ways(stage: Stage) -> Iterator[Way]:
    """The ways out of a stage in the file's order, deadline, waiver and cancellation last; what stands behind a road without a
    guard is never taken and left out."""
    for item in stage.awaits:
        yield from _taken(stage.id, item.roads, item)
    yield from _taken(stage.id, stage.roads, None)
    if stage.deadline:
        yield Way(stage.id, stage.deadline.go, deadline=stage.deadline)
    if stage.waive:
        yield Way(stage.id, stage.waive.go, waiver=stage.waive)
    if stage.cancelled not in ("", stage.id):
        yield Way(stage.id, stage.cancelled, cancelled=True)


def distances(flow: Flow) -> dict[str, int]:
    """How many ways each stage is from the start, or from where the calendar begins a case, nearest first; stages that no
    case comes to are left out."""
    first = dict.fromkeys([flow.start, *(start.go for start in flow.starts)])
    front = [name for name in first if name in flow.stages]
    steps = dict.fromkeys(front, 0)
    while front:
        beyond = dict.fromkeys(w.go for name in front for w in ways(flow.stages[name]))
        front = [name for name in beyond if name in flow.stages and name not in steps]
        steps |= dict.fromkeys(front, max(steps.values()) + 1)
    return steps


def leading(flow: Flow, ends: Collection[str]) -> set[str]:
    """The stages from which one of the `ends` can be reached, the ends among them."""
    before: Mapping[str, set[str]] = {name: set() for name in flow.stages}
    for way in (w for stage in flow.stages.values() for w in ways(stage)):
        before.get(way.go, set()).add(way.start)
    reached, front = set(ends), set(ends)
    while front:
        front = {name for end in front for name in before[end]} - reached
        reached |= front
    return reached


def _taken(start: str, roads: tuple[Road, ...], item: Item | None) -> Iterator[Way]:
    for k, road in enumerate(roads):
        yield Way(start, road.go, road.when, otherwise=road.when is None and k > 0, item=item)
        if road.when is None:
            return


def is_final(flow: Flow, stage: Stage, issue: Issue, form: str) -> bool:
    """Whether nobody fills in what a stage issues of a form (its id, of a view that of the whole one): neither there nor
    further on is that part of it awaited, or a signed original of it."""
    onward = [flow.stages[name] for name in _onward(flow, stage.id)]
    awaited = ((item.form, item.part) for one in onward for item in one.awaits)
    signed = (one.originals.form for one in onward if one.originals)
    return not issue.originals and (form, issue.part) not in awaited and form not in signed


def _onward(flow: Flow, stage: str) -> set[str]:
    """The stages that a case may come to from one, that one among them."""
    reached, front = {stage}, {stage}
    while front:
        beyond = {way.go for name in front for way in ways(flow.stages[name])}
        beyond |= {flow.stages[name].corrected for name in front}
        front = {name for name in beyond if name in flow.stages} - reached
        reached |= front
    return reached
