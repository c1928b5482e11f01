"""The decider: what a drop or the clock does to a case, as events. Pure; time enters as a value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from casedrop.cases import originals
from casedrop.cases.admission import Drop, awaited, late
from casedrop.cases.deadline import deadline
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import (
    Accepted,
    Closed,
    Event,
    Moved,
    Opened,
    PagesScanned,
    Reopened,
    Voided,
    WordingAccepted,
    utc_text,
)
from casedrop.cases.evolve import fold
from casedrop.cases.links import unopened
from casedrop.cases.opening import about
from casedrop.cases.originals import Scanned
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Enclosing, Flow, Item, Road, Stage
from casedrop.forms.pointers import flatten
from casedrop.forms.wording import WordingChange
from casedrop.language.problem import Answers

LONGEST_WALK = 20
"""Stages a case may pass through at once; a flow that needs more goes in a circle."""


def begin(book: Definitions, flow: Flow, opened: Opened, at: datetime) -> list[Event]:
    """The events of a case that no drop opens: opened, and on from its first stage if that waits for nothing."""
    begun = Situation(book, flow, fold([opened]), at)
    if begun.stage.waits and not may_go(begun):
        return [opened]
    return [opened, *walk(begun, begun.stage.roads)]


def accept(
    before: Situation, drop: Drop, stage: Stage, answers: Answers, changed: tuple[WordingChange, ...] = ()
) -> list[Event]:
    """The events of an accepted drop: accepted, with what is `changed` in its printed words, and where the stage's roads lead
    from there.

    A correction of an earlier stage's drop takes the case back to it first, and voids what that stage's end had issued.
    What comes late, after the stage that asked for it, takes no road.
    """
    events: list[Event] = [*later(before, drop), accepted(before, drop, stage, answers)]
    events += [reworded(before, drop, changed)] if changed else []
    item, after = awaited(stage, drop), before.after(events)
    if item is None and late(before, drop):
        return with_onward(before, events)
    if item and item.roads:
        return events + walk(after, item.roads)
    return events if is_lacking(after, stage) else events + walk(after, stage.roads)


def accepted(before: Situation, drop: Drop, stage: Stage, answers: Answers) -> Accepted:
    """The event of a drop being accepted, as an answer to a stage."""
    was, now = dict(flatten(before.case.answers.get(drop.form, {}))), dict(flatten(answers))
    is_first = is_opening(before.flow, drop)
    return Accepted(
        form=drop.form,
        part=drop.part,
        role=drop.role,
        stage=stage.id,
        issue=drop.issue,
        answers=answers,
        changed=tuple(p for p in dict.fromkeys([*was, *now]) if was.get(p) != now.get(p)),
        sha256=drop.sha256,
        name=drop.name,
        path=drop.path,
        number=drop.number,
        file=before.case.files + 1,
        at=utc_text(before.now),
        rows=bool(before.book.forms[drop.form].counts(drop.part)),
        customer=about(before.flow, drop.lang, answers.get("customer")) if is_first else None,
        proofs=drop.proofs,
    )


def reworded(before: Situation, drop: Drop, changed: tuple[WordingChange, ...]) -> WordingAccepted:
    """The event of changes to a document's printed words being accepted with a drop."""
    file = before.case.files + 1
    return WordingAccepted(
        drop.form, drop.part, drop.role, drop.issue, drop.number, changed, file, utc_text(before.now)
    )


def is_lacking(situation: Situation, stage: Stage) -> bool:
    """Whether a stage that needs all it awaits still waits for some of it."""
    return stage.needs_all and bool(lacking(situation) or unenclosed(situation))


def unenclosed(situation: Situation) -> list[Enclosing]:
    """The enclosures the case's stage still waits for, as `lacking` has them of items."""
    stage, done = situation.stage, _done(situation)
    return [e for e in stage.encloses if ("", e.enclosure) not in done and situation.holds(e.when)]


def lacking(situation: Situation) -> list[Item]:
    """The items the case's stage still waits for: of one that needs all, those not dropped since it was entered; of
    another every one; none whose condition does not hold."""
    stage, done = situation.stage, _done(situation)
    return [i for i in stage.awaits if (i.form, i.part) not in done and situation.holds(i.when)]


def _done(situation: Situation) -> tuple[tuple[str, str], ...]:
    """What counts as dropped at a stage that needs all it awaits: also what came before its deadline led here (W4)."""
    case, stage = situation.case, situation.stage
    if not stage.needs_all:
        return ()
    before = situation.flow.stages.get(before_deadline(situation) or "")
    return (*case.done.get(stage.id, ()), *(case.done.get(before.id, ()) if before and before.needs_all else ()))


