"""What the archive shows to be still undone, as the effects that do it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from casedrop.cases.case import to_json
from casedrop.cases.events import Exported, Issued, Undone, Voided
from casedrop.cases.folder import Folder
from casedrop.desk.recording.queueing import queued
from casedrop.desk.recovery.journals import Life
from casedrop.desk.recovery.outbox import is_gone, number_in, stands
from casedrop.desk.room import Room
from casedrop.documents.document import Document, document_of
from casedrop.intake.effects import IssueDocument, RecordCase, RecordDesk, WithdrawDocument
from casedrop.intake.effects_of import conversions, exports, undoings
from casedrop.store.archive import CASE_JSON, DESK
from casedrop.store.records import QueuedEffect


def due(room: Room, life: Life) -> Iterator[QueuedEffect]:
    """What must still be done for a case: documents and PDFs that did not come out, undoings, the record.

    Of a case that is closed, or of a document issued anew or taken back, nothing is put into the outbox again; its PDF is
    still archived, unless its number is void.
    """
    if not life.entries:
        return
    if life.of_desk:
        yield from queued([RecordDesk(life.folder)], f"rebuilt:{life.folder}") if life.added else []
        yield from _prints_of_desk(room, life)
        return
    at, folder = f"rebuilt:{life.id}", life.case.place
    for event in life.events:
        if isinstance(event, Issued):
            yield from _bring(room, life, event)
        if isinstance(event, Exported) and lacks_rows(room, life, event):
            yield from queued(exports([event], folder), at)
        if isinstance(event, Undone) and any(stands(room, life.folder, document) for document in event.out):
            yield from queued(undoings([event], folder), f"{at}:{event.at}")
    void = [issued.number for issued in _void(life) if stands(room, life.folder, issued.outbox)]
    yield from queued([WithdrawDocument(folder, number) for number in void], at)
    if not is_recorded(room, life):
        yield from queued([RecordCase(folder)], at)


def _prints_of_desk(room: Room, life: Life) -> Iterator[QueuedEffect]:
    """The PDFs that the desk's own documents still lack."""
    for made in map(document_of, life.issued):
        if lacks_prints(room, life, made):
            yield from queued(conversions([made], Folder(life.folder, DESK, "")), f"rebuilt:{made.key}")


def lacks_prints(room: Room, life: Life, made: Document) -> bool:
    """Whether a PDF of the document is not in the archive."""
    place = room.archive.root / life.folder
    kept = {number_in(path.name) for path in place.iterdir()} if place.is_dir() else set()
    return not {made.file + n for n, _ in enumerate(made.prints, 1)} <= kept


def lacks_rows(room: Room, life: Life, rows: Exported) -> bool:
    """Whether rows that were to come out are not in the archive."""
    return any(room.archive.read(life.folder, one.file) is None for one in rows.files)


def _void(life: Life) -> list[Issued]:
    """The issues of documents whose numbers are void."""
    void = {event.number for event in life.events if isinstance(event, Voided)}
    valid = {last.number for last in life.case.documents.values()}
    return [issued for issued in life.issued if issued.number in void - valid]


def is_recorded(room: Room, life: Life) -> bool:
    """Whether `case.json` says what the journal's events left of the case."""
    path = room.archive.root / life.folder / CASE_JSON
    try:
        return bool(path.is_file() and msgspec.json.decode(path.read_bytes()) == to_json(life.case))
    except msgspec.MsgspecError:
        return False


def _bring(room: Room, life: Life, issued: Issued) -> Iterator[QueuedEffect]:
    made, at, workspace = document_of(issued), f"rebuilt:{life.id}", room.workspace
    folder = life.case.place
    latest = is_latest(life, issued)
    if latest and is_gone(workspace, issued, made.name):
        yield from queued([IssueDocument(folder, made)], at)
    if issued.number in {one.number for one in _void(life)}:
        return
    is_gone_since = latest and any(is_gone(workspace, issued, paper.name) for paper in made.prints)
    if lacks_prints(room, life, made) or is_gone_since:
        yield from queued(conversions([made], folder), at)


def is_latest(life: Life, issued: Issued) -> bool:
    """Whether a document is the open case's last issue of its form, and neither void nor taken back."""
    case, form = life.case, issued.form
    is_last = case.issued.get(form) == issued.issue and form in case.documents
    return is_last and not case.closed and issued.issue not in case.withdrawn
