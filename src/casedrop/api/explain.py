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
from casedrop.intake.judge import judge
from casedrop.intake.submission import Submission
from casedrop.intake.verdict import Acceptance, MovesCase, OpensCase, Verdict, case_of
from casedrop.language.problem import Problem
from casedrop.store import files


@dataclass(frozen=True, slots=True)
class Explanation:
    """What would happen to a drop. `verdict` is a class for each way it can end (`OpensCase`, `MovesCase`, `Parked` …), with a
    `kind`: accepted, refused, parked, stray, duplicate or split. `reading` is what the file says; `problems` say why it would
    not be taken, `notices` what its sender should look at all the same; `documents` would come out, with dummy numbers."""

    verdict: Verdict
    reading: Reading
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    documents: tuple[Document, ...] = ()


def explained(room: Room, path: Path, role: str | None) -> Explanation:
    """What would happen to the file at `path` if `role` dropped it now; nothing is done. Raises OSError."""
    desk, seen, sha = Desk(room), explaining.read(room, path), files.digest(path)
    submission = Submission(seen, sha, path.name, role, room.clock())
    verdict = judge(room.workspace.book, desk.records, room.key, submission)
    made = desk.writer.rehearse(verdict, submission.now) if isinstance(verdict, Acceptance) else []
    notices = verdict.notices if isinstance(verdict, OpensCase | MovesCase) else ()
    form = room.book(case_of(verdict)).forms.get(seen.reading.form or "")
    named = [labelled(form, problems) if form else problems for problems in (verdict.problems, notices)]
    return Explanation(verdict, seen.reading, named[0], named[1], tuple(made))
