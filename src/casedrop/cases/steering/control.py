"""What a responsible person does to a case by hand: hold, resume, cancel, reopen it, take back its last drop. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casedrop.cases.admission import closed, held
from casedrop.cases.case import Case
from casedrop.cases.events import (
    Accepted,
    Closed,
    Enclosed,
    Event,
    Exported,
    Heard,
    Held,
    Issued,
    Kept,
    Migrated,
    Moved,
    Opened,
    PagesScanned,
    Reopened,
    Reported,
    Resumed,
    Spread,
    Undone,
    Voided,
    kept_drop,
    utc_text,
)
from casedrop.cases.evolve import evolve, fold
from casedrop.cases.parts import Child, FromCase, OutboxRows
from casedrop.flows.flow import Flow, Stage
from casedrop.language.problem import Problem

CANCELLED = "cancelled"
BY_HAND = (CANCELLED, "undone")
LINKING = Opened | Accepted | Enclosed | Moved | Heard | Reported | Spread
"""The events at whose moments other cases learn something."""


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a person wants done: why, when (aware), and who it is ("" for not told)."""

    why: str
    at: datetime
    person: str = ""

    @property
    def moment(self) -> str:
        """When, as events write it."""
        return utc_text(self.at)


@dataclass(frozen=True, slots=True)
class Counted:
    """An event that still counts, and the case as it stood before it."""

    event: Event
    before: Case


Decided = tuple[Event, ...] | Problem
Way = Callable[[Flow, Sequence[Event], Instruction], Decided]
"""(the case's flow, all its events, what is wanted) -> the events that follow, or why there are none."""


def hold(flow: Flow, past: Sequence[Event], wanted: Instruction) -> Decided:
    """The event of a case being held: it takes no drop, and its deadline stands still, until it is resumed."""
    case = fold(past)
    return closed(flow, case) or held(case) or (Held(wanted.why, wanted.moment, person=wanted.person),)


def resume(flow: Flow, past: Sequence[Event], wanted: Instruction) -> Decided:
    """The event of a held case going on, its deadline later by as long as it was held."""
    case = fold(past)
    if case.held is None:
        return closed(flow, case) or Problem("case.not-held", args={"case": case.id})
    return (Resumed(wanted.why, wanted.moment, person=wanted.person),)


def cancel(flow: Flow, past: Sequence[Event], wanted: Instruction) -> Decided:
    """The event of a case being ended by hand, held or not."""
    return closed(flow, fold(past)) or (Closed(CANCELLED, wanted.moment, wanted.why, person=wanted.person),)


def reopen(flow: Flow, past: Sequence[Event], wanted: Instruction) -> Decided:
    """The event of a closed case standing again at the stage it was closed from; what that stage issues comes out anew.

    A case whose opening was taken back is not reopened: nothing is left of it to go on with.
    """
    case = fold(past)
    if not case.closed:
        return Problem("case.open", args={"case": case.id})
    stage = closed_from(flow, counted(past))
    over = closed(flow, case)
    if stage is None or (over and over.code == "case.undone"):
        return Problem("case.undone", args={"case": case.id})
    return (Reopened(stage, wanted.why, wanted.moment, person=wanted.person),)


def undo(_flow: Flow, past: Sequence[Event], wanted: Instruction) -> Decided:
    """The events of the last accepted drop being taken back: the case stands as before it.

    If the drop had opened the case, the case ends. What a hand decided since is not undone by this; what a dropped form
    decided is not taken back, but decided otherwise by another. What the drop caused in other cases is taken back there
    (`cases.steering.reach`).
    """
    history, case_id = counted(past), fold(past).id
    at = last_answer(history)
    answer = None if at is None else answer_of(history[at].event)
    if answer is not None and not isinstance(answer, Accepted | Enclosed):
        return Problem("undo.order", args={"case": case_id, "name": answer.name})
    if at is None or answer is None or any(by_hand(c.event) for c in history[at:]):
        return Problem("undo.none", args={"case": case_id})
    is_opening = isinstance(history[at - 1].event, Opened)
    span = history[at - 1 :] if is_opening else history[at:]
    event = undone(history[:at], answer.sha256, history[at].before, span, wanted)
    return (event, Closed("undone", wanted.moment, wanted.why, person=wanted.person)) if is_opening else (event,)


