"""Printed words that came back otherwise than they were issued: shown to the role that waits for the form, and accepted by it
alone."""

from __future__ import annotations

from dataclasses import replace

from casedrop.cases.admission import Drop
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Item
from casedrop.forms.reading import Examined, Reading
from casedrop.forms.stamp import Stamp
from casedrop.forms.wording import WordingChange, changes, digest, is_told
from casedrop.intake.verdict import AsksWording
from casedrop.language.problem import Problem

OF_WORDING = frozenset({"wording.changed", "text.nowhere", "cell.beside"})
"""What a reader asks about words outside the fields, while it knows the template alone."""


def compared(seen: Examined) -> tuple[Reading, tuple[WordingChange, ...]]:
    """A reading of a document that a case issued, and what of its printed words is not as it was issued: what the reader
    asked about is left out where such a change tells it."""
    if seen.issued is None:
        return seen.reading, ()
    told = changes(seen.issued, seen.reading.printed)
    left = tuple(
        p for p in seen.reading.problems if p.code not in OF_WORDING or not is_told(str(p.args["given"]), told)
    )
    return replace(seen.reading, problems=left), told


def asked(
    told: tuple[WordingChange, ...], stamp: Stamp, situation: Situation, drop: Drop, item: Item | None
) -> AsksWording | None:
    """The question whether the changes are accepted, for the role that waits for the form; None if there are none, or that
    role drops the copy it was given with these very changes.

    Where anybody may drop the form, it is asked who would type its answers from paper; where no role is named, whoever drops it.
    """
    role = (item.role if item else None) or _named(situation) or drop.role
    accepting = replace(stamp, accepts=digest(told, role or ""))
    if not told or (stamp == accepting and drop.role == role):
        return None
    problem = Problem(
        "wording.asked", args={"count": len(told), "folder": situation.book.inbox(role) if role else "inbox"}
    )
    return AsksWording(stamp.lang, (problem,), situation.case, drop, told, accepting, role)


def _named(situation: Situation) -> str | None:
    """The first role that the case's stage, then that its flow names or lets follow; None if none is named."""
    flow = situation.flow
    stages = (situation.stage, *flow.stages.values())
    return next((role for stage in stages for role in (*stage.roles, *flow.followers(stage.id)) if role), None)
