"""Writing down: one transaction holds everything a drop, or whatever else, will cause, before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, count

from casedrop.cases.case import Case, from_json
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event
from casedrop.cases.evolve import fold
from casedrop.cases.numbering import Draw, Number, numbered
from casedrop.cases.situation import Situation
from casedrop.desk import customers
from casedrop.desk.recording import effects, registering
from casedrop.desk.recording.desk_entries import Called, FormOfDrop, NotTaken, not_taken
from casedrop.desk.recording.queueing import of_others, queued
from casedrop.desk.recording.rows import (
    case_row,
    cases_under,
    desk_line,
    desk_row,
    events_of,
    line,
    loaded,
    open_cases,
    version_of,
)
from casedrop.documents.document import Document
from casedrop.documents.plan import Outgoing
from casedrop.intake.cascade import Cascade
from casedrop.intake.effects import ArchiveDrop, ClearInbox, DropAgain, Effect, RecordCase, RecordDesk
from casedrop.intake.effects_of import conversions, of_no_drop, papers
from casedrop.intake.judge import events, opening
from casedrop.intake.verdict import Acceptance, MovesCase, OpensCase, Rejection, Steers
from casedrop.store.archive import desk_folder
from casedrop.store.errors import Conflict
from casedrop.store.ledger import Lease, Ledger, Snapshot, Transaction
from casedrop.store.records import Intake, QueuedEffect

Answer = Callable[[str, int], tuple[NotTaken, Sequence[Effect]]]
"""(the desk's folder of the year, the next file in it) -> what its journal says of a drop that is not accepted, and what must
be done."""


@dataclass(frozen=True)
class Writer:
    """Writes decisions down. `key` signs stamps; `keep` puts a release into the archive before a case runs by it,
    `keep_attachment` a document before it is sent along. `lease` says whether who took a drop in begins its effects at once."""

    book: Definitions
    ledger: Ledger
    key: bytes
    keep: Callable[[str], object]
    keep_attachment: Callable[[str], object]
    lease: Callable[[Intake, datetime], Lease | None] = lambda _intake, _now: None

    def accept(self, intake: Intake, verdict: Acceptance, answers: Sequence[Effect], now: datetime) -> str:
        """Write down an accepted drop, all it causes, and the `answers` its sender gets; the case's id.

        Raises Conflict if the case moved on.
        """
        # The release's many files are made durable before the ledger is held, not while others wait for it.
        self.keep(verdict.flow.sha if isinstance(verdict, OpensCase) else verdict.case.sha)
        with self.ledger.transaction() as tx:
            case, first = self._loaded(tx, verdict, now)
            self._hand_in(tx, verdict, fold(first, case), now)
            opened = fold(first, case)
            decided = [*first, *events(verdict, Situation.of(self.book, opened, now))]
            out = self.write(tx, case, decided, now, correction=corrects(verdict))
            kept, place = _kept(intake, fold(decided, case)), out.case.place
            cleared, pdfs = ClearInbox(intake.path, intake.sha256), conversions(out.made, place)
            done = (kept, *papers(decided, out), RecordCase(place), *answers, cleared, *pdfs)
            tx.queue(intake.id, queued(done, f"{intake.id}"), self.lease(intake, now))
            tx.unaccept(intake.sha256, case.id)  # what the same bytes answered before (`intake.repeats`)
            tx.settle(intake, "accepted", out.case.id)
        return out.case.id

    def reject(self, intake: Intake, verdict: Rejection, answer: Answer, now: datetime) -> None:
        """Write down a drop that is not accepted and its answer, with an entry in the desk's journal."""
        with self.ledger.transaction() as tx:
            desk = desk_folder(now.astimezone(self.book.zone).year)
            version = version_of(tx, desk)
            entry, done = answer(desk, version + 1)
            tx.append(desk, version, [desk_line(entry)], now, desk_row(self.book, desk))
            tx.queue(intake.id, queued(done, f"{intake.id}"), self.lease(intake, now))
            tx.settle(intake, verdict.kind, verdict.case_id, desk_line(entry)["data"])

    def rehearse(self, verdict: Acceptance, now: datetime) -> list[Document]:
        """The documents an accepted drop would bring out, with dummy numbers; nothing is drawn or written (house 4)."""
        case = fold([opening(verdict, Number("0000"), now)]) if isinstance(verdict, OpensCase) else verdict.case
        decided = events(verdict, Situation.of(self.book, case, now))
        with self.ledger.snapshot() as there:
            return self.rehearsed(there, case, decided, now, correction=corrects(verdict))

    def rehearsed(
        self, tx: Snapshot, case: Case, decided: list[Event], at: datetime, *, correction: bool
    ) -> list[Document]:
        """What a case's events would bring out, also in the cases they open; dummy numbers above all real ones tell these
        apart."""
        dummies = chain([0], count(10**6))
        cascade = self._cascade(tx, lambda _series, _year: next(dummies), at)
        return [made for step in cascade.of(case, decided, correction=correction) for made in step.out.made]

    def write_all(
        self, tx: Transaction, case: Case, decided: list[Event], now: datetime, *, correction: bool = False
    ) -> Case:
        """Write a case's events that no drop brought, and all they cause; the case after them."""
        out = self.write(tx, case, decided, now, correction=correction)
        tx.queue(None, queued(of_no_drop(decided, out), f"{out.case.id}:{out.case.version}"))
        return out.case

    def write(self, tx: Transaction, case: Case, decided: list[Event], now: datetime, *, correction: bool) -> Outgoing:
        """Write a case's events, and all that other cases learn by them; what comes out of the case.

        `correction`: what the documents that come out replace becomes void.
        """
        first, *others = self._cascade(tx, tx.draw, now).of(case, decided, correction=correction)
        registering.follow(tx, self.book, [first, *others], now, correction=correction)
        for step in (first, *others):
            self.keep(step.out.case.sha)
            for sha in {one.sha256 for made in step.out.made for one in made.attached if not one.source}:
                self.keep_attachment(sha)
            lines = [line(event) for event in step.events]
            tx.append(step.out.case.id, step.before.version, lines, now, case_row(self.book, step.out.case, now))
            effects.write(tx, step.events)
            for parked in tx.parked(step.out.case.id):
                tx.queue(None, list(self._called(tx, step.out.case, parked, now)))
        tx.queue(None, of_others(others))
        return first.out

    def _loaded(self, tx: Transaction, verdict: Acceptance, now: datetime) -> tuple[Case, list[Event]]:
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

    def _hand_in(self, tx: Transaction, verdict: Acceptance, case: Case, now: datetime) -> None:
        """Write down what a sheet of the register of customers changes in it, so that those who come after see it."""
        register = self.book.customers
        if isinstance(verdict, OpensCase | MovesCase) and verdict.drop.form == register.form:
            if verdict.register != registering.version(tx):
                raise Conflict(what="The register of customers")
            rows, by = verdict.answers.get(register.table, ()), (verdict.drop.role, verdict.drop.name)
            registering.hand_in(tx, self.book, case, rows, by, now)

    def _called(self, tx: Transaction, case: Case, parked: Intake, now: datetime) -> Iterator[QueuedEffect]:
        """What must be done for a parked drop whose turn has come, or whose case is closed: it is dropped again (faults E1)."""
        entry, stage = not_taken(parked), Situation.of(self.book, case, now).stage
        awaited = {FormOfDrop(i.form, i.part) for i in stage.awaits} | {
            FormOfDrop("", e.enclosure) for e in stage.encloses
        }
        if entry is None or not (case.closed or entry.fills in awaited):
            return
        desk, file = entry.desk, entry.file
        called = desk_line(Called(file, case.id))
        tx.append(desk, version_of(tx, desk), [called], now, desk_row(self.book, desk))
        tx.call(parked)
        yield from queued([DropAgain(desk, file, parked.path, parked.sha256)], f"{desk}:{file}")
        yield from queued([RecordDesk(desk)], f"{desk}:{file}:call")

    def _cascade(self, tx: Snapshot, draw: Draw, now: datetime) -> Cascade:
        book = customers.with_register(tx, self.book)
        find, under = partial(open_cases, tx), partial(cases_under, tx)
        known = partial(events_of, tx)
        return Cascade(book, partial(loaded, tx), find, under, known, draw, self.key, now)


def corrects(verdict: Acceptance) -> bool:
    """Whether what the drop's documents replace becomes void by it: it is a correction, or steers its case."""
    return isinstance(verdict, Steers) or (isinstance(verdict, MovesCase) and verdict.correction)


def _kept(intake: Intake, state: Case) -> ArchiveDrop:
    """The drop as the case's next file, the case standing as its own events leave it."""
    return ArchiveDrop(state.place, state.files, intake.sha256, intake.name)
