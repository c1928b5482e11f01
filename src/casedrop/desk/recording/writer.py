"""Writing down: one transaction holds everything a drop, or a deadline, will cause, before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain, count

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
from casedrop.cases.situation import Situation
from casedrop.desk import customers
from casedrop.desk.recording import effects
from casedrop.desk.recording.desk_entries import Called, NotTaken, Printed, not_taken
from casedrop.desk.recording.queueing import of_others, queued
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
from casedrop.intake.consequences import conversions, folder_of, of_desk, of_no_drop, papers
from casedrop.intake.effects import ArchiveDrop, ClearInbox, DropAgain, Effect, RecordCase, RecordDesk
from casedrop.intake.judge import events, opening
from casedrop.intake.verdict import Accepted, MovesCase, OpensCase, Steers
from casedrop.language.problem import Problem
from casedrop.store.archive import DESK, desk_folder
from casedrop.store.errors import Conflict
from casedrop.store.ledger import Ledger, Transaction
from casedrop.store.records import Deed, Intake

Answer = Callable[[str, int], Sequence[Effect]]
"""(the desk's folder of the year, the next file in it) -> what must be done for a drop that is not accepted."""
EntryOf = Callable[[str, int], NotTaken]
"""(the desk's folder of the year, the next file in it) -> what its journal says of such a drop."""
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

    def accept(self, intake: Intake, verdict: Accepted, answers: Sequence[Effect], now: datetime) -> str:
        """Write down an accepted drop, all it causes, and the `answers` its sender gets; the case's id.

        Raises Conflict if the case moved on.
        """
        with self.ledger.transaction() as tx:
            case, first = self._case(tx, verdict, now)
            decided = [*first, *events(verdict, Situation.of(self.book, fold(first, case), now))]
            state = fold(decided, case)
            kept = ArchiveDrop(folder_of(state), state.files, intake.sha256, intake.name)
            out = self._write(tx, case, decided, now, correction=corrects(verdict))
            folder, cleared = folder_of(out.case), ClearInbox(intake.path, intake.sha256)
            done = [kept, *papers(decided, out), RecordCase(folder), *answers, cleared, *conversions(out.made, folder)]
            tx.deeds(intake.id, queued(done, f"{intake.id}"))
            tx.settle(intake, "accepted", out.case.id)
        return out.case.id

    def reject(self, intake: Intake, answer: Answer, entry: EntryOf, now: datetime) -> None:
        """Write down a drop that is not accepted and its answer, with an entry in the desk's journal."""
        with self.ledger.transaction() as tx:
            desk = desk_folder(now.astimezone(self.book.zone).year)
            version = version_of(tx, desk)
            written = entry(desk, version + 1)
            line = desk_line(written)
            tx.append(desk, version, [line], now, desk_row(self.book, desk))
            tx.deeds(intake.id, queued(answer(desk, version + 1), f"{intake.id}"))
            tx.settle(intake, written.verdict, written.case, line["data"])

    def ticked(self, case_id: str, now: datetime) -> bool:
        """Whether a deadline of the case was over; what follows from it is then written."""
        with self.ledger.transaction() as tx:
            row = tx.case(case_id)
            if row is None:
                return False
            case = from_json(row.state)
            decided = tick(Situation.of(self.book, case, now))
            if decided:
                out = self._write(tx, case, decided, now, correction=False)
                tx.deeds(None, queued(of_no_drop(decided, out), _at(out.case)))
        return bool(decided)

    def started(self, flow: Flow, beginning: Beginning, now: datetime) -> str | None:
        """The case that the calendar began, once it and all it causes are written; None if there was one of that period."""
        with self.ledger.transaction() as tx:
            if tx.number(series(flow.id, beginning.source), 0, beginning.source.period):
                return None
            number = numbered(self.book, flow.number, tx.draw, now)
            decided = begin(self.book, flow, beginning.event(flow, number, now), now)
            out = self._write(tx, Case(), decided, now, correction=False)
            tx.deeds(None, queued(of_no_drop(decided, out), _at(out.case)))
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
            situation = Situation.of(self.book, case, now)
            due = deadline(replace(situation, now=tx.events(case_id)[-1].at))
            if due == row.due:
                return False
            event = moved(situation, (row.due, due))
            out = self._write(tx, case, [event], now, correction=False)
            tx.deeds(None, queued(of_no_drop([event], out), _at(out.case)))
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
            tx.deeds(None, queued(of_no_drop(decided, out), _at(out.case)))
        return None

    def rehearse_by_hand(self, case_id: str, decide: ByHand, at: datetime) -> list[Document]:
        """The documents that would come out, with dummy numbers; nothing is drawn or written."""
        with self.ledger.transaction() as tx:
            case, decided = self._by_hand(tx, case_id, decide, at)
            return [] if isinstance(decided, Problem) else self._rehearsed(tx, case, decided, at, correction=True)

    def paper(self, wanted: Sheet, folder: str, now: datetime, batch: BatchRow | None = None) -> None:
        """Write a document of the desk's own, which belongs to no case; it comes out into `folder`.

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
            tx.deeds(None, queued(of_desk(made, there), made.key))

    def rehearse(self, verdict: Accepted, now: datetime) -> list[Document]:
        """The documents an accepted drop would bring out, with dummy numbers; nothing is drawn or written (house 4)."""
        case = fold([opening(verdict, Number("0000"), now)]) if isinstance(verdict, OpensCase) else verdict.case
        decided = events(verdict, Situation.of(self.book, case, now))
        with self.ledger.transaction() as tx:
            return self._rehearsed(tx, case, decided, now, correction=corrects(verdict))

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
        by = Situation.of(self.book, fold(decided, case), at)
        return case, with_onward(replace(by, case=case), list(decided))

    def _case(self, tx: Transaction, verdict: Accepted, now: datetime) -> tuple[Case, list[Event]]:
        """The case as it stands and the event that opens it, if any; raises Conflict if it is not as it was judged."""
        if not isinstance(verdict, OpensCase):
            row = tx.case(verdict.case.id)
            if row is None or row.version != verdict.case.version:
                raise Conflict(what=f"Case {verdict.case.id}")
            return from_json(row.state), []
        key = opening(verdict, Number(), now).customer["key"]
        is_asked = verdict.flow.single or (key and not verdict.anew and not verdict.flow.several)
        if is_asked and tx.open_cases(verdict.flow.id, key):
            raise Conflict(what=f"The customer of {verdict.flow.id}")
        number = numbered(self.book, verdict.flow.number, tx.draw, now)
        return Case(), [opening(verdict, number, now)]

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
        tx.deeds(None, of_others(others))
        return first.out

    def _called(self, tx: Transaction, case: Case, parked: Intake, now: datetime) -> list[Deed]:
        """What must be done for a parked drop whose turn has come, or whose case is closed: it is dropped again (faults E1)."""
        entry, stage = not_taken(parked), Situation.of(self.book, case, now).stage
        awaited = {(i.form, i.part) for i in stage.awaits} | {("", e.enclosure) for e in stage.encloses}
        fills = entry.fills if entry else None
        if entry is None or fills is None or (not case.closed and (fills.form, fills.part) not in awaited):
            return []
        desk, file = entry.desk, entry.file
        tx.append(desk, version_of(tx, desk), [desk_line(Called(file, case.id))], now, desk_row(self.book, desk))
        tx.call(parked)
        again, at = DropAgain(desk, file, parked.path, parked.sha256), f"{desk}:{file}"
        return [*queued([again], at), *queued([RecordDesk(desk)], f"{at}:call")]

    def _ripple(self, tx: Transaction, draw: Draw, now: datetime) -> Ripple:
        book = customers.with_register(tx, self.book)
        find, under = partial(open_cases, tx), partial(cases_under, tx)
        return Ripple(book, partial(loaded, tx), find, under, draw, self.key, now)


def _at(case: Case) -> str:
    """What a case as it stands causes is known by."""
    return f"{case.id}:{case.version}"


def corrects(verdict: Accepted) -> bool:
    """Whether what the drop's documents replace becomes void by it: it is a correction, or steers its case."""
    return isinstance(verdict, Steers) or (isinstance(verdict, MovesCase) and verdict.correction)
