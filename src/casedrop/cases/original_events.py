"""What a clerk tells of a paper original: that it went out, that it came in, where it stands (ACC-4). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casedrop.cases.case import Case, Event
from casedrop.cases.originals import find
from casedrop.language.problem import Problem


@dataclass(frozen=True, slots=True)
class Told:
    """Of which original, and when (aware)."""

    number: str
    copy: int
    at: datetime


def sent(case: Case, told: Told, to: str) -> Event | Problem:
    """The event of an original having gone out to someone."""
    return _event(case, told, "sent", {"to": to})


def filed(case: Case, told: Told, shelf: str) -> Event | Problem:
    """The event of an original standing on a shelf, for the first time (the paper came in) or at another place."""
    return _event(case, told, "filed", {"shelf": shelf})


def moved(case: Case, told: Told, shelf: str) -> Event | Problem:
    """The event of an original that is in being put elsewhere; a Problem if it never came in."""
    known = find(case.originals, told.number, told.copy)
    if known and not known["paper"]:
        return Problem("original.out", args={"document": told.number, "copy": told.copy})
    return filed(case, told, shelf)


def _event(case: Case, told: Told, kind: str, said: Mapping[str, Any]) -> Event | Problem:
    known = find(case.originals, told.number, told.copy)
    if known is None:
        return Problem("original.unknown", args={"document": told.number, "copy": told.copy})
    about = {"number": told.number, "form": known["form"], "issue": known["issue"], "copy": told.copy}
    return Event(kind, {**about, **said, "at": told.at.astimezone(UTC).isoformat()})
