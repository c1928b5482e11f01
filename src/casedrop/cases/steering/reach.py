"""How far a correction or an undo reaches: what is taken back in the cases that a case opened, told, or moved on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from casedrop.cases import events
from casedrop.cases.events import Closed, Event, Heard, Moved, Opened, Reported, Spread, utc_text
from casedrop.cases.evolve import evolve
from casedrop.cases.parts import FromCase, Opener
from casedrop.cases.steering.control import Counted, Instruction, answer_of, by_hand, counted, last_answer, undone
from casedrop.language.problem import Problem


class OutOfReach(Exception):  # noqa: N818 - not an error of ours: it says why a correction or an undo is refused
    """What a correction or an undo would have to change has gone on since, in another case: the `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A case is to stand as before it learned something: what the case `by` gave it (opened or told it, or reported to it) at
    one of these `moments`; () is the first time. `why` is what its journal says."""

    case: str
    by: str
    moments: tuple[str, ...]
    why: str


def taken_back(past: Sequence[Event], message: TakeBack, at: datetime) -> tuple[Event, ...]:
    """The events of a case being taken back so; () if it learned nothing of that, or was not moved by what was reported to it.

    Raises OutOfReach if anybody has dropped something in it or decided about it since, or another case has told it something.
    """
    history = counted(past)
    first = next((k for k, one in enumerate(history) if _learned(one.event, message)), None)
    if first is None or (isinstance(history[first].event, Reported) and not _moved(history[first:])):
        return ()
    span = history[first:]
    _refuse_if_gone_on(span, message)
    wanted = Instruction(message.why, at)
    is_opening = isinstance(history[first].event, Opened)
    stood = evolve(history[first].before, history[first].event) if is_opening else history[first].before
    event = undone(history[:first], "", stood, span, wanted)
    return (event, Closed("undone", utc_text(at), message.why)) if is_opening else (event,)


def told_since_last_drop(past: Sequence[Event]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(cases, moments): which cases were told something by what the last accepted drop caused, and when."""
    history = counted(past)
    at = last_answer(history)
    told = [e for c in (history[at:] if at is not None else ()) if isinstance(e := c.event, Spread) and e.told]
    return tuple(dict.fromkeys(case for e in told for case in e.told)), tuple(e.at for e in told)


def reached(event: events.Undone, case: str) -> Iterator[TakeBack]:
    """What is to be taken back in other cases because a drop of this one was."""
    return (TakeBack(other, case, event.moments, event.why) for other in event.reaches)


def _learned(event: Event, message: TakeBack) -> bool:
    """Whether a case learned by this event what is to be taken back."""
    if isinstance(event, Reported):
        return event.child == message.by and event.at in message.moments
    if not isinstance(event, Opened | Heard) or (message.moments and event.at not in message.moments):
        return False
    if isinstance(event, Opened):
        return event.begun is not None and _is_by(event.begun.source, message.by)
    return _is_by(event.source, message.by) or (event.source is None and bool(message.moments))


def _is_by(source: Opener | None, case: str) -> bool:
    return isinstance(source, FromCase) and source.case == case


def _moved(span: Iterable[Counted]) -> bool:
    """Whether a case went on at the moment at which the first of these events told it something."""
    first, *rest = [c.event for c in span]
    return any(isinstance(e, Moved) and e.by == "road" and e.at == getattr(first, "at", "") for e in rest)


def _refuse_if_gone_on(span: Sequence[Counted], message: TakeBack) -> None:
    """Raise OutOfReach if a case has gone on by anything but deadlines since it learned what is to be taken back."""
    case = evolve(span[-1].before, span[-1].event).id
    for one in span:
        dropped = answer_of(one.event)
        if dropped is not None:
            raise OutOfReach(Problem("reach.dropped", args={"case": case, "name": dropped.name}))
        if by_hand(one.event) or (isinstance(one.event, Heard) and not _same_time(one.event, span, message)):
            raise OutOfReach(Problem("reach.decided", args={"case": case}))


def _same_time(event: Heard, span: Sequence[Counted], message: TakeBack) -> bool:
    """Whether a case heard something at one of the moments that are taken back, or that its first event bears."""
    return event.at in {*message.moments, getattr(span[0].event, "at", "")}
