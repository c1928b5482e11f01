"""What became of dropped files, in words: taken, came back with its reasons, or still being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from casedrop.desk import letters
from casedrop.desk.recording.desk_entries import not_taken
from casedrop.forms.messages import label
from casedrop.language.problem import Problem
from casedrop.store.given import RETURNED
from casedrop.store.records import Intake
from casedrop.web import words
from casedrop.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a file came back: its field and where that stands in the file ("" for none), what is wrong, what to do."""

    field: str
    place: str
    what: str
    do: str


@dataclass(frozen=True, slots=True)
class DropLine:
    """A dropped file: its name, when it came and from which role, what became of it (`state`, as the ledger calls it), which case
    it is about ("" for none), the reasons, and the names of the files that came back for it."""

    name: str
    at: str
    role: str
    state: str
    case: str
    reasons: list[Reason]
    back: list[str]


def drop_lines(visit: Visit, drops: Sequence[Intake], came_back: Sequence[str] = ()) -> list[DropLine]:
    """The lines of drops, in their order; `came_back` are the names of files that lie in the folder for what came back."""
    return [_line(visit, one, came_back) for one in drops]


def returned(visit: Visit, role: str) -> list[str]:
    """The names of the files that came back to a role, as they lie beside its folder's drops."""
    room = visit.room
    folder = room.workspace.inbox / room.workspace.settings.folder(role) / RETURNED
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _line(visit: Visit, drop: Intake, came_back: Sequence[str]) -> DropLine:
    told = not_taken(drop)
    form = visit.room.workspace.book.forms.get(told.fills.form) if told and told.fills else None
    stem = letters.plain_stem(PurePosixPath(drop.name).stem)
    is_back = drop.state not in ("accepted", "open", "undone", "called")
    back = [name for name in came_back if is_back and letters.plain_stem(PurePosixPath(name).stem) == stem]
    return DropLine(
        name=words.shown(drop.name),
        at=words.moment(visit, drop.taken_at),
        role=visit.role(drop.role) if drop.role else "",
        state=drop.state,
        case=drop.case_id or "",
        reasons=[_reason(visit, one, label(form, one, visit.lang)) for one in (told.problems if told else ())],
        back=back,
    )


def _reason(visit: Visit, problem: Problem, field: str) -> Reason:
    known = field or str(getattr(problem, "labels", {}).get(visit.lang, ""))
    what, do = problem.halves(visit.lang, known)
    return Reason(words.shown(known), words.shown(problem.place.say(visit.lang)), words.shown(what), words.shown(do))
