"""What would happen to a file if it were dropped, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casedrop.desk.admin import explain as explaining
from casedrop.desk.desk import Desk
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.forms.messages import labelled
from casedrop.forms.reading import Reading
from casedrop.intake.judge import verdict
from casedrop.intake.verdict import Asked
from casedrop.language.problem import Problem
from casedrop.store import files


@dataclass(frozen=True, slots=True)
class Explanation:
    """What would happen to a drop. `verdict` is accepted, refused, parked, stray, duplicate or split; `form` and `case` are
    None where there is none. `problems` say why it would not be taken, `notices` what its sender should look at all the
    same; `documents` would come out, with dummy numbers."""

    verdict: str
    form: str | None
    case: str | None
    reading: Reading
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    documents: tuple[Document, ...] = ()


def explained(room: Room, path: Path, role: str | None) -> Explanation:
    """What would happen to the file at `path` if `role` dropped it now; nothing is done. Raises OSError."""
    desk, seen, sha = Desk(room), explaining.read(room, path), files.digest(path)
    asked = Asked(seen, sha, path.name, role, room.clock())
    ruling = verdict(room.workspace.book, desk.records, room.key, asked)
    made = desk.writer.rehearse(ruling, asked.now) if ruling.kind == "accepted" else []
    form = room.book(ruling.case).forms.get(seen.reading.form or "")
    problems, notices = ((labelled(form, ps) if form else ps) for ps in (ruling.problems, ruling.told))
    return Explanation(ruling.kind, seen.reading.form, ruling.case_id, seen.reading, problems, notices, tuple(made))
