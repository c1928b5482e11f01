"""What would happen to a file if it were dropped: the same verdict and the same plan, and nothing is changed."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from casedrop.cases.case import Case
from casedrop.desk.desk import Desk
from casedrop.desk.receiving import examined
from casedrop.desk.recording.lookups import LedgerRecords
from casedrop.desk.room import Room
from casedrop.forms.messages import sentence
from casedrop.forms.reading import Examined, Reading
from casedrop.forms.stamp import genuine, parse
from casedrop.intake.judge import judge
from casedrop.intake.submission import Submission
from casedrop.intake.verdict import (
    Acceptance,
    Encloses,
    MovesCase,
    OpensCase,
    RefusedByCase,
    TakesScan,
    Verdict,
    case_of,
)
from casedrop.language.problem import Json, Problem
from casedrop.store import files


def read(room: Room, path: Path) -> Examined:
    """What the file says, read apart."""
    return examined(room, LedgerRecords(room.ledger), path, path.name)


def explain(desk: Desk, path: Path, role: str | None, lang: str = "") -> dict[str, Json]:
    """The verdict on the file as if dropped by `role`, in plain values: what it is, what is wrong (in a language, else in that of
    the file), what would come out."""
    room = desk.room
    seen, sha = read(room, path), files.digest(path)
    submission = Submission(seen, sha, path.name, role, room.clock())
    verdict = judge(room.workspace.book, desk.records, room.key, submission)
    made = desk.writer.rehearse(verdict, submission.now) if isinstance(verdict, Acceptance) else []
    notices = verdict.notices if isinstance(verdict, OpensCase | MovesCase | TakesScan | Encloses) else ()
    case = case_of(verdict)
    return {
        "verdict": verdict.kind,
        "form": seen.reading.form,
        "case": verdict.case_id,
        "stage": stage(verdict),
        "problems": problems(room, seen.reading, verdict.problems, lang or verdict.lang, case),
        "told": problems(room, seen.reading, notices, lang or verdict.lang, case),
        "documents": [
            {"form": one.form, "to": reader, "name": one.name, "folder": folder}
            for one in made
            for reader, folder in zip((one.to, *one.also), one.places, strict=True)
        ],
    }


def stage(verdict: Verdict) -> str | None:
    """The stage of its case that a drop answers; None if it answers none, or none was looked at."""
    match verdict:
        case OpensCase() | MovesCase():
            return verdict.stage.id
        case RefusedByCase():
            return verdict.stage or None
        case _:
            return None


def reading(room: Room, seen: Examined, lang: str | None) -> dict[str, Json]:
    """What a file says, in plain values: form, stamp, answers, how each was found, problems."""
    content = seen.reading
    return {
        "form": content.form,
        "stamp": stamp(room, content),
        "answers": content.answers,
        "how": {p: {"by": f.how, "at": f.place.say(lang or content.lang or "en")} for p, f in content.found.items()},
        "problems": problems(room, content, content.problems, lang or content.lang or room.workspace.settings.lang),
        "told": problems(room, content, content.notices, lang or content.lang or room.workspace.settings.lang),
        "signatures": [asdict(one) for one in content.signatures],
    }


def stamp(room: Room, content: Reading) -> dict[str, Json] | None:
    """The stamp's fields and whether this workspace wrote it; None if the file bears none."""
    borne = parse(content.stamp) if content.stamp else None
    if borne is None:
        return None
    fields = {k: getattr(borne, k) for k in ("form", "version", "lang", "case", "part", "issue", "number", "copy")}
    return {**fields, "genuine": genuine(content.stamp or "", room.key, LedgerRecords(room.ledger).recorded(borne))}


def problems(
    room: Room, content: Reading, wrong: tuple[Problem, ...], lang: str, case: Case | None = None
) -> list[dict[str, str]]:
    """Each problem with its code, its field and the sentence in a language."""
    form = room.book(case).forms.get(content.form or "")
    return [{"code": p.code, "pointer": p.pointer, "says": sentence(form, p, lang)} for p in wrong]
