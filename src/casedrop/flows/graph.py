"""The ways of a flow: which lead out of each stage, what can be reached, how far each stage is from the start."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from casedrop.calendar.deadline import Deadline
from casedrop.flows.flow import Flow, Item, Road, Stage, Waiver


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
