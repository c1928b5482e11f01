"""What a stage waits for is waived by a role that may: the case goes on without it (W3). Pure."""

from __future__ import annotations

from casedrop.cases.admission import closed, held
from casedrop.cases.decide import arrive, may_go, walk
from casedrop.cases.events import Waived
from casedrop.cases.situation import Situation
from casedrop.cases.steering.control import Decided, Instruction
from casedrop.language.problem import Problem

WAIVE = "waive"
"""The word by which the form that steers cases asks for it."""


def waive(situation: Situation, wanted: Instruction) -> Decided:
    """The events of a case going on without what its stage waits for; `waive.none` if the stage has no such way, or the Problem
    of a case that is closed or held."""
    flow, case = situation.flow, situation.case
    shut = closed(flow, case) or held(case)
    if shut:
        return shut
    way = situation.stage.waive
    if way is None:
        return Problem("waive.none", args={"case": case.id, "stage": situation.stage.titles})
    step = [Waived(wanted.why, wanted.moment), *arrive(situation, way.go, "waiver")]
    after = situation.after(step)
    goes = not after.stage.waits or may_go(after)
    return (*step, *(walk(after, after.stage.roads) if goes else ()))
