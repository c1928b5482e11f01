"""Asking whether a paper is signed, where its scan does not tell: the file goes back to the role that can look at the paper,
under a name that answers by being dropped."""

from __future__ import annotations

from pathlib import PurePosixPath

from casedrop.cases.definitions import Definitions
from casedrop.desk import letters
from casedrop.intake.effects import Effect, HandBack, Reply
from casedrop.intake.verdict import AsksSigned
from casedrop.language import filenames, messages
from casedrop.store.records import Intake


def asked(intake: Intake, verdict: AsksSigned, book: Definitions) -> list[Effect]:
    """The file as it came, byte for byte, by the name that says yes, with a letter, in the folder of the role that is asked; a
    sender of another folder is told so."""
    role = verdict.role if verdict.role != intake.role else None
    path = f"{book.inbox(role)}/{intake.name}" if role else intake.path
    copy, note = (_name(intake, verdict, suffix) for suffix in (PurePosixPath(intake.name).suffix, ".txt"))
    lines = [problem.say(verdict.lang) for problem in verdict.problems]
    asks, waits = (letters.note(key, intake.name, verdict.lang, lines) for key in ("signed_what", "wording_waits"))
    back: list[Effect] = [HandBack(path, copy, intake.sha256, None, ()), Reply(path, note, asks)]
    return back if path == intake.path else [*back, Reply(intake.path, note, waits)]


def _name(intake: Intake, verdict: AsksSigned, suffix: str) -> str:
    words = messages.phrase("answers.signed", verdict.lang, answer=verdict.answer)
    stem = letters.plain_stem(PurePosixPath(intake.name).stem)
    return filenames.safe_name(filenames.behind(stem, words), suffix)
