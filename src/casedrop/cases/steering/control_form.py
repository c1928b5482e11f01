"""Orders: a form dropped by one who may holds, resumes, cancels or reopens a case, or waives what it waits for. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions, Steering
from casedrop.cases.events import Closed, ControlForm, Event, Held, Reopened, Resumed, Waived
from casedrop.cases.situation import Situation
from casedrop.cases.steering.control import WAYS, Decided, Instruction
from casedrop.cases.steering.waiver import WAIVE, waive
from casedrop.forms.pointers import flatten
from casedrop.language import filenames
from casedrop.language.problem import Answers, Problem

BY_FORM = ("hold", "resume", "cancel", "reopen", WAIVE)
"""The ways a form may ask for; what was dropped is taken back by hand alone."""
SIMILAR = 3
"""How many numbers are offered for one that no case bears."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a dropped form asks for: which case, which way, why (in one line); `customer` is whose case its sender means
    ("": not said)."""

    case: str
    way: str
    why: str
    customer: str


def order(steering: Steering, answers: Answers) -> Order:
    """What answers ask for that the form's schema found right."""
    line = {pointer: " ".join(str(value).split()) for pointer, value in flatten(answers)}
    return Order(line[steering.case], line[steering.way], line[steering.why], line.get(steering.customer, ""))


def forbidden(book: Definitions, roles: Sequence[str], role: str | None) -> Problem | None:
    """The Problem of a drop in a folder whose role is none of those that may steer."""
    return None if role in roles else Problem("role.wrong", args={"folder": [book.inbox(r) for r in roles]})


def named(given: str, known: Sequence[str]) -> str | Problem:
    """The one of the case numbers that is meant, however it was typed; else the Problem, with those most like it."""
    wanted = filenames.fold(given)
    exact = next((number for number in known if filenames.fold(number) == wanted), None)
    similar = difflib.get_close_matches(given.upper(), known, n=SIMILAR, cutoff=0.7)
    return exact or Problem("order.case", args={"given": given, "similar": similar})


def mistaken(case: Case, customer: str) -> Problem | None:
    """The Problem of a case that is another customer's than the one named; None if no one is, or it may be theirs.

    A mistyped number is often that of another case.
    """
    given, theirs = filenames.fold(customer), [filenames.fold(case.customer[key]) for key in ("name", "short")]
    is_theirs = any(name and (given in name or name in given) for name in theirs)
    if not given or is_theirs or not case.customer["key"]:
        return None
    return Problem("order.customer", args={"case": case.id, "customer": case.customer["name"]})


def deciders(situation: Situation, steering: Steering, way: str) -> Sequence[str]:
    """The roles that may steer a case in a way: of what its stage waits for, those which may waive it."""
    waiver = situation.stage.waive if way == WAIVE and not situation.case.closed else None
    return waiver.roles if waiver else steering.allowed(situation.flow)


def decided(situation: Situation, past: Sequence[Event], wanted: Order, drop: Drop, answers: Answers) -> Decided:
    """The events of an order, which tell of its drop as of any accepted one, or why the case cannot be steered so; `past` is all
    that happened to the case of the situation."""
    told = Instruction(wanted.why, situation.now)
    by_hand = WAYS.get(wanted.way)
    steered = by_hand(situation.flow, past, told) if by_hand else waive(situation, told)
    if isinstance(steered, Problem):
        return steered
    file = situation.case.files + 1
    dropped = ControlForm(drop.form, drop.role, answers, drop.sha256, drop.name, drop.path, file)
    return tuple(_by_form(event, dropped) for event in steered)


def _by_form(event: Event, dropped: ControlForm) -> Event:
    """The event of a case being steered, which also tells of the form that asked for it."""
    if isinstance(event, Closed) and event.why is None:  # its flow ended it, after a waiver
        return event
    return replace(event, dropped=dropped) if isinstance(event, Held | Resumed | Waived | Closed | Reopened) else event
