"""What must be done for the events of a case: which effects, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from casedrop.cases import dataclass_json
from casedrop.cases.case import Case, Event
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


def folder_of(case: Case) -> Folder:
    """Whose folder of the archive a case's is."""
    return Folder(case.id, case.flow, case.opened)


def of_no_drop(decided: Iterable[Event], out: Outgoing) -> list[Effect]:
    """What a deadline or a hand causes: what was taken back leaves the outbox, documents come out, all is recorded."""
    folder, decided = folder_of(out.case), list(decided)
    undone, brought = undoings(decided, folder), papers(decided, out)
    return [*undone, *brought, RecordCase(folder), *conversions(out.made, folder)]


def of_desk(made: Document, folder: Folder) -> list[Effect]:
    """Bring out a document of the desk's own, and record it."""
    return [IssueDocument(folder, made), RecordDesk(folder.id), *conversions([made], folder)]


def papers(decided: Iterable[Event], out: Outgoing) -> list[Effect]:
    """Take those that became void out of the outbox first, then bring the new ones out, and the rows."""
    folder = folder_of(out.case)
    void = [e.data["number"] for e in (*decided, *out.events) if e.kind == "voided"]
    withdrawn = [WithdrawDocument(folder, number) for number in void]
    return [*withdrawn, *(IssueDocument(folder, made) for made in out.made), *exports(out.events, folder)]


def exports(events: Iterable[Event], folder: Folder) -> list[ExportRows]:
    """Bring out the rows that events speak of."""
    where = dataclass_json.plain(folder)
    return [dataclass_json.decode(ExportRows, {**e.data, "case": where}) for e in events if e.kind == "exported"]


def undoings(events: Iterable[Event], folder: Folder) -> list[UndoDrop]:
    """Take what an undone drop brought out of the outbox, and put back what it had taken the place of."""
    where = dataclass_json.plain(folder)
    return [dataclass_json.decode(UndoDrop, {**e.data, "case": where}) for e in events if e.kind == "undone"]


def conversions(made: Iterable[Document], folder: Folder) -> list[ConvertDocument]:
    """Make the PDFs of the documents that have some."""
    return [ConvertDocument(folder, one) for one in made if one.prints]
