"""Steering: what a responsible person decides about a case by hand takes the same road as a drop."""

from __future__ import annotations

from casedrop.cases.steering.control import WAYS, Instruction
from casedrop.desk.desk import Desk
from casedrop.desk.recording.by_hand import ByHand, rehearse_by_hand, write_by_hand
from casedrop.desk.rendering.render import render
from casedrop.language.problem import Problem


def steer(desk: Desk, way: str, case_id: str, why: str, person: str = "") -> Problem | None:
    """Steer a case by hand: decide, write down, carry out; or give the Problem that forbids it.

    `way` is hold, resume, cancel, reopen or undo; `person` is who decides it ("" for not told). Deadlines that are over
    by now count first. What a reopened stage issues is rehearsed, so that a template that fails changes nothing. Raises what
    carrying out may raise.
    """
    wanted = Instruction(why, desk.room.clock(), person)
    decide: ByHand = lambda flow, past: WAYS[way](flow, past, wanted)  # noqa: E731 - it is given on, twice
    desk.pass_deadlines()
    for made in rehearse_by_hand(desk.writer, case_id, decide, wanted.at):
        render(desk.room, made)
    problem = write_by_hand(desk.writer, case_id, decide, wanted.at, correction=True)
    desk.carrier.finish()
    return problem
