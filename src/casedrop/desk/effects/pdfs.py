"""PDFs of many documents: converted by one call beforehand, then each brought out by its own effect (decision 0017)."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casedrop.cases.events import Undone, Voided
from casedrop.desk.effects import archive
from casedrop.desk.effects.issue import as_archived, is_superseded, places
from casedrop.desk.libreoffice.convert import Failure
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.recording.rows import past
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.formats.late import Late
from casedrop.intake import effect_codec
from casedrop.intake.effects import ConvertDocument
from casedrop.store.beside import put_beside
from casedrop.store.records import Note, QueuedEffect

if TYPE_CHECKING:
    from casedrop.desk.rendering import print as printing
else:
    printing = Late("casedrop.desk.rendering.print")

PDF = effect_codec.WORDS[ConvertDocument]
"""The word the queue has for making a document's PDFs."""
SHEETS = 20
"""PDFs made by one call, unless one document alone has more: a drop that comes meanwhile waits for no more than these."""


def convert_document(room: Room, do: ConvertDocument) -> list[Note]:
    """Make a document's PDFs, archive them and put them beside the document; gives the folder's new anchor.

    Raises what `rendering.print.printed` raises.

    A document that became void before they were made needs none.
    """
    made, home = do.document, archive.place_of(room, do.folder)
    if is_void(room, made):
        return []
    there = _archived(room, home, made)
    whole = [data for data in there if data is not None]
    pdfs = whole if len(whole) == len(there) else printing.printed(room, made, as_archived(room, do.folder, made))
    ours, is_late = room.archive.issued(home), is_superseded(room, made)
    for n, (paper, data) in enumerate(zip(made.prints, pdfs, strict=True), 1):
        room.archive.keep(home, made.file + n, "out", paper.name, there[n - 1] or data)
        for folder in () if is_late else places(room, made):
            put_beside(folder / paper.name, there[n - 1] or data, ours)
    return archive.record(room, do.folder)


def conversion(entry: QueuedEffect) -> ConvertDocument:
    """The conversion that an entry of the queue tells of; raises TypeError for another effect."""
    effect = effect_of(entry)
    if isinstance(effect, ConvertDocument):
        return effect
    raise TypeError(entry.kind)


def together(ready: Sequence[QueuedEffect]) -> list[QueuedEffect]:
    """Those of the conversions that one call may serve: the first, as long as they ask for no more than SHEETS.

    An effect that failed before goes alone, after all others: it may be what spoils a call for all.
    """
    fresh = [entry for entry in ready if entry.due is None]
    sizes = [len(conversion(entry).document.prints) for entry in fresh]
    fitting = sum(sum(sizes[: n + 1]) <= SHEETS for n in range(len(fresh)))
    return fresh[: max(fitting, 1)] or list(ready[:1])


def ahead(room: Room, entries: Sequence[QueuedEffect]) -> Room:
    """The room, with a converter that has already converted in one call all that the effects will ask for, if they are
    several.

    Whatever else is asked of it, it converts then; so each effect meets for itself what kept the common call from working.
    """
    wanted = [paper for entry in entries for paper in asked(room, conversion(entry))] if len(entries) > 1 else []
    made: dict[bytes, bytes | Failure] = {}
    with contextlib.suppress(Exception):
        papers = room.convert(wanted) if wanted else []
        made = {source: paper for (source, _), paper in zip(wanted, papers, strict=True)}

    def convert(papers: Sequence[tuple[bytes, str]]) -> list[bytes | Failure]:
        known = [made[source] for source, _ in papers if source in made]
        return known if len(known) == len(papers) else room.convert(papers)

    return replace(room, convert=convert)


def unmade(room: Room) -> list[QueuedEffect]:
    """The effects of documents without their PDFs: those that wait because the PDF would show what the document hides,
    then those tried in vain; `why` says why.
    """
    again = (entry for entry in room.ledger.queued("due") if entry.kind == PDF and entry.due)
    return [*room.ledger.waiting("issue"), *room.ledger.waiting(PDF), *again]


def is_void(room: Room, made: Document) -> bool:
    """Whether a document's number is void by now; an undo may have made it count again."""
    events = past(e for e in room.ledger.events(made.stamp.case) if e.kind in ("voided", "undone"))
    turns = [
        isinstance(event, Voided)
        for event in events
        if (isinstance(event, Voided) and event.number == made.number)
        or (isinstance(event, Undone) and made.number in event.restore)
    ]
    return turns[-1:] == [True]


def asked(room: Room, do: ConvertDocument) -> list[tuple[bytes, str]]:
    """What will be converted for an effect; nothing if that cannot be said now: its own turn will show why."""
    made, home = do.document, archive.place_of(room, do.folder)
    with contextlib.suppress(Exception):
        if not is_void(room, made) and None in _archived(room, home, made):
            return printing.sources(room, made, as_archived(room, do.folder, made))
    return []


def _archived(room: Room, home: str, made: Document) -> list[bytes | None]:
    return [room.archive.read(home, made.file + n) for n, _ in enumerate(made.prints, 1)]
