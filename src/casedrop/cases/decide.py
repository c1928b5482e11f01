"""The decider: what a drop or the clock does to a case, as events. Pure; time enters as a value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casedrop.cases import originals
from casedrop.cases.admission import Drop, awaited, is_wanted
from casedrop.cases.case import Case
from casedrop.cases.context import context
from casedrop.cases.deadline import deadline
from casedrop.cases.definitions import Book
from casedrop.cases.events import Accepted, Closed, Event, Moved, Opened, PagesScanned, Reopened, Voided, moment
from casedrop.cases.evolve import fold
from casedrop.cases.links import unopened
from casedrop.cases.opening import about
from casedrop.cases.originals import Scanned
from casedrop.expressions import guards
from casedrop.flows.flow import Enclosing, Flow, Item, Road, Stage
from casedrop.forms.pointers import flatten
from casedrop.language.problem import Answers

LONGEST_WALK = 20
"""Stages a case may pass through at once; a flow that needs more goes in a circle."""


def begin(book: Book, flow: Flow, opened: Opened, at: datetime) -> list[Event]:
    """The events of a case that no drop opens: opened, and on from its first stage if that waits for nothing."""
    case = fold([opened])
    stage = flow.stages[case.stage]
    if stage.waits and not may_go(book, flow, case, at):
        return [opened]
    return [opened, *walk(book, flow, case, stage.roads, at)]


def accept(book: Book, flow: Flow, case: Case, drop: Drop, stage: Stage, answers: Answers, at: datetime) -> list[Event]:
    """The events of an accepted drop: accepted, and where the stage's roads lead from there.

    A correction of an earlier stage's drop takes the case back to it first, and voids what that stage's end had issued.
    """
    events: list[Event] = [*later(case, drop, at), accepted(book, flow, case, drop, stage, answers, at)]
    item, state = awaited(stage, drop), fold(events, case)
    if item and item.roads:
        return events + walk(book, flow, state, item.roads, at)
    if is_lacking(book, flow, state, stage, at):
        return events
    return events + walk(book, flow, state, stage.roads, at)


def accepted(book: Book, flow: Flow, case: Case, drop: Drop, stage: Stage, answers: Answers, at: datetime) -> Accepted:
    """The event of a drop being accepted, as an answer to a stage."""
    before, after = dict(flatten(case.answers.get(drop.form, {}))), dict(flatten(answers))
    return Accepted(
        form=drop.form,
        part=drop.part,
        role=drop.role,
        stage=stage.id,
        issue=drop.issue,
        answers=answers,
        changed=tuple(p for p in dict.fromkeys([*before, *after]) if before.get(p) != after.get(p)),
        sha256=drop.sha256,
        name=drop.name,
        path=drop.path,
        number=drop.number,
        file=case.files + 1,
        at=moment(at),
        rows=bool(book.forms[drop.form].counts(drop.part)),
        customer=about(flow, drop.lang, answers.get("customer")) if is_opening(flow, drop) else None,
    )


def is_lacking(book: Book, flow: Flow, case: Case, stage: Stage, at: datetime) -> bool:
    """Whether a stage that needs all it awaits still waits for some of it."""
    return stage.needs_all and bool(lacking(book, flow, case, at) or unenclosed(book, flow, case, at))


def unenclosed(book: Book, flow: Flow, case: Case, at: datetime) -> list[Enclosing]:
    """The enclosures the case's stage still waits for, as `lacking` has them of items."""
    stage = flow.stages[case.stage]
    done = case.done.get(stage.id, ()) if stage.needs_all else ()
    return [e for e in stage.encloses if ("", e.enclosure) not in done and is_wanted(book, flow, case, e, at)]


def lacking(book: Book, flow: Flow, case: Case, at: datetime) -> list[Item]:
    """The items the case's stage still waits for: of one that needs all, those not dropped since it was entered; of
    another every one; none whose condition does not hold."""
    stage = flow.stages[case.stage]
    done = case.done.get(stage.id, ()) if stage.needs_all else ()
    return [i for i in stage.awaits if (i.form, i.part) not in done and is_wanted(book, flow, case, i, at)]


def later(case: Case, drop: Drop, at: datetime) -> list[Event]:
    """The event of a document becoming void that was begun anew after the one this drop corrects; none if none was."""
    sheet = drop.sheet or drop.form
    last = case.number_of(sheet)
    is_older = bool(last and drop.number and last != drop.number and drop.issue < case.issued[sheet])
    return [Voided(last, "replaced", moment(at))] if is_older else []


