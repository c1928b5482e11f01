"""Writing down: one transaction holds everything a drop, or a deadline, will cause, before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain, count
from typing import Any

from casedrop.cases.calendar_opening import Beginning, series
from casedrop.cases.case import Case, from_json
from casedrop.cases.control import Decided
from casedrop.cases.deadline import deadline, moved
from casedrop.cases.decide import begin, tick, with_onward
from casedrop.cases.definitions import Book
from casedrop.cases.events import BatchRow, Event
from casedrop.cases.evolve import fold
from casedrop.cases.folder import Folder
from casedrop.cases.numbering import Draw, Number, numbered
from casedrop.desk import customers
from casedrop.desk.recording import deeds as to_do
from casedrop.desk.recording import effects
from casedrop.desk.recording.desk_entries import Called, Printed
from casedrop.desk.recording.rows import (
    case_row,
    cases_under,
    desk_line,
    desk_row,
    line,
    loaded,
    open_cases,
    past,
    version_of,
)
from casedrop.documents.document import Document, Issuer, document, issued
from casedrop.documents.plan import Outgoing
from casedrop.documents.sheet import Sheet, number_of
from casedrop.flows.flow import Flow
from casedrop.intake.cascade import Ripple
from casedrop.intake.judge import events, opening
from casedrop.intake.verdict import Verdict
from casedrop.language.problem import Problem
from casedrop.store.archive import DESK, desk_folder
from casedrop.store.errors import Conflict
from casedrop.store.ledger import Ledger, Transaction
from casedrop.store.records import Deed, Intake

Answer = Callable[[str, int], Sequence[Deed]]
ByHand = Callable[[Flow, Sequence[Event]], Decided]
"""(the case's flow, all its events) -> the events that follow, or why there are none."""


@dataclass(frozen=True)
class Writer:
    """Writes decisions down. `key` signs stamps; `keep` puts a release into the archive before a case runs by it,
    `keep_attachment` a document before it is sent along."""

    book: Book
    ledger: Ledger
    key: bytes
    keep: Callable[[str], object]
    keep_attachment: Callable[[str], object]

    def accepted(self, intake: Intake, ruling: Verdict, told: Sequence[Deed], now: datetime) -> str:
        """The case's id, once the accepted drop and all it causes are written, and `told`, what its sender is answered.

        Raises Conflict if the case moved on.
        """
        with self.ledger.transaction() as tx:
            case, first = self._case(tx, ruling, now)
            decided = [*first, *events(self.book.of(fold(first, case)), ruling, fold(first, case), now)]
            deeds = [to_do.keep(intake, fold(decided, case))]
            out = self._write(tx, case, decided, now, correction=ruling.correction)
            at = f"{intake.id}"
            deeds += [*to_do.papers(decided, out, at), to_do.record(out.case, at), *told, to_do.clear(intake)]
            tx.deeds(intake.id, [*deeds, *to_do.pdfs(out.made, out.case, at)])
            tx.settle(intake, "accepted", out.case.id)
        return out.case.id

    def other(self, intake: Intake, ruling: Verdict, answer: Answer, note: Any, now: datetime) -> None:
        """None once a refused, stray or duplicate drop and its answer are written, with an entry in the desk's journal.

        `answer(folder, file)` gives the deeds, once the desk's folder of the year and the next file in it are known.
        """
        with self.ledger.transaction() as tx:
            desk = desk_folder(now.astimezone(self.book.zone).year)
            version = version_of(tx, desk)
            note = {**note, "desk": desk, "file": version + 1}
            tx.append(desk, version, [{"kind": ruling.kind, "data": note}], now, desk_row(self.book, desk))
            tx.deeds(intake.id, answer(desk, version + 1))
            tx.settle(intake, ruling.kind, ruling.case_id, note)

    def ticked(self, case_id: str, now: datetime) -> bool:
        """Whether a deadline of the case was over; what follows from it is then written."""
        with self.ledger.transaction() as tx:
            row = tx.case(case_id)
            if row is None:
                return False
            case = from_json(row.state)
            book = self.book.of(case)
            decided = tick(book, book.flows[case.flow], case, now)
            if decided:
                out = self._write(tx, case, decided, now, correction=False)
                tx.deeds(None, to_do.of_no_drop(decided, out))
        return bool(decided)

    def started(self, flow: Flow, beginning: Beginning, now: datetime) -> str | None:
        """The case that the calendar began, once it and all it causes are written; None if there was one of that period."""
        with self.ledger.transaction() as tx:
            if tx.number(series(flow.id, beginning.source), 0, beginning.source.period):
                return None
            number = numbered(self.book, flow.number, tx.draw, now)
            decided = begin(self.book, flow, beginning.event(flow, number, now), now)
            out = self._write(tx, Case(), decided, now, correction=False)
            tx.deeds(None, to_do.of_no_drop(decided, out))
        return out.case.id

    def reckoned(self, case_id: str, now: datetime) -> bool:
        """Whether the case's deadline is another than was written; that it moved is then written down, and by what.

        It is reckoned as at the last decision, as a rebuild does: only calendars can have moved it.
        """
        with self.ledger.transaction() as tx:
            row = tx.case(case_id)
            if row is None:
                return False
            case = from_json(row.state)
            book = self.book.of(case)
            flow = book.flows[row.flow]
            due = deadline(book, flow, case, tx.events(case_id)[-1].at)
            if due == row.due:
                return False
            event = moved(book, flow, case, (row.due, due), now)
            out = self._write(tx, case, [event], now, correction=False)
            tx.deeds(None, to_do.of_no_drop([event], out))
        return True

    def by_hand(self, case_id: str, decide: ByHand, at: datetime, *, correction: bool) -> Problem | None:
        """Why a case cannot be dealt with so; None once what a hand decided, and all it causes, is written.

        `correction`: what the documents that come out replace becomes void.
        """
        with self.ledger.transaction() as tx:
            case, decided = self._by_hand(tx, case_id, decide, at)
            if isinstance(decided, Problem):
                return decided
            out = self._write(tx, case, decided, at, correction=correction)
            tx.deeds(None, to_do.of_no_drop(decided, out))
        return None

    def rehearse_by_hand(self, case_id: str, decide: ByHand, at: datetime) -> list[Document]:
        """The documents that would come out, with dummy numbers; nothing is drawn or written."""
        with self.ledger.transaction() as tx:
            case, decided = self._by_hand(tx, case_id, decide, at)
            return [] if isinstance(decided, Problem) else self._rehearsed(tx, case, decided, at, correction=True)

    def paper(self, wanted: Sheet, folder: str, now: datetime, batch: BatchRow | None = None) -> None:
        """None once a document of the desk's own, which belongs to no case, is written; it comes out into `folder`.

        `batch` says which row it is made for, if it is. Of the desk, events and files are numbered alike: each PDF has an
        event too.
        """
        with self.ledger.transaction() as tx:
            desk = desk_folder(now.astimezone(self.book.zone).year)
            version = version_of(tx, desk)
            there = Folder(desk, DESK, "")
            number = number_of(self.book, wanted, tx.draw, now)
            by = Issuer(there, version, "", folder)
            made = document(self.book, by, wanted, number, version + 1, self.key, now)
            event = replace(issued(made, self.key), batch=batch)
            lines = [desk_line(event), *(desk_line(Printed(made.key, p.name)) for p in made.prints)]
            tx.append(desk, version, lines, now, desk_row(self.book, desk))
            effects.write(tx, [event])
            tx.deeds(None, to_do.of_desk(made, there))

    def rehearse(self, ruling: Verdict, now: datetime) -> list[Document]:
        """The documents an accepted drop would bring out, with dummy numbers; nothing is drawn or written (house 4)."""
        case = ruling.case or fold([opening(ruling, Number("0000"), now)])
        decided = events(self.book.of(case), ruling, case, now)
        with self.ledger.transaction() as tx:
            return self._rehearsed(tx, case, decided, now, correction=ruling.correction)

    def _rehearsed(
        self, tx: Transaction, case: Case, decided: list[Event], at: datetime, *, correction: bool
    ) -> list[Document]:
        """What the case brings out, and those it opens; dummy numbers above all real ones tell the opened ones apart."""
        dummies = chain([0], count(10**6))
        ripple = self._ripple(tx, lambda _series, _year: next(dummies), at)
        return [made for step in ripple.of(case, decided, correction=correction) for made in step.out.made]

    def _by_hand(
        self, tx: Transaction, case_id: str, decide: ByHand, at: datetime
    ) -> tuple[Case, list[Event] | Problem]:
        row = tx.case(case_id)
        if row is None or not row.state:
            return Case(), Problem("case.unknown", args={"case": case_id})
        case = from_json(row.state)
        decided = decide(self.book.of(case).flows[row.flow], past(tx.events(case_id)))
        if isinstance(decided, Problem):
            return case, decided
        book = self.book.of(fold(decided, case))
        return case, with_onward(book, book.flows[case.flow], case, list(decided), at)

    def _case(self, tx: Transaction, ruling: Verdict, now: datetime) -> tuple[Case, list[Event]]:
        """The case as it stands and the event that opens it, if any; raises Conflict if it is not as it was judged."""
        if ruling.case:
            row = tx.case(ruling.case.id)
            if row is None or row.version != ruling.case.version:
                raise Conflict(what=f"Case {ruling.case.id}")
            return from_json(row.state), []
        assert ruling.flow is not None  # noqa: S101 - an accepted verdict has its flow
        key = opening(ruling, Number(), now).customer["key"]
        is_asked = ruling.flow.single or (key and not ruling.anew and not ruling.flow.several)
        if is_asked and tx.open_cases(ruling.flow.id, key):
            raise Conflict(what=f"The customer of {ruling.flow.id}")
        number = numbered(self.book, ruling.flow.number, tx.draw, now)
        return Case(), [opening(ruling, number, now)]

    def _write(self, tx: Transaction, case: Case, decided: list[Event], now: datetime, *, correction: bool) -> Outgoing:
        """What comes of a case's events, once they and all that other cases learn by them are written."""
        first, *others = self._ripple(tx, tx.draw, now).of(case, decided, correction=correction)
        for step in (first, *others):
            self.keep(step.out.case.sha)
            for sha in {one.sha256 for made in step.out.made for one in made.attached}:
                self.keep_attachment(sha)
            rows = [line(event) for event in step.events]
            tx.append(step.out.case.id, step.before.version, rows, now, case_row(self.book, step.out.case, now))
            effects.write(tx, step.events)
            parked = tx.parked(step.out.case.id)
            tx.deeds(None, [deed for p in parked for deed in self._called(tx, step.out.case, p, now)])
        tx.deeds(None, to_do.of_others(others))
        return first.out

    def _called(self, tx: Transaction, case: Case, parked: Intake, now: datetime) -> list[Deed]:
        """The deeds of a parked drop whose turn has come, or whose case is closed: it is dropped again (faults E1)."""
        said, flow = parked.note, self.book.of(case).flows[case.flow]
        stage = flow.stages[case.stage]
        awaited = {(i.form, i.part) for i in stage.awaits} | {("", e.enclosure) for e in stage.encloses}
        if not case.closed and (said["form"], said["part"]) not in awaited:
            return []
        desk = said["desk"]
        called = desk_line(Called(said["file"], case.id))
        tx.append(desk, version_of(tx, desk), [called], now, desk_row(self.book, desk))
        tx.call(parked)
        return to_do.call(parked, desk, said["file"])

    def _ripple(self, tx: Transaction, draw: Draw, now: datetime) -> Ripple:
        book = customers.with_register(tx, self.book)
        find, under = partial(open_cases, tx), partial(cases_under, tx)
        return Ripple(book, partial(loaded, tx), find, under, draw, self.key, now)
