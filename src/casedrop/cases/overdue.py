"""Whether a case is late, and since when: also at a stage to which a deadline led it and that waits for the same. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casedrop.calendar.deadline import Reckoning
from casedrop.cases import limits
from casedrop.cases.situation import Situation
from casedrop.expressions.guards import GuardError
from casedrop.flows.flow import Stage


def overdue(situation: Situation, due: datetime | None) -> datetime | None:
    """The moment (UTC) at which the deadline was over that a case has missed; None if it is not late, closed or held. `due` is
    when the deadline of its stage is over (`cases.deadline`).

    Where one missed deadline led to the stage at which the case now stands, and that waits for the same, it is the one that was
    over first: a date that nobody kept does not go away because another one runs.
    """
    led = missed(situation)
    if led is not None:
        return led.over
    is_over = due is not None and due <= situation.now
    return due if is_over and not situation.case.closed and situation.case.held is None else None


def missed(situation: Situation) -> Reckoning | None:
    """The deadline that was over when it led a case to the stage at which it stands, which waits for the same; None if none did,
    or the case is closed or held. It is the same until the case changes."""
    if situation.case.closed or situation.case.held is not None:
        return None
    entered = situation.case.entered
    here = entered.get(situation.case.stage, "")
    before = [stage for stage in _leading_here(situation) if stage.id in entered and entered[stage.id] <= here]
    nearest = max(before, key=lambda one: entered[one.id], default=None)
    return _ran_out(situation, nearest, here) if nearest else None


def lapsed(situation: Situation) -> bool:
    """Whether a deadline ever ran out on a case: it left a stage that waited for something, over that stage's deadline, to where
    that leads. What waits for nothing is a step meant to come on its day: nobody missed it."""
    entered, stages = situation.case.entered, situation.flow.stages
    left = (stages[name] for name in entered if name in stages and _wanted(stages[name]))
    ways = ((stage, entered.get(stage.deadline.go, "")) for stage in left if stage.deadline)
    return any(entered[stage.id] <= came and _ran_out(situation, stage, came) for stage, came in ways)


def _leading_here(situation: Situation) -> Iterator[Stage]:
    """The stages whose deadline leads to the present one, which waits for something that they waited for."""
    wanted = _wanted(situation.stage)
    for stage in situation.flow.stages.values():
        if stage.deadline and stage.deadline.go == situation.case.stage and _wanted(stage) & wanted:
            yield stage


def _ran_out(situation: Situation, stage: Stage, left: str) -> Reckoning | None:
    """The deadline of a stage, if it was over when the case left the stage; None if not, or if it cannot be reckoned any more."""
    if stage.deadline is None:
        return None
    try:
        found = limits.reckoned(situation.book, stage.deadline, situation.names, situation.case, situation.now)
    except GuardError:
        return None
    return found if found and found.over <= datetime.fromisoformat(left) else None


def _wanted(stage: Stage) -> frozenset[tuple[str, ...]]:
    """What a stage waits for, each thing by what tells it from others."""
    drops = {("drop", item.form, item.part) for item in stage.awaits}
    enclosures = {("enclosure", one.enclosure) for one in stage.encloses}
    papers = {("paper", stage.originals.form)} if stage.originals else set()
    said = {("said", what) for what in stage.hears}
    return frozenset((*drops, *enclosures, *papers, *said))
