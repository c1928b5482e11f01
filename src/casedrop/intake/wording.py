"""Printed words that came back otherwise than they were issued: shown to the role that waits for the form, and accepted by it
alone."""

from __future__ import annotations

from dataclasses import replace

from casedrop.cases.admission import Drop
from casedrop.cases.case import Case
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
    told: tuple[WordingChange, ...], stamp: Stamp, case: Case, drop: Drop, item: Item | None
) -> AsksWording | None:
    """The question whether the changes are accepted, for the role that waits for the form; None if there are none, or that
    role drops the copy it was given with these very changes.

    Where anybody may drop the form, the one who does is asked.
    """
    role = (item.role if item else None) or drop.role or ""
    accepting = replace(stamp, accepts=digest(told, role))
    if not told or stamp == accepting:
        return None
    place = f"inbox/{role}" if role else "inbox"
    problem = Problem("wording.asked", args={"count": len(told), "folder": place})
    return AsksWording(stamp.lang, (problem,), case, drop, told, accepting)