def undone(
    earlier: Sequence[Counted], sha256: str, stood: Case, span: Sequence[Counted], wanted: Instruction
) -> Undone:
    """The event of a drop being taken back, with all that goes with it; `span` are its events and those that followed from
    it, `stood` is the case before it."""
    events, reaches = [c.event for c in span], _reached(span)
    issued = [e for e in events if isinstance(e, Issued)]
    void = tuple(number for e in events if (number := drawn_by(e)))
    out_of_date = [e for c in earlier if isinstance(e := c.event, Issued) and _stands(e, stood)]
    displaced = {e.form for e in issued}
    return Undone(
        why=wanted.why,
        at=wanted.moment,
        sha256=sha256,
        stands=replace(stood, children=_still_there(stood, span)),
        issues=tuple(sorted({e.issue for e in issued})),
        void=void,
        restore=tuple(e.number for e in events if isinstance(e, Voided) and e.number not in void),
        out=tuple(e.outbox for e in issued),
        back=tuple(e.outbox for e in out_of_date if e.form in displaced),
        rows=tuple(OutboxRows(e.folder, e.files, e.to) for e in events if isinstance(e, Exported)),
        reaches=reaches,
        moments=tuple(dict.fromkeys(e.at for e in events if isinstance(e, LINKING))) if reaches else (),
        person=wanted.person,
    )


def _still_there(stood: Case, span: Sequence[Counted]) -> Mapping[str, Child]:
    """The cases that one had opened before, as they have reported since."""
    last = evolve(span[-1].before, span[-1].event)
    return {case: last.children.get(case, child) for case, child in stood.children.items()}


def _reached(span: Sequence[Counted]) -> tuple[str, ...]:
    """The cases that may have learned something by these events: those a case opened or told, and the one that opened it; none
    where it went nowhere."""
    if not any(isinstance(c.event, Moved | Closed) for c in span):
        return ()
    last = evolve(span[-1].before, span[-1].event)
    told = [case for c in span if isinstance(c.event, Spread) for case in c.event.told]
    opener = [last.source.case] if isinstance(last.source, FromCase) else []
    return tuple(dict.fromkeys([*last.children, *told, *opener]))


def drawn_by(event: Event) -> str:
    """The number that was drawn for a case or a document with its event; "" if none was."""
    if isinstance(event, Opened):
        return event.case if event.drawn else ""
    return event.number if isinstance(event, Issued) and event.drawn else ""


def counted(past: Sequence[Event]) -> list[Counted]:
    """The events that still count, in order: what was undone, and the undoing, is left out."""
    history: list[Counted] = []
    case = Case()
    for event in past:
        before, case = case, evolve(case, event)
        if isinstance(event, Undone):
            history = [c for c in history if c.before.version < event.stands.version]
        else:
            history.append(Counted(event, before))
    return history


def last_answer(history: Sequence[Counted]) -> int | None:
    """The place of the last drop that the case waited for; None if there is none."""
    return next((k for k in reversed(range(len(history))) if answer_of(history[k].event)), None)


def closed_from(flow: Flow, history: Sequence[Counted]) -> str | None:
    """The stage a closed case last waited at; None if its flow has it no more."""
    stages = [c.before.stage for c in reversed(history) if c.before.stage]
    return next((s for s in stages if s in flow.stages and _goes_on(flow.stages[s])), None)


def _goes_on(stage: Stage) -> bool:
    """Whether something else than papers that are there already can lead on from a stage."""
    return not stage.closes and bool(stage.awaits or stage.encloses or stage.hears or stage.until)


def by_hand(event: Event) -> bool:
    """Whether a hand decided this, and an earlier drop can therefore not be taken back from under it."""
    if isinstance(event, Closed):
        return event.how in BY_HAND and event.why is not None
    return isinstance(event, Reopened | Migrated)


def answer_of(event: Event) -> Kept | None:
    """The drop it tells of that the case waited for: of an answer, an enclosure or a form by which it was steered; None if it
    tells of none."""
    is_only_kept = isinstance(event, PagesScanned) or (isinstance(event, Enclosed) and not event.counts)
    return None if is_only_kept else kept_drop(event)


def _stands(issued: Issued, case: Case) -> bool:
    return issued.form in case.documents and case.issued.get(issued.form) == issued.issue


WAYS: Mapping[str, Way] = {"hold": hold, "resume": resume, "cancel": cancel, "reopen": reopen, "undo": undo}
"""What can be done to a case, by the word one says."""
