"""What a stage asks for and would not take: documents that are not the newest issue (W6), and answers from outside that come when
the case has gone on without them (W4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casedrop.cases.definitions import Definitions
from casedrop.flows.flow import Flow, Item, Stage
from casedrop.flows.graph import ways
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source

Parts = frozenset[str]
Newest = Mapping[str, frozenset[Parts]]
"""By form, which parts of it the newest issue may be for, one set for each way a case may have come; the empty set: none yet."""

NEVER: frozenset[Parts] = frozenset([frozenset[str]()])


def check_asked(book: Definitions, flow: Flow, source: Source) -> Iterator[Problem]:
    """`await.older`, where a case may come to a stage with a newer issue of what it awaits, for another part, or with none;
    `await.lost`, where a case leaves behind what somebody outside was asked for."""
    there = newest(book, flow)
    for stage in flow.stages.values():
        place = source.place("stages", stage.id)
        for item in refusable(stage, there):
            yield Problem("await.older", place, args={"name": stage.id, "form": item.form, "part": item.part})
        for item, go in left_behind(flow, stage):
            yield Problem("await.lost", place, args={"name": stage.id, "form": item.form, "go": go})


def refusable(stage: Stage, there: Mapping[str, Newest]) -> Iterator[Item]:
    """What a stage awaits though, on some way to it, the newest issue of the form is not for that part; `there` is what `newest`
    gives for its flow."""
    if stage.id not in there:
        return
    for item in dict.fromkeys((i.form, i.part) for i in stage.awaits if not i.opens):
        if any(item[1] not in parts for parts in there[stage.id].get(item[0], NEVER)):
            yield next(i for i in stage.awaits if (i.form, i.part) == item)


def newest(book: Definitions, flow: Flow) -> dict[str, dict[str, frozenset[Parts]]]:
    """What the newest issues may be at each stage that a case comes to, once the stage has issued its own."""
    known: dict[str, dict[str, frozenset[Parts]]] = {}
    begins = {flow.start, *(start.go or flow.start for start in flow.starts), *_entered_elsewhere(book, flow)}
    front = [(name, dict[str, frozenset[Parts]]()) for name in begins if name in flow.stages]
    while front:
        name, came = front.pop()
        after = _issued(book, flow.stages[name], came)
        merged = _merged(known.get(name), after)
        if merged != known.get(name):
            known[name] = merged
            front += [(way.go, merged) for way in ways(flow.stages[name]) if way.go in flow.stages]
    return known


def left_behind(flow: Flow, stage: Stage) -> Iterator[tuple[Item, str]]:
    """What anybody may answer at a stage, and the stage to which the case goes by another drop, or a deadline, and which takes it
    no more; not what counts late."""
    for item in (i for i in stage.awaits if i.role is None and not i.late and not i.opens):
        for way in ways(stage):
            is_its_own = way.item is not None and (way.item.form, way.item.part) == (item.form, item.part)
            is_other = (way.item is not None and not is_its_own) or way.deadline is not None
            rest = _rest(flow, way.go) if is_other else None
            if rest and not rest.closes and not _takes(rest, item):
                yield item, rest.id


def _takes(stage: Stage, item: Item) -> bool:
    return any((i.form, i.part) == (item.form, item.part) for i in stage.awaits)


def _rest(flow: Flow, name: str) -> Stage | None:
    """The stage at which a case that goes to another comes to rest, by the last of its roads."""
    seen = set[str]()
    while name in flow.stages and name not in seen:
        stage = flow.stages[name]
        if stage.waits or not stage.roads:
            return stage
        seen.add(name)
        name = stage.roads[-1].go
    return None


def _issued(book: Definitions, stage: Stage, came: Newest) -> dict[str, frozenset[Parts]]:
    """The newest issues once a stage has brought out its own; what has a condition is taken to come where it is needed."""
    after = dict(came)
    for form in {_base(book, issue.form) for issue in stage.issues}:
        after[form] = frozenset([frozenset(issue.part for issue in stage.issues if _base(book, issue.form) == form)])
    return after


def _base(book: Definitions, form: str) -> str:
    """The whole form of a view."""
    return book.forms[form].base.id if form in book.forms else form


def _merged(known: Newest | None, more: Newest) -> dict[str, frozenset[Parts]]:
    if known is None:
        return dict(more)
    return {form: known.get(form, NEVER) | more.get(form, NEVER) for form in {*known, *more}}


def _entered_elsewhere(book: Definitions, flow: Flow) -> set[str]:
    """The stages at which other flows let its cases begin."""
    opened = (c for other in book.flows.values() for stage in other.stages.values() for c in stage.opens)
    return {children.stage for children in opened if children.flow == flow.id and children.stage}
