"""The decider: what a drop or the clock does to a case, as events. Pure; time enters as a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casedrop.core import guards, names, originals
from casedrop.core.book import Book
from casedrop.core.case import Case, Event, Last, fold
from casedrop.core.context import context
from casedrop.core.dues import deadline
from casedrop.core.flat import flatten, pattern
from casedrop.core.flow import Flow, Item, Road, Stage
from casedrop.core.form import node
from casedrop.core.model import Problem
from casedrop.core.originals import Scanned

BY_HAND = {"cancelled": "case.cancelled", "undone": "case.undone"}
"""How a case ends by no stage of its flow: what is then said to a drop."""

LONGEST_WALK = 20
"""Stages a case may pass through at once; a flow that needs more goes in a circle."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A drop as the decider sees it: which form, for which part, from which role's folder, filled on which issue of the
    case (0: from the shelf), by whose bytes, under which name and path in the workspace."""

    form: str
    part: str
    role: str | None
    issue: int
    sha256: str
    name: str
    lang: str
    number: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a case says to a drop before its answers are looked at: the stage and item it answers, or a Problem."""

    stage: Stage | None = None
    item: Item | None = None
    correction: bool = False
    problem: Problem | None = None


def standing(book: Book, flow: Flow, case: Case, drop: Drop, at: datetime) -> Standing:
    """Whether the case waits for this drop now.

    A role may correct its own part until another drop is accepted. Else the drop is too early, too late, older than the
    last issue, not awaited, or lies in another role's folder. A case that is closed or held takes nothing, and no case
    takes what is filled on an issue that was taken back.
    """
    shut = closed(flow, case) or held(case) or taken_back(case, drop)
    if shut:
        return Standing(problem=shut)
    stage = flow.stages[case.stage]
    item = awaited(stage, drop)
    item = item if item and is_wanted(book, flow, case, item, at) else None
    if case.last and corrects(case.last, drop, item):
        stage = flow.stages[case.last.stage]
        return Standing(stage, awaited(stage, drop), correction=True)
    problem = _late_or_early(book, flow, case, drop, item) or wrong_role(item, drop)
    return Standing(stage, item, problem=problem)


def closed(flow: Flow, case: Case) -> Problem | None:
    """The Problem of a closed case, by whether its flow ended it or a hand did; None of an open one."""
    if not case.closed:
        return None
    stage = flow.stages.get(case.stage)
    by_hand = stage is None or stage.closes != case.closed
    code = BY_HAND.get(case.closed, "case.closed") if by_hand else "case.closed"
    return Problem(code, args={"case": case.id, "how": stage.titles if stage else case.closed})


def held(case: Case) -> Problem | None:
    """The Problem of a held case; None of one that goes on."""
    return (
        Problem("case.held", args={"case": case.id, "why": case.held.rstrip(" .。")}) if case.held is not None else None
    )


def taken_back(case: Case, drop: Drop) -> Problem | None:
    """The Problem of a drop that is filled on an issue since taken back; None of any other."""
    return Problem("issue.undone", args={"case": case.id}) if drop.issue in case.withdrawn else None


def corrects(last: Last, drop: Drop, item: Item | None) -> bool:
    """Whether this is the last accepted drop again, from the same role and the same issue or a later one.

    `item` is what the present stage awaits of it: filled on an issue later than the last, the drop answers that instead
    (CUS-9: a running project's new dates are news, not a correction of the old ones).
    """
    same = (last.form, last.part, last.role) == (drop.form, drop.part, drop.role)
    return same and (drop.issue == last.issue or (item is None and drop.issue > last.issue))


def awaited(stage: Stage, drop: Drop) -> Item | None:
    """The stage's item that the drop answers."""
    return next((i for i in stage.awaits if (i.form, i.part) == (drop.form, drop.part)), None)


def wrong_role(item: Item | None, drop: Drop) -> Problem | None:
    """The Problem of a drop in a folder whose role may not say this."""
    if item is None or item.role in (None, drop.role):
        return None
    return Problem("role.wrong", args={"folder": f"inbox/{item.role}"})


def _late_or_early(book: Book, flow: Flow, case: Case, drop: Drop, item: Item | None) -> Problem | None:
    is_older = drop.issue < case.issued.get(drop.form, 0)
    if item is None:
        places = [s for s, i in flow.items() if (i.form, i.part) == (drop.form, drop.part)]
        is_early = places and not any(s.id in case.entered for s in places)
        code = "early" if is_early else "issue.older" if is_older else "not-awaited"
        return Problem(code, args=_told(book, flow, case, drop))
    return Problem("issue.older", args=_told(book, flow, case, drop)) if is_older else None


def _told(book: Book, flow: Flow, case: Case, drop: Drop) -> dict[str, Any]:
    """What the sentences about a case's standing name; titles and labels in every language."""
    stage, schema = flow.stages[case.stage], book.forms[drop.form].schema
    since = [
        p for version, form, changed in case.changes if version > drop.issue and form == drop.form for p in changed
    ]
    labels = [node(schema, p)["x-labels"] for p in dict.fromkeys(map(pattern, since))]
    waits = [book.forms[i.form].titles for i in stage.awaits]
    return {"case": case.id, "stage": stage.titles, "waits": waits, "changes": labels}


def about(customer: Mapping[str, Any]) -> dict[str, str]:
    """A customer block as cases know it: name, short name, and the folded name by which open cases are found."""
    return {"name": customer["name"], "short": customer.get("short_name", ""), "key": names.fold(customer["name"])}


