"""Where a case goes whose opener was cancelled, or stands again. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.cases.decide import arrive, may_go, walk
from casedrop.cases.events import BY_CANCELLATION, Event, Resumed
from casedrop.cases.situation import Situation
from casedrop.cases.steering.control import WAYS, Instruction
from casedrop.cases.steering.with_children import Steer
from casedrop.language.problem import Problem


def follow_suit(situation: Situation, past: Sequence[Event], message: Steer) -> tuple[Event, ...]:
    """The events of a case being steered as the one that opened it was; () if it cannot be, or goes on as it is.

    `past` are all its events."""
    wanted = Instruction(message.why, situation.now)
    elsewhere = called_off(situation, wanted) if message.way == "cancel" else None
    decided = WAYS[message.way](situation.flow, past, wanted) if elsewhere is None else elsewhere
    return () if isinstance(decided, Problem) else decided


def called_off(situation: Situation, wanted: Instruction) -> tuple[Event, ...] | None:
    """The events of a case going to where its stage says (`cancelled`) once its opener is cancelled, () if that is the stage
    itself; None if the stage says nothing, or the case is over."""
    case, stage = situation.case, situation.flow.stages.get(situation.case.stage)
    if case.closed or stage is None or not stage.cancelled:
        return None
    if stage.cancelled == stage.id:
        return ()
    resumed: list[Event] = [] if case.held is None else [Resumed(wanted.why, wanted.moment)]
    step = [*resumed, *arrive(situation, stage.cancelled, BY_CANCELLATION)]
    there = situation.after(step)
    is_on = not there.stage.waits or may_go(there)
    return (*step, *(walk(there, there.stage.roads) if is_on else ()))
