"""What a responsible person does to a case by hand: hold, resume, cancel, reopen it, take back its last drop. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casedrop.cases.admission import closed, held
from casedrop.cases.case import Case, Event, is_drop, to_json
from casedrop.cases.evolve import evolve
from casedrop.flows.flow import Flow, Stage
from casedrop.language.problem import Problem

BY_HAND = ("cancelled", "undone")


@dataclass(frozen=True, slots=True)
class Told:
    """One act of steering: of which case, why, and when (aware)."""

    case: str
    why: str
    at: datetime

    @property
    def data(self) -> dict[str, Any]:
        """What every event of steering says."""
        return {"why": self.why, "at": self.at.astimezone(UTC).isoformat()}


@dataclass(frozen=True, slots=True)
class Counted:
    """An event that still counts, and the case as it stood before it."""

    event: Event
    before: Case


Decided = tuple[Event, ...] | Problem
Way = Callable[[Flow, Sequence[Event], Told], Decided]
"""(the case's flow, all its events, what was told) -> the events that follow, or why there are none."""


def hold(flow: Flow, past: Sequence[Event], told: Told) -> Decided:
    """The event of a case being held: it takes no drop, and its deadline stands still, until it is resumed."""
    case = _now(past)
    return closed(flow, case) or held(case) or (Event("held", told.data),)


def resume(flow: Flow, past: Sequence[Event], told: Told) -> Decided:
    """The event of a held case going on, its deadline later by as long as it was held."""
    case = _now(past)
    if case.held is None:
        return closed(flow, case) or Problem("case.not-held", args={"case": case.id})
    return (Event("resumed", told.data),)


def cancel(flow: Flow, past: Sequence[Event], told: Told) -> Decided:
    """The event of a case being ended by hand, held or not."""
    return closed(flow, _now(past)) or (Event("closed", {"how": "cancelled", **told.data}),)


def reopen(flow: Flow, past: Sequence[Event], told: Told) -> Decided:
    """The event of a closed case standing again at the stage it was closed from; what that stage issues comes out anew.

    A case whose opening was taken back is not reopened: nothing is left of it to go on with.
    """
    case = _now(past)
    if not case.closed:
        return Problem("case.open", args={"case": case.id})
    stage = closed_from(flow, counted(past))
    over = closed(flow, case)
    if stage is None or (over and over.code == "case.undone"):
        return Problem("case.undone", args={"case": case.id})
    return (Event("reopened", {"stage": stage, **told.data}),)


def undo(_flow: Flow, past: Sequence[Event], told: Told) -> Decided:
    """The events of the last accepted drop being taken back: the case stands as before it.

    `void` are the numbers it drew, `restore` those it made void; `out` the documents it brought, `back` those they had
    taken the place of. If it had opened the case, the case ends. What a hand decided since is not undone by this; what a
    dropped form decided is not taken back, but decided otherwise by another.
    """
    history = counted(past)
    last = next((k for k in reversed(range(len(history))) if _is_answer(history[k].event)), None)
    if last is not None and history[last].event.kind not in ("accepted", "enclosed"):
        return Problem("undo.order", args={"case": _now(past).id, "name": history[last].event.data["name"]})
    if last is None or any(steered(c.event) for c in history[last:]):
        return Problem("undo.none", args={"case": _now(past).id})
    is_opening = history[last - 1].event.kind == "opened"
    span = history[last - 1 :] if is_opening else history[last:]
    event = Event("undone", {**told.data, **taken_back(history[:last], history[last], span)})
    end = Event("closed", {"how": "undone", **told.data})
    return (event, end) if is_opening else (event,)


def taken_back(earlier: Sequence[Counted], drop: Counted, span: Sequence[Counted]) -> dict[str, Any]:
    """All that goes with a drop that is taken back; `span` are its events and those that followed from it."""
    issued = [c.event.data for c in span if c.event.kind == "issued"]
    void = [_number(c.event) for c in span if c.event.data.get("drawn")]
    replaced = [c.event.data["number"] for c in span if c.event.kind == "voided"]
    restore = [number for number in replaced if number not in void]
    stood = [c.event.data for c in earlier if c.event.kind == "issued" and _stands(c.event.data, drop.before)]
    rows = [{k: c.event.data[k] for k in ("folder", "files")} for c in span if c.event.kind == "exported"]
    displaced = {data["form"] for data in issued}
    return {
        "sha256": drop.event.data["sha256"],
        "stands": to_json(drop.before),
        "issues": sorted({data["issue"] for data in issued}),
        "void": void,
        "restore": restore,
        "out": [sheet(data) for data in issued],
        "back": [sheet(data) for data in stood if data["form"] in displaced],
        **({"rows": rows} if rows else {}),
    }


def sheet(issued: Mapping[str, Any]) -> dict[str, Any]:
    """What must be known of an issued document to put it into the outbox or to take it out."""
    named = ("case", "form", "issue", "part", "name", "folder", "file", "prints", "attached")
    return {k: issued[k] for k in named if k in issued}


def counted(past: Sequence[Event]) -> list[Counted]:
    """The events that still count, in order: what was undone, and the undoing, is left out."""
    found: list[Counted] = []
    case = Case()
    for event in past:
        before, case = case, evolve(case, event)
        if event.kind == "undone":
            found = [c for c in found if c.before.version < event.data["stands"]["version"]]
        else:
            found.append(Counted(event, before))
    return found


def closed_from(flow: Flow, history: Sequence[Counted]) -> str | None:
    """The stage a closed case last waited at; None if its flow has it no more."""
    stages = [c.before.stage for c in reversed(history) if c.before.stage]
    return next((s for s in stages if s in flow.stages and _goes_on(flow.stages[s])), None)


def _goes_on(stage: Stage) -> bool:
    """Whether something else than papers that are there already can lead on from a stage."""
    return not stage.closes and bool(stage.awaits or stage.encloses or stage.hears or stage.until)


def steered(event: Event) -> bool:
    """Whether a hand decided this, or other cases were opened or told by it, and an earlier drop can therefore not be taken
    back from under it."""
    return event.kind in ("reopened", "spread", "migrated") or (
        event.kind == "closed" and event.data["how"] in BY_HAND and "why" in event.data
    )


def _is_answer(event: Event) -> bool:
    """Whether it tells of a drop that the case waited for, of an answer or an enclosure, or of an order."""
    is_only_kept = event.kind == "scanned" or (event.kind == "enclosed" and not event.data["counts"])
    return not is_only_kept and is_drop(event.kind, event.data)


def _stands(issued: Mapping[str, Any], case: Case) -> bool:
    return issued["form"] in case.documents and case.issued.get(issued["form"]) == issued["issue"]


def _number(event: Event) -> str:
    return str(event.data["case"] if event.kind == "opened" else event.data["number"])


def _now(past: Sequence[Event]) -> Case:
    case = Case()
    for event in past:
        case = evolve(case, event)
    return case


WAYS: Mapping[str, Way] = {"hold": hold, "resume": resume, "cancel": cancel, "reopen": reopen, "undo": undo}
"""What can be done to a case, by the word one says."""
