"""What must be done because of events, as effects: what leaves the outbox, what comes out, what is recorded. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from casedrop.cases.events import Event, Exported, Undone, Voided
from casedrop.cases.folder import Folder
from casedrop.documents.document import Document
from casedrop.documents.plan import Outgoing
from casedrop.intake.effects import (
    ConvertDocument,
    Effect,
    ExportRows,
    IssueDocument,
    RecordCase,
    RecordDesk,
    UndoDrop,
    WithdrawDocument,
)


def of_no_drop(decided: Iterable[Event], out: Outgoing) -> list[Effect]:
    """What a deadline or a hand causes: what was taken back leaves the outbox, documents come out, all is recorded."""
    folder, decided = out.case.place, list(decided)
    undone, brought = undoings(decided, folder), papers(decided, out)
    return [*undone, *brought, RecordCase(folder), *conversions(out.made, folder)]


def of_desk(made: Document, folder: Folder) -> list[Effect]:
    """Bring out a document of the desk's own, and record it."""
    return [IssueDocument(folder, made), RecordDesk(folder.id), *conversions([made], folder)]


def papers(decided: Iterable[Event], out: Outgoing) -> list[Effect]:
    """Take those that became void out of the outbox first, then bring the new ones out, and the rows."""
    folder = out.case.place
    void = (event for event in (*decided, *out.events) if isinstance(event, Voided))
    withdrawn = [WithdrawDocument(folder, event.number) for event in void]
    return [*withdrawn, *(IssueDocument(folder, made) for made in out.made), *exports(out.events, folder)]


def exports(events: Iterable[Event], folder: Folder) -> list[ExportRows]:
    """Bring out the rows that events speak of."""
    rows = (event for event in events if isinstance(event, Exported))
    return [ExportRows(folder, e.form, e.lang, e.release, e.source, e.folder, e.files, e.at, e.to) for e in rows]


def undoings(events: Iterable[Event], folder: Folder) -> list[UndoDrop]:
    """Take what an undone drop brought out of the outbox, and put back what it had taken the place of."""
    return [UndoDrop(folder, e.out, e.back, e.rows) for e in events if isinstance(e, Undone)]


def conversions(made: Iterable[Document], folder: Folder) -> list[ConvertDocument]:
    """Make the PDFs of the documents that have some."""
    return [ConvertDocument(folder, one) for one in made if one.prints]
