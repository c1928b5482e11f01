"""Scans whose case wants to know whether they are signed: read once more, beside the paper as it was issued."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from casedrop.desk.as_issued import paper_of
from casedrop.desk.recording.rows import loaded
from casedrop.desk.room import Room
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from casedrop.forms.reading import Examined

_ON_PAPER = frozenset({"seal", "signature", "advice"})
"""The ways of being signed for which ink is looked for."""


def looked_at(room: Room, path: Path, seen: Examined) -> Examined:
    """A scan with what stands in its places to sign, if the stage of its case wants that; as it is where it does not, where the
    scan is of several documents, or where the archive lacks the paper. Raises OSError where it cannot be read."""
    pages = seen.scan.pages if seen.scan else ()
    codes = {code.document for page in pages for text in page.codes if (code := page_code.parse(text))}
    code = codes.pop() if len(codes) == 1 else None
    paper = paper_of(room, code) if code and _is_wanted(room, code) else None
    if paper is None or seen.scan is None:
        return seen
    again = room.reader(path, replace(room.shelf(), paper=paper), room.limits)
    return replace(seen, scan=replace(seen.scan, ink=again.scan.ink)) if again.scan else seen


def _is_wanted(room: Room, code: Code) -> bool:
    """Whether the case of a document waits for it to be signed on paper."""
    row = room.ledger.find_document(code.number)
    if row is None:
        return False
    with room.ledger.snapshot() as there:
        case = loaded(there, row.case_id)
    if case is None or case.closed:
        return False
    wanted = room.situation(case).stage.originals
    return wanted is not None and wanted.form == row.form and bool(_ON_PAPER & set(wanted.signed))
