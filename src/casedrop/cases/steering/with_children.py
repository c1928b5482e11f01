"""A cancelled case ends those it opened, and stands again with them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from casedrop.cases.events import Closed, Event, Reopened
from casedrop.cases.situation import Situation
from casedrop.cases.steering.control import CANCELLED, counted

Past = Callable[[str], Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Steer:
    """A case is cancelled (`way`), or reopened, because the one that opened it was; `why` is what its journal says."""

    case: str
    way: str
    why: str


def steered(after: Situation, decided: Iterable[Event], past: Past) -> Iterator[Steer]:
    """What follows in the cases that one opened from its being cancelled, or reopened; `after` is as these events left it, `past`
    gives a case's events before them.

    Those that its flow lets go on (`stays`) stay as they are.
    """
    for event in decided:
        if isinstance(event, Closed) and event.how == CANCELLED and event.why is not None:
            yield from (Steer(n, "cancel", event.why) for n in _going_on(after))
        if isinstance(event, Reopened):
            yield from (Steer(n, "reopen", event.why) for n in _ended_with(after, past))


def _going_on(after: Situation) -> list[str]:
    stays = {link.flow for stage in after.flow.stages.values() for link in stage.opens if link.stays}
    return [n for n, child in after.case.children.items() if child.open and child.flow not in stays]


def _ended_with(after: Situation, past: Past) -> list[str]:
    """The cases that were cancelled when this one was."""
    ours = _cancelled(past(after.case.id))
    if ours is None:
        return []
    theirs = {n: _cancelled(past(n)) for n, child in after.case.children.items() if not child.open}
    return [n for n, end in theirs.items() if end and end.at == ours.at]


def _cancelled(past: Sequence[Event]) -> Closed | None:
    """The event by which a case was last cancelled, if that is how it last ended; None if it is not."""
    ends = [one.event for one in counted(past) if isinstance(one.event, Closed)]
    return ends[-1] if ends and ends[-1].how == CANCELLED else None