def before_deadline(situation: Situation) -> str | None:
    """The stage whose deadline led to the present one; None if the case came otherwise."""
    case, stages = situation.case, situation.flow.stages
    others = {name: at for name, at in case.entered.items() if name != case.stage and name in stages}
    latest = max(others.values(), default="")
    left = (stages[name] for name, at in others.items() if at == latest)
    return next((s.id for s in left if s.deadline and s.deadline.go == case.stage), None)


def later(before: Situation, drop: Drop) -> list[Event]:
    """The event of a document becoming void that was begun anew after the one this drop corrects; none if none was."""
    sheet, case = drop.sheet or drop.form, before.case
    last = case.number_of(sheet)
    is_older = bool(last and drop.number and last != drop.number and drop.issue < case.issued[sheet])
    return [Voided(last, "replaced", utc_text(before.now))] if is_older else []


def is_opening(flow: Flow, drop: Drop) -> bool:
    """Whether the drop is the one that opens cases of the flow, for the first time or as a correction."""
    item = flow.opening(drop.form)
    return item is not None and item.part == drop.part


def walk(situation: Situation, roads: Iterable[Road]) -> list[Event]:
    """The events of going on: each road taken, through stages that wait for nothing, to one that waits or closes."""
    events: list[Event] = []
    for _ in range(LONGEST_WALK):
        road = chosen(situation, roads)
        if road is None:
            return events
        step = arrive(situation, road.go, "road")
        events, situation = events + step, situation.after(step)
        if situation.stage.waits and not may_go(situation):
            return events
        roads = situation.stage.roads
    return events


def chosen(situation: Situation, roads: Iterable[Road]) -> Road | None:
    """The first road whose guard holds."""
    return next((road for road in roads if situation.holds(road.when)), None)


def arrive(situation: Situation, stage_id: str, by: str) -> list[Event]:
    """The events of entering a stage: moved, and closed if the stage closes the case."""
    at = utc_text(situation.now)
    moved, how = Moved(situation.case.stage, stage_id, by, at), situation.flow.stages[stage_id].closes
    return [moved, Closed(how, at)] if how else [moved]


def is_gathered(situation: Situation) -> bool:
    """Whether the case stands at a stage that waits for originals, and all of them are seen."""
    wanted = situation.stage.originals
    if wanted is None:
        return False
    return originals.are_seen(situation.case.papers_of(wanted.form), wanted.holders, wanted.seen)


def may_go(situation: Situation) -> bool:
    """Whether the case goes on without a drop: its originals are gathered, it was told all it waits to hear, or what it
    waits `until` is so, and every case its stage opens is there."""
    stage = situation.stage
    if stage.hears and set(stage.hears) <= set(situation.case.heard):
        return True
    if stage.until and not unopened(situation):
        return situation.holds(stage.until)
    return is_gathered(situation)


def onward(situation: Situation) -> list[Event]:
    """The events of a case going on because what its stage waits for, other than drops, is there; none if it is closed or
    held, or something is still missing."""
    case = situation.case
    if case.closed or case.held is not None or not may_go(situation):
        return []
    return walk(situation, situation.stage.roads)


def scan(before: Situation, drop: Drop, seen: Scanned, changed: tuple[WordingChange, ...] = ()) -> list[Event]:
    """The events of a signed document seen on a scan: it counts for the register whatever the case waits for, and the case
    goes on if nothing else was missing. `changed` are printed words that are accepted with it."""
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
        file=before.case.files + 1,
        at=utc_text(before.now),
        proofs=drop.proofs,
    )
    return with_onward(before, [event, *([reworded(before, drop, changed)] if changed else [])])


def with_onward(before: Situation, events: list[Event]) -> list[Event]:
    """The events, and those of the case going on if they brought what its stage waits for beside drops.

    A stage that is opened again brings its papers out anew: that the old ones were there is no reason to leave it.
    """
    is_reopened = any(isinstance(event, Reopened) for event in events)
    return events if is_reopened else [*events, *onward(before.after(events))]


def tick(situation: Situation) -> list[Event]:
    """The events of a deadline that is over (CUS-10); none if it still runs."""
    over, limit = deadline(situation), situation.stage.deadline
    if over is None or limit is None or situation.now < over:
        return []
    step = arrive(situation, limit.go, "deadline")
    after = situation.after(step)
    return step if after.stage.waits else step + walk(after, after.stage.roads)
