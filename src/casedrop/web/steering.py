"""Who may steer a case in a browser, and in which ways it can be steered as it now stands."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.cases.case import Case
from casedrop.cases.events import Event
from casedrop.cases.steering.control import WAYS, Instruction
from casedrop.language.problem import Problem
from casedrop.web.visit import Visit

ALL = ("hold", "resume", "undo", "reopen", "cancel")
"""The ways, in the order in which they are offered."""
BY_FORM = ("hold", "resume", "cancel", "reopen")
"""Those that a role may ask for by the form that steers cases; to take a drop back is for whoever sees all."""


def ways(visit: Visit, case: Case, events: Sequence[Event]) -> list[str]:
    """The ways in which the visitor may steer a case that can be steered so now."""
    allowed = ALL if visit.sees_all else BY_FORM if _may(visit, case) else ()
    flow, asked = visit.room.book(case).flows[case.flow], Instruction("", visit.now)
    return [way for way in allowed if not isinstance(WAYS[way](flow, events, asked), Problem)]


def _may(visit: Visit, case: Case) -> bool:
    """Whether one of the visitor's roles may steer cases of the flow by a form."""
    steering = visit.room.workspace.book.steering
    return bool(steering and set(steering.allowed(visit.room.book(case).flows[case.flow])) & set(visit.roles))
