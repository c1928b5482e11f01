"""Steering: what a responsible person decides about a case by hand takes the same road as a drop."""

from __future__ import annotations

from casedrop.cases.control import WAYS, Told
from casedrop.desk.desk import Desk
from casedrop.desk.recording.writer import ByHand
from casedrop.desk.rendering.render import render
from casedrop.language.problem import Problem


def steer(desk: Desk, way: str, case_id: str, why: str) -> Problem | None:
    """Steer a case by hand: decide, write down, carry out; or give the Problem that forbids it.

    `way` is hold, resume, cancel, reopen or undo. Deadlines that are over by now count first. What a reopened stage
    issues is rehearsed, so that a template that fails changes nothing. Raises what carrying out may raise.
    """
    told = Told(case_id, why, desk.room.clock())
    decide: ByHand = lambda flow, past: WAYS[way](flow, past, told)  # noqa: E731 - it is given on, twice
    desk.pass_deadlines()
    for made in desk.writer.rehearse_by_hand(case_id, decide, told.at):
        render(desk.room, made)
    problem = desk.writer.by_hand(case_id, decide, told.at, correction=True)
    desk.carrier.finish()
    return problem
