"""What a hand decides about a case, and papers of the desk's own, written down."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casedrop.cases.case import Case, from_json
from casedrop.cases.decide import with_onward
from casedrop.cases.events import BatchRow, Event, Issued
from casedrop.cases.evolve import fold
from casedrop.cases.folder import Folder
from casedrop.cases.numbering import Draw
from casedrop.cases.situation import Situation
from casedrop.cases.steering.control import Decided
from casedrop.cases.steering.reach import OutOfReach
from casedrop.desk.recording import effects
from casedrop.desk.recording.desk_entries import Printed
from casedrop.desk.recording.queueing import queued
from casedrop.desk.recording.rows import Line, desk_line, desk_row, past, version_of
from casedrop.desk.recording.writer import Writer
from casedrop.documents.document import Document, Issuer, document, issued
from casedrop.documents.sheet import PlannedDocument, number_of
from casedrop.flows.flow import Flow
from casedrop.intake.effects_of import of_desk
from casedrop.language.problem import Problem
from casedrop.store.archive import DESK, desk_folder
from casedrop.store.ledger import Snapshot, Transaction

ByHand = Callable[[Flow, Sequence[Event]], Decided]
"""(the case's flow, all its events) -> the events that follow, or why there are none."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents of the desk's own that were written down together: the folder of the archive, how many entries its journal had
    before, those that are new, and when."""

    folder: Folder
    made: tuple[Document, ...]
    before: int
    lines: tuple[Line, ...]
    at: datetime


Queue = Callable[[Transaction, Papers], None]


def queue_for_all(tx: Transaction, papers: Papers) -> None:
    """Queue all that brings papers out, for whoever comes to it first."""
    for made in papers.made:
        tx.queue(None, queued(of_desk(made, papers.folder), made.key))


def write_by_hand(writer: Writer, case_id: str, decide: ByHand, at: datetime, *, correction: bool) -> Problem | None:
    """Write down what a person decides about a case, and all it causes; or give the Problem that forbids it.

    `correction`: what the documents that come out replace becomes void.
    """
    try:
        with writer.ledger.transaction() as tx:
            case, decided = _decided(writer, tx, case_id, decide, at)
            if isinstance(decided, Problem):
                return decided
            writer.write_all(tx, case, decided, at, correction=correction)
    except OutOfReach as gone_on:
        return gone_on.problem
    return None


def rehearse_by_hand(writer: Writer, case_id: str, decide: ByHand, at: datetime) -> list[Document]:
    """The documents that would come out, with dummy numbers; nothing is drawn or written, and none come of what is forbidden."""
    with writer.ledger.snapshot() as tx, contextlib.suppress(OutOfReach):
        case, decided = _decided(writer, tx, case_id, decide, at)
        return [] if isinstance(decided, Problem) else writer.rehearsed(tx, case, decided, at, correction=True)
    return []


def write_paper(writer: Writer, wanted: PlannedDocument, folder: str, now: datetime) -> None:
    """Write down a document of the desk's own, which belongs to no case; it comes out into `folder`."""
    write_papers(writer, [(wanted, None)], folder, now)


def write_papers(
    writer: Writer,
    wanted: Sequence[tuple[PlannedDocument, BatchRow | None]],
    folder: str,
    now: datetime,
    queue: Queue = queue_for_all,
) -> Papers:
    """Write down documents of the desk's own, each with the row of a batch it is made for, if it is, in one transaction; gives
    what was written. They come out into `folder`; `queue` puts their effects into the ledger's queue.

    Of the desk, events and files are numbered alike: each PDF has an event too.
    """
    with writer.ledger.transaction() as tx:
        desk = desk_folder(now.astimezone(writer.book.zone).year)
        there, version = Folder(desk, DESK, ""), version_of(tx, desk)
        made, lines, events = list[Document](), list[Line](), list[Issued]()
        draw = _ahead(writer, tx, [one for one, _ in wanted])
        for one, row in wanted:
            by = Issuer(there, version + len(lines), "", folder)
            number = number_of(writer.book, one, draw, now)
            document_ = document(writer.book, by, one, number, by.files + 1, writer.key, now)
            event = replace(issued(document_, writer.key), batch=row)
            lines += [desk_line(event), *(desk_line(Printed(document_.key, p.name)) for p in document_.prints)]
            made.append(document_)
            events.append(event)
        tx.append(desk, version, lines, now, desk_row(writer.book, desk))
        effects.write_new(tx, events)
        papers = Papers(there, tuple(made), version, tuple(lines), now)
        queue(tx, papers)
    return papers


def _ahead(writer: Writer, tx: Transaction, wanted: Sequence[PlannedDocument]) -> Draw:
    """What gives the numbers of documents, of each series all at once."""
    forms = (writer.book.forms[one.form] for one in wanted if not one.number)
    asked = Counter(form.number["series"] for form in forms if form.number)
    drawn: dict[tuple[str, int], Iterator[int]] = {}

    def draw(series: str, year: int) -> int:
        if (series, year) not in drawn:
            drawn[series, year] = iter(tx.draw_many(series, year, asked[series]))
        return next(drawn[series, year])

    return draw


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
