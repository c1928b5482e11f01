"""A document that came back, laid beside what its case had issued: the archive knows what it printed then."""

from __future__ import annotations

from dataclasses import replace

from casedrop.cases.events import Issued
from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.desk.recording.rows import loaded, past
from casedrop.desk.room import Room
from casedrop.formats.registry import PDF_FORM
from casedrop.forms.reading import Examined
from casedrop.forms.stamp import Stamp


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


def _issued(room: Room, stamp: Stamp) -> Issued | None:
    """The document of a stamp, as its case issued it; of one issue there may be several, each for a part of its own."""
    wanted = (stamp.form, stamp.issue, stamp.part, stamp.number)
    entries = [entry for entry in room.ledger.events(stamp.case) if entry.kind == "issued"]
    there = (event for event in past(entries) if isinstance(event, Issued))
    return next((e for e in there if (e.form, e.issue, e.part, e.number) == wanted), None)


def _bytes(room: Room, issued: Issued, *, is_pdf: bool) -> bytes | None:
    """The bytes of a document that was issued, or of the PDF of it that is a form; None if the archive has none."""
    with room.ledger.snapshot() as there:
        case = loaded(there, issued.case)
    if case is None:
        return None
    behind = next((n for n, paper in enumerate(issued.prints, 1) if paper.fillable), None) if is_pdf else 0
    return None if behind is None else room.archive.read(room.folder(case.place), issued.first_file + behind)
