"""A document that came back, laid beside what its case had issued: the archive knows what it printed then, in its file and on
each page of its PDFs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casedrop.cases.events import Issued
from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.desk.recording.rows import loaded, past
from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.formats.registry import PDF_FORM
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from casedrop.forms.reading import Examined, Scan
from casedrop.forms.stamp import Stamp

if TYPE_CHECKING:
    from casedrop.formats.pdf import drawn as drawing
else:
    drawing = Late("casedrop.formats.pdf.drawn")  # few drops are scans


def beside(room: Room, seen: Examined, stamp: Stamp, known: KnownForms | None) -> Examined:
    """A reading with what its document printed as it was issued, read by the same forms; without it where the archive lacks it.

    `stamp` is the one the file claims to bear, genuine or not. Raises OSError where the archive cannot be read.
    """
    if seen.reading.form != stamp.form:
        return seen
    issued = _issued(room, stamp)
    data = _bytes(room, issued, is_pdf=seen.kind == PDF_FORM) if issued else None
    if data is None:
        return seen
    return replace(seen, issued=examine(data, known or room.shelf(stamp.form)).reading.printed)


def of_pages(room: Room, seen: Examined) -> Examined:
    """A scan of one document of ours, as far as its pages print letters of their own, with what the same pages printed as they
    were issued; as it is where they are pictures, or the archive lacks them. Raises OSError where it cannot be read."""
    own = _numbered(seen.scan) if seen.scan else {}
    printed = [one for page in sorted(own) for one in seen.reading.printed if one.place.args["page"] == own[page][0]]
    papers = {code.document for _, code in own.values()}
    data = paper_of(room, papers.pop()) if printed and len(papers) == 1 else None
    if data is None:
        return seen
    there = {one.place.args["page"] for one in printed}
    pages = {page for page, (at, _) in own.items() if at in there}
    issued = tuple(one for one in drawing.drawn(data) if one.place.args["page"] in pages)
    return replace(seen, reading=replace(seen.reading, printed=tuple(printed)), issued=issued or None)


def _numbered(scan: Scan) -> dict[int, tuple[int, Code]]:
    """The pages of a document that a scan shows: by their number in it, which page of the file each is first, and its code."""
    codes = [(page.index + 1, code) for page in scan.pages for text in page.codes if (code := page_code.parse(text))]
    return {code.page: (at, code) for at, code in reversed(codes)}


def paper_of(room: Room, code: Code) -> bytes | None:
    """The PDF that was issued of a document and copy; None if there is none in the archive."""
    row = room.ledger.find_document(code.number)
    entries = [e for e in room.ledger.events(row.case_id) if e.kind == "issued"] if row else []
    there = [e for e in past(entries) if isinstance(e, Issued) and (e.number, e.issue) == (code.number, code.issue)]
    copy = int(code.copy.partition("/")[0] or 0)
    found = [(e, n) for e in there for n, paper in enumerate(e.prints, 1) if paper.copy == copy]
    issued, behind = next(iter(found), (None, 0))
    return _kept(room, issued, behind) if issued else None


def _issued(room: Room, stamp: Stamp) -> Issued | None:
    """The document of a stamp, as its case issued it; of one issue there may be several, each for a part of its own."""
    wanted = (stamp.form, stamp.issue, stamp.part, stamp.number)
    entries = [entry for entry in room.ledger.events(stamp.case) if entry.kind == "issued"]
    there = (event for event in past(entries) if isinstance(event, Issued))
    return next((e for e in there if (e.form, e.issue, e.part, e.number) == wanted), None)


def _bytes(room: Room, issued: Issued, *, is_pdf: bool) -> bytes | None:
    """The bytes of a document that was issued, or of the PDF of it that is a form; None if the archive has none."""
    behind = next((n for n, paper in enumerate(issued.prints, 1) if paper.fillable), None) if is_pdf else 0
    return None if behind is None else _kept(room, issued, behind)


def _kept(room: Room, issued: Issued, behind: int) -> bytes | None:
    """The bytes of the file of an issue that lies so many behind its first one; None if the archive has none."""
    with room.ledger.snapshot() as there:
        case = loaded(there, issued.case)
    return room.archive.read(room.folder(case.place), issued.first_file + behind) if case else None