def is_opening(flow: Flow, drop: Drop) -> bool:
    """Whether the drop is the one that opens cases of the flow, for the first time or as a correction."""
    item = flow.opening(drop.form)
    return item is not None and item.part == drop.part


def walk(book: Book, flow: Flow, case: Case, roads: Iterable[Road], at: datetime) -> list[Event]:
    """The events of going on: each road taken, through stages that wait for nothing, to one that waits or closes."""
    events: list[Event] = []
    for _ in range(LONGEST_WALK):
        road = chosen(book, flow, case, roads, at)
        if road is None:
            return events
        step = arrive(flow, case, road.go, "road", at)
        events, case = events + step, fold(step, case)
        stage = flow.stages[road.go]
        if stage.waits and not may_go(book, flow, case, at):
            return events
        roads = stage.roads
    return events


def chosen(book: Book, flow: Flow, case: Case, roads: Iterable[Road], at: datetime) -> Road | None:
    """The first road whose guard holds."""
    known = context(book, flow, case, at)
    return next((r for r in roads if r.when is None or guards.holds(r.when, known)), None)


def arrive(flow: Flow, case: Case, stage_id: str, by: str, at: datetime) -> list[Event]:
    """The events of entering a stage: moved, and closed if the stage closes the case."""
    moved = Moved(case.stage, stage_id, by, moment(at))
    how = flow.stages[stage_id].closes
    return [moved, Closed(how, moment(at))] if how else [moved]


def is_gathered(flow: Flow, case: Case) -> bool:
    """Whether the case stands at a stage that waits for originals, and all of them are seen."""
    wanted = flow.stages[case.stage].originals
    return wanted is not None and originals.are_seen(case.papers_of(wanted.form), wanted.holders, wanted.seen)


def may_go(book: Book, flow: Flow, case: Case, at: datetime) -> bool:
    """Whether the case goes on without a drop: its originals are gathered, it was told all it waits to hear, or what it
    waits `until` is so, and every case its stage opens is there."""
    stage = flow.stages[case.stage]
    if stage.hears and set(stage.hears) <= set(case.heard):
        return True
    if stage.until:
        names = context(book, flow, case, at)
        if not unopened(flow, case, names):
            return guards.holds(stage.until, names)
    return is_gathered(flow, case)


def onward(book: Book, flow: Flow, case: Case, at: datetime) -> list[Event]:
    """The events of a case going on because what its stage waits for, other than drops, is there; none if it is closed or
    held, or something is still missing."""
    if case.closed or case.held is not None or not may_go(book, flow, case, at):
        return []
    return walk(book, flow, case, flow.stages[case.stage].roads, at)


def scan(book: Book, flow: Flow, case: Case, drop: Drop, seen: Scanned, at: datetime) -> list[Event]:
    """The events of a signed document seen on a scan: it counts for the register whatever the case waits for, and the case
    goes on if nothing else was missing."""
    event = PagesScanned(
        number=drop.number,
        form=drop.form,
        issue=drop.issue,
        role=drop.role,
        copy=seen.copy,
        pages=seen.pages,
        of=seen.of,
        by=seen.by,
        sha256=drop.sha256,
        name=drop.name,
        path=drop.path,
        file=case.files + 1,
        at=moment(at),
    )
    return with_onward(book, flow, case, [event], at)


def with_onward(book: Book, flow: Flow, case: Case, events: list[Event], at: datetime) -> list[Event]:
    """The events, and those of the case going on if they brought what its stage waits for beside drops.

    A stage that is opened again brings its papers out anew: that the old ones were there is no reason to leave it.
    """
    is_reopened = any(isinstance(event, Reopened) for event in events)
    return events if is_reopened else [*events, *onward(book, flow, fold(events, case), at)]


def tick(book: Book, flow: Flow, case: Case, now: datetime) -> list[Event]:
    """The events of a deadline that is over (CUS-10); none if it still runs."""
    over = deadline(book, flow, case, now)
    limit = flow.stages[case.stage].deadline
    if over is None or limit is None or now < over:
        return []
    step = arrive(flow, case, limit.go, "deadline", now)
    stage = flow.stages[limit.go]
    return step if stage.waits else step + walk(book, flow, fold(step, case), stage.roads, now)
