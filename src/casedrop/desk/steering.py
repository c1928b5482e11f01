"""Steering: what a responsible person decides about a case by hand takes the same road as a drop."""

from __future__ import annotations

from casedrop.core.model import Problem
from casedrop.core.steer import WAYS, Told
from casedrop.desk.desk import Desk
from casedrop.desk.render import render


def steer(desk: Desk, way: str, case_id: str, why: str) -> Problem | None:
    """Why it cannot be done; None once it is decided, written down and carried out.

    `way` is hold, resume, cancel, reopen or undo. Deadlines that are over by now count first. What a reopened stage
    issues is rehearsed, so that a template that fails changes nothing. Raises what carrying out may raise.
    """
    told = Told(case_id, why, desk.room.clock())
    desk.pass_deadlines()
    for made in desk.writer.rehearse_steering(WAYS[way], told):
        render(desk.room, made)
    problem = desk.writer.steered(WAYS[way], told)
    desk.carrier.carry_out()
    desk.carrier.make_pdfs()
    return problem
