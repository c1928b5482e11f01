"""A scan on which no code could be read: a person says which document it is (B10, B11)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from casedrop.cases.originals import Scanned
from casedrop.desk import receiving, replies
from casedrop.desk.desk import Desk
from casedrop.forms.page_code import Code
from casedrop.forms.reading import Examined, Scan
from casedrop.intake import scans
from casedrop.intake.scan_groups import group
from casedrop.intake.submission import Submission
from casedrop.intake.verdict import Duplicate, Refused, Stray, TakesScan
from casedrop.language.problem import Problem
from casedrop.store.records import Intake


def assign(desk: Desk, path: Path, number: str, copy: int) -> tuple[Problem, ...]:
    """Take a file of the inbox as the scan of a document, with all that follows; gives the problems that forbid it, ()
    if none.

    `copy` is 0 for a document without numbered originals. Raises what carrying out may raise.
    """
    room = desk.room
    intake = receiving.claim(room, path)
    if intake is None:
        return (Problem("drop.held"),)
    verdict = _judged(desk, intake, receiving.read(room, desk.records, intake), number, copy)
    if not isinstance(verdict, TakesScan):
        room.ledger.forget(intake)
        return verdict.problems
    desk.writer.accept(intake, verdict, replies.to_type(room, intake, verdict), room.clock())
    desk.carrier.finish()
    return ()


def _contradicted(look: scans.Look, scan: Scan, number: str, copy: int) -> Problem | None:
    """A Problem if a code of ours on the scan names another document or original than the person did.

    A sheet printed from the Word file bears no copy: the hand says it.
    """
    issue = _latest(look, number)
    for part in group(scan, scans.known(look)).parts:
        if part.document == number and part.issue != issue:
            return Problem("scan.older", args={"document": number})
        if part.document != number or part.copy.partition("/")[0] not in ("", str(copy)):
            return Problem("scan.other", args={"document": " · ".join(filter(None, (part.document, part.copy)))})
    return None


def _latest(look: scans.Look, number: str) -> int:
    """The last issue of a document; 0 of one that is none."""
    return max((p.issue for p in look(number)), default=0)


def _judged(desk: Desk, intake: Intake, examined: Examined, number: str, copy: int) -> scans.OfScan | Duplicate:
    """The verdict on a scan that a hand says is of a document."""
    book = desk.room.workspace.book
    first = desk.records.accepted(intake.sha256)
    if first:
        return Duplicate(book.lang, first)
    if examined.scan is None or examined.scan.problems:
        faults = examined.scan.problems if examined.scan else examined.reading.problems
        return Stray(book.lang, faults or (Problem("file.kind"),))
    look: scans.Look = cache(desk.records.papers)
    other = _contradicted(look, examined.scan, number, copy)
    if other:
        return Refused(book.lang, (other,))
    submission = Submission(examined, intake.sha256, intake.name, intake.role, desk.room.clock(), intake.path)
    code = Code(number, _latest(look, number))
    return scans.of_document(book, desk.records, look, submission, code, Scanned(copy, (), 0, "hand"))