def opened(
    flow: Flow,
    case_id: str,
    lang: str,
    customer: Mapping[str, str],
    at: datetime,
    drawn: Mapping[str, Any] | None = None,
) -> Event:
    """The event that begins a case at the flow's first stage; `drawn` says where its number stands in its series."""
    data = {"case": case_id, "flow": flow.id, "version": flow.version, "sha": flow.sha, "lang": lang}
    data |= {"customer": dict(customer), "stage": flow.start, "drawn": drawn}
    return Event("opened", {**data, "at": _iso(at)})


def accept(
    book: Book, flow: Flow, case: Case, drop: Drop, stage: Stage, answers: Mapping[str, Any], at: datetime
) -> list[Event]:
    """The events of an accepted drop: accepted, and where the stage's roads lead from there.

    A correction of an earlier stage's drop takes the case back to it first, and voids what that stage's end had issued.
    """
    before = dict(flatten(case.answers.get(drop.form, {})))
    after = dict(flatten(answers))
    changed = [p for p in dict.fromkeys([*before, *after]) if before.get(p) != after.get(p)]
    data: dict[str, Any] = {"form": drop.form, "part": drop.part, "role": drop.role, "stage": stage.id}
    data |= {"issue": drop.issue, "answers": answers, "changed": changed}
    data |= {"sha256": drop.sha256, "name": drop.name, "path": drop.path, "number": drop.number}
    if is_opening(flow, drop):
        data["customer"] = about(answers["customer"])
    events = [*later(case, drop, at), Event("accepted", {**data, "file": case.files + 1, "at": _iso(at)})]
    item, state = awaited(stage, drop), fold(events, case)
    if item and item.roads:
        return events + walk(book, flow, state, item.roads, at)
    if stage.needs_all and lacking(book, flow, state, at):
        return events
    return events + walk(book, flow, state, stage.roads, at)


def lacking(book: Book, flow: Flow, case: Case, at: datetime) -> list[Item]:
    """The items the case's stage still waits for: of one that needs all, those not dropped since it was entered; of
    another every one; none whose condition does not hold."""
    stage = flow.stages[case.stage]
    done = case.done.get(stage.id, ()) if stage.needs_all else ()
    return [i for i in stage.awaits if (i.form, i.part) not in done and is_wanted(book, flow, case, i, at)]


def is_wanted(book: Book, flow: Flow, case: Case, item: Item, at: datetime) -> bool:
    """Whether the condition of an item holds for the case as it stands."""
    return item.when is None or guards.holds(item.when, context(book, flow, case, at))


def later(case: Case, drop: Drop, at: datetime) -> list[Event]:
    """The event of a document becoming void that was begun anew after the one this drop corrects; none if none was."""
    last = case.documents.get(drop.form, {}).get("number")
    is_older = bool(last and drop.number and last != drop.number and drop.issue < case.issued[drop.form])
    return [Event("voided", {"number": last, "reason": "replaced", "at": _iso(at)})] if is_older else []


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
        if stage.waits and not is_gathered(flow, case):
            return events
        roads = stage.roads
    return events


def chosen(book: Book, flow: Flow, case: Case, roads: Iterable[Road], at: datetime) -> Road | None:
    """The first road whose guard holds."""
    known = context(book, flow, case, at)
    return next((r for r in roads if r.when is None or guards.holds(r.when, known)), None)


def arrive(flow: Flow, case: Case, stage_id: str, by: str, at: datetime) -> list[Event]:
    """The events of entering a stage: moved, and closed if the stage closes the case."""
    moved = Event("moved", {"from": case.stage, "to": stage_id, "by": by, "at": _iso(at)})
    how = flow.stages[stage_id].closes
    return [moved, Event("closed", {"how": how, "at": _iso(at)})] if how else [moved]


def is_gathered(flow: Flow, case: Case) -> bool:
    """Whether the case stands at a stage that waits for originals, and all of them are seen."""
    wanted = flow.stages[case.stage].originals
    if wanted is None:
        return False
    number = str(case.documents.get(wanted.form, {}).get("number", ""))
    return originals.are_seen(case.originals, number, wanted.holders, wanted.seen)


def onward(book: Book, flow: Flow, case: Case, at: datetime) -> list[Event]:
    """The events of a case going on because the originals its stage waits for are gathered; none if it is closed, held, or
    one is still out."""
    if case.closed or case.held is not None or not is_gathered(flow, case):
        return []
    return walk(book, flow, case, flow.stages[case.stage].roads, at)


def scan(book: Book, flow: Flow, case: Case, drop: Drop, seen: Scanned, at: datetime) -> list[Event]:
    """The events of a signed document seen on a scan: it counts for the register whatever the case waits for, and the case
    goes on if nothing else was missing."""
    data: dict[str, Any] = {"number": drop.number, "form": drop.form, "issue": drop.issue, "role": drop.role}
    data |= {"copy": seen.copy, "pages": list(seen.pages), "of": seen.of, "by": seen.by}
    data |= {"sha256": drop.sha256, "name": drop.name, "path": drop.path, "file": case.files + 1, "at": _iso(at)}
    return with_onward(book, flow, case, [Event("scanned", data)], at)


def with_onward(book: Book, flow: Flow, case: Case, events: list[Event], at: datetime) -> list[Event]:
    """The events, and those of the case going on if they brought what its stage's originals lacked.

    A stage that is opened again brings its papers out anew: that the old ones were there is no reason to leave it.
    """
    is_reopened = any(e.kind == "reopened" for e in events)
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


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
