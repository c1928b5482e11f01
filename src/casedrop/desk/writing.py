"""Writing down: one transaction holds everything a drop, or a deadline, will cause, before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casedrop.core.book import Book
from casedrop.core.case import Case, Event, fold, from_json, to_json
from casedrop.core.decide import deadline, tick
from casedrop.core.plan import Document, Draw, Outgoing, bring_out, numbered
from casedrop.desk import deeds as to_do
from casedrop.desk.verdict import Verdict, events, opening
from casedrop.store.archive import desk_folder
from casedrop.store.ledger import Ledger, Transaction
from casedrop.store.trouble import Conflict
from casedrop.store.values import CaseRow, Deed, DocumentRow, Intake

Answer = Callable[[str, int], Sequence[Deed]]


@dataclass
class Numbers:
    """Numbers drawn in one transaction, to be bound to what they were drawn for."""

    tx: Transaction
    drawn: list[tuple[str, int, int]] = field(default_factory=list)

    def draw(self, series: str, year: int) -> int:
        """The next number of the series."""
        n = self.tx.draw(series, year)
        self.drawn.append((series, year, n))
        return n

    def bind(self, text: str, key: str) -> None:
        """None once the oldest number not yet bound belongs to `key`, written as `text`."""
        self.tx.bind(*self.drawn.pop(0), text, key)


@dataclass(frozen=True)
class Writer:
    """Writes decisions down. `key` signs stamps."""

    book: Book
    ledger: Ledger
    key: bytes

    def accepted(self, intake: Intake, ruling: Verdict, now: datetime) -> str:
        """The case's id, once the accepted drop and all it causes are written; raises Conflict if the case moved on."""
        with self.ledger.transaction() as tx:
            numbers = Numbers(tx)
            case, first = self._case(tx, numbers, ruling, now)
            decided = [*first, *events(self.book, ruling, fold(first, case), now)]
            deeds = [to_do.keep(intake, fold(decided, case))]
            out = self._write(tx, numbers, case, decided, now, correction=ruling.correction)
            at = f"{intake.id}"
            deeds += [*_papers(out, at), to_do.record(out.case, at), to_do.clear(intake)]
            tx.deeds(intake.id, [*deeds, *to_do.pdfs(out.made, out.case, at)])
            tx.settle(intake, "accepted", out.case.id)
        return out.case.id

    def other(self, intake: Intake, ruling: Verdict, answer: Answer, note: Any, now: datetime) -> None:
        """None once a refused, stray or duplicate drop and its answer are written, with an entry in the desk's journal.

        `answer(folder, file)` gives the deeds, once the desk's folder of the year and the next file in it are known.
        """
        with self.ledger.transaction() as tx:
            desk = desk_folder(now.astimezone(self.book.zone).year)
            row = tx.case(desk)
            version = row.version if row else 0
            there = CaseRow(desk, "_desk", self.book.lang, "", "", closed=True, state={})
            tx.append(desk, version, [{"kind": ruling.kind, "data": note}], now, there)
            tx.deeds(intake.id, answer(desk, version + 1))
            tx.settle(intake, ruling.kind, ruling.case_id, note)

    def ticked(self, case_id: str, now: datetime) -> bool:
        """Whether a deadline of the case was over; what follows from it is then written."""
        with self.ledger.transaction() as tx:
            row = tx.case(case_id)
            if row is None:
                return False
            case = from_json(row.state)
            decided = tick(self.book, self.book.flows[case.flow], case, now)
            if decided:
                out = self._write(tx, Numbers(tx), case, decided, now, correction=False)
                at = f"{out.case.id}:{out.case.version}"
                tx.deeds(None, [*_papers(out, at), to_do.record(out.case, at), *to_do.pdfs(out.made, out.case, at)])
        return bool(decided)

    def rehearse(self, ruling: Verdict, now: datetime) -> list[Document]:
        """The documents an accepted drop would bring out, with dummy numbers; nothing is drawn or written (house 4)."""
        case = ruling.case or fold([opening(ruling, "0000", now)])
        decided = events(self.book, ruling, case, now)
        return list(self._out(case, decided, lambda _series, _year: 0, now, correction=ruling.correction).made)

    def _case(self, tx: Transaction, numbers: Numbers, ruling: Verdict, now: datetime) -> tuple[Case, list[Event]]:
        """The case as it stands and the event that opens it, if any; raises Conflict if it is not as it was judged."""
        if ruling.case:
            row = tx.case(ruling.case.id)
            if row is None or row.version != ruling.case.version:
                raise Conflict(what=f"Case {ruling.case.id}")
            return from_json(row.state), []
        assert ruling.flow is not None  # noqa: S101 - an accepted verdict has its flow
        if not ruling.anew and tx.open_cases(ruling.flow.id, opening(ruling, "", now).data["customer"]["key"]):
            raise Conflict(what=f"The customer of {ruling.flow.id}")
        case_id = numbered(self.book, ruling.flow.number, numbers.draw, now)
        numbers.bind(case_id, f"case:{case_id}")
        return Case(), [opening(ruling, case_id, now)]

    def _write(
        self, tx: Transaction, numbers: Numbers, case: Case, decided: list[Event], now: datetime, *, correction: bool
    ) -> Outgoing:
        out = self._out(case, decided, numbers.draw, now, correction=correction)
        rows = [{"kind": e.kind, "data": e.data} for e in (*decided, *out.events)]
        tx.append(out.case.id, case.version, rows, now, self._row(out.case, now))
        for void in (e for e in out.events if e.kind == "voided"):
            tx.withdraw(void.data["number"], void.data["reason"])
        for made in out.made:
            row = _document_row(made)
            tx.document(row)
            if made.draws:
                numbers.bind(made.number, row.key)
        return out

    def _out(self, case: Case, decided: list[Event], draw: Draw, now: datetime, *, correction: bool) -> Outgoing:
        after = fold(decided, case)
        flow = self.book.flows[after.flow]
        return bring_out(self.book, flow, after, decided, draw, self.key, now, correction=correction)

    def _row(self, case: Case, now: datetime) -> CaseRow:
        return CaseRow(
            id=case.id,
            flow=case.flow,
            lang=case.lang,
            customer=case.customer["key"],
            stage=case.stage,
            closed=bool(case.closed),
            due=deadline(self.book, self.book.flows[case.flow], case, now),
            version=case.version,
            state=to_json(case),
        )


def _papers(out: Outgoing, at: str) -> list[Deed]:
    """The deeds of documents: those that became void out of the outbox first, then the new ones in."""
    void = [e.data["number"] for e in out.events if e.kind == "voided"]
    return [*to_do.withdraw(void, out.case, at), *to_do.issues(out.made, out.case, at)]


def _document_row(made: Document) -> DocumentRow:
    return DocumentRow(
        key=made.key,
        case_id=made.stamp.case,
        form=made.form,
        version=made.version,
        lang=made.lang,
        stage=made.part,
        issue=made.stamp.issue,
        number=made.number or None,
        code=made.facts["doc"]["readable"].rsplit(" ", 1)[-1],
        name=made.name,
    )
