"""What a hand decides about a case, and papers of the desk's own, written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from casedrop.cases.case import Case, from_json
from casedrop.cases.control import Decided
from casedrop.cases.decide import with_onward
from casedrop.cases.events import BatchRow, Event
from casedrop.cases.evolve import fold
from casedrop.cases.folder import Folder
from casedrop.cases.situation import Situation
from casedrop.desk.recording import effects
from casedrop.desk.recording.desk_entries import Printed
from casedrop.desk.recording.queueing import queued
from casedrop.desk.recording.rows import desk_line, desk_row, past, version_of
from casedrop.desk.recording.writer import Writer
from casedrop.documents.document import Document, Issuer, document, issued
from casedrop.documents.sheet import PlannedDocument, number_of
from casedrop.flows.flow import Flow
from casedrop.intake.cascade import of_desk
from casedrop.language.problem import Problem
from casedrop.store.archive import DESK, desk_folder
from casedrop.store.ledger import Snapshot

ByHand = Callable[[Flow, Sequence[Event]], Decided]
"""(the case's flow, all its events) -> the events that follow, or why there are none."""


def write_by_hand(writer: Writer, case_id: str, decide: ByHand, at: datetime, *, correction: bool) -> Problem | None:
    """Write down what a person decides about a case, and all it causes; or give the Problem that forbids it.

    `correction`: what the documents that come out replace becomes void.
    """
    with writer.ledger.transaction() as tx:
        case, decided = _decided(writer, tx, case_id, decide, at)
        if isinstance(decided, Problem):
            return decided
        writer.write_all(tx, case, decided, at, correction=correction)
    return None


def rehearse_by_hand(writer: Writer, case_id: str, decide: ByHand, at: datetime) -> list[Document]:
    """The documents that would come out, with dummy numbers; nothing is drawn or written."""
    with writer.ledger.snapshot() as tx:
        case, decided = _decided(writer, tx, case_id, decide, at)
        return [] if isinstance(decided, Problem) else writer.rehearsed(tx, case, decided, at, correction=True)


def write_paper(
    writer: Writer, wanted: PlannedDocument, folder: str, now: datetime, batch: BatchRow | None = None
) -> None:
    """Write down a document of the desk's own, which belongs to no case; it comes out into `folder`.

    `batch` says which row it is made for, if it is. Of the desk, events and files are numbered alike: each PDF has an
    event too.
    """
    with writer.ledger.transaction() as tx:
        desk = desk_folder(now.astimezone(writer.book.zone).year)
        version = version_of(tx, desk)
        there = Folder(desk, DESK, "")
        number = number_of(writer.book, wanted, tx.draw, now)
        by = Issuer(there, version, "", folder)
        made = document(writer.book, by, wanted, number, version + 1, writer.key, now)
        event = replace(issued(made, writer.key), batch=batch)
        lines = [desk_line(event), *(desk_line(Printed(made.key, p.name)) for p in made.prints)]
        tx.append(desk, version, lines, now, desk_row(writer.book, desk))
        effects.write(tx, [event])
        tx.queue(None, queued(of_desk(made, there), made.key))


def _decided(
    writer: Writer, tx: Snapshot, case_id: str, decide: ByHand, at: datetime
) -> tuple[Case, list[Event] | Problem]:
    """The case as it stands, and what a hand decides about it."""
    row = tx.case(case_id)
    if row is None or not row.state:
        return Case(), Problem("case.unknown", args={"case": case_id})
    case = from_json(row.state)
    decided = decide(writer.book.of(case).flows[row.flow], past(tx.events(case_id)))
    if isinstance(decided, Problem):
        return case, decided
    by = Situation.of(writer.book, fold(decided, case), at)
    return case, with_onward(replace(by, case=case), list(decided))
