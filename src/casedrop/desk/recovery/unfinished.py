"""What the archive shows to be still undone, as the effects that do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casedrop.cases.folder import Folder
from casedrop.desk.recording.queueing import queued
from casedrop.desk.recovery.journals import Life
from casedrop.desk.recovery.outbox import is_gone, number_in, stands
from casedrop.desk.room import Room
from casedrop.documents.document import Document, document_of
from casedrop.intake.consequences import conversions, exports, folder_of, undoings
from casedrop.intake.effects import IssueDocument, RecordCase, RecordDesk, WithdrawDocument
from casedrop.store import canonical_json
from casedrop.store.archive import CASE_JSON, DESK
from casedrop.store.records import Deed


def due(room: Room, life: Life) -> Iterator[Deed]:
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
    at, folder = f"rebuilt:{life.id}", folder_of(life.case)
    for event in life.events:
        if event.kind == "issued":
            yield from _bring(room, life, event.data)
        if event.kind == "exported" and lacks_rows(room, life, event.data):
            yield from queued(exports([event], folder), at)
        if event.kind == "undone" and any(stands(room, life.folder, sheet) for sheet in event.data["out"]):
            yield from queued(undoings([event], folder), f"{at}:{event.data['at']}")
    void = [s["number"] for s in _void(life) if stands(room, life.folder, s)]
    yield from queued([WithdrawDocument(folder, number) for number in void], at)
    if not is_recorded(room, life):
        yield from queued([RecordCase(folder)], at)


def _prints_of_desk(room: Room, life: Life) -> Iterator[Deed]:
    """The PDFs that the desk's own documents still lack."""
    for made in (document_of(e.data) for e in life.events if e.kind == "issued"):
        if lacks_prints(room, life, made):
            yield from queued(conversions([made], Folder(life.folder, DESK, "")), f"rebuilt:{made.key}")


def lacks_prints(room: Room, life: Life, made: Document) -> bool:
    """Whether a PDF of the document is not in the archive."""
    place = room.archive.root / life.folder
    kept = {number_in(path.name) for path in place.iterdir()} if place.is_dir() else set()
    return not {made.file + n for n, _ in enumerate(made.prints, 1)} <= kept


def lacks_rows(room: Room, life: Life, said: Mapping[str, Any]) -> bool:
    """Whether rows that were to come out are not in the archive."""
    return any(room.archive.read(life.folder, one["file"]) is None for one in said["files"])


def _void(life: Life) -> Iterator[Mapping[str, Any]]:
    """The issues of documents whose numbers are void."""
    void = {e.data["number"] for e in life.events if e.kind == "voided"}
    valid = {d["number"] for d in life.case.documents.values()}
    return (e.data for e in life.events if e.kind == "issued" and e.data["number"] in void - valid)


def is_recorded(room: Room, life: Life) -> bool:
    """Whether `case.json` says what the journal's events left of the case."""
    path = room.archive.root / life.folder / CASE_JSON
    return path.is_file() and path.read_bytes() == canonical_json.pretty(life.row(room.workspace.book).state).encode()


def _bring(room: Room, life: Life, said: Mapping[str, Any]) -> Iterator[Deed]:
    made, at, outbox = document_of(said), f"rebuilt:{life.id}", room.workspace.outbox
    folder = folder_of(life.case)
    latest = is_latest(life, said)
    if latest and is_gone(outbox, said, made.name):
        yield from queued([IssueDocument(folder, made)], at)
    if said["number"] in {sheet["number"] for sheet in _void(life)}:
        return
    if lacks_prints(room, life, made) or (latest and any(is_gone(outbox, said, paper.name) for paper in made.prints)):
        yield from queued(conversions([made], folder), at)


def is_latest(life: Life, said: Mapping[str, Any]) -> bool:
    """Whether a document is the open case's last issue of its form, and neither void nor taken back."""
    case, form = life.case, said["form"]
    is_last = case.issued.get(form) == said["issue"] and form in case.documents
    return is_last and not case.closed and said["issue"] not in case.withdrawn
