"""What verdicts look up, from the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event, Issued
from casedrop.customers.register import Customers
from casedrop.desk import customers
from casedrop.desk.recording.desk_entries import Shelved, entries_of, not_taken
from casedrop.desk.recording.rows import loaded, past, version_of
from casedrop.forms.stamp import READABLE, Stamp
from casedrop.intake.submission import Paper
from casedrop.store.archive import CUSTOMERS_FOLDER, SHELF_FOLDER
from casedrop.store.ledger import Ledger


class LedgerRecords:
    """`submission.Records` over the ledger, each question its own reading."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def accepted(self, sha256: str) -> str | None:
        """The case that accepted exactly these bytes."""
        intake = self._ledger.accepted(sha256)
        return intake.case_id if intake else None

    def case(self, case_id: str) -> Case | None:
        """The case as it stands."""
        with self._ledger.snapshot() as there:
            return loaded(there, case_id)

    def customers(self, book: Definitions) -> Customers:
        """The register of customers as it stands."""
        return book.customers.looked_up(customers.OverLedger(self._ledger))

    def register_changes(self) -> int:
        """How many changes the register of customers has seen."""
        with self._ledger.snapshot() as there:
            return version_of(there, CUSTOMERS_FOLDER)

    def numbers(self) -> list[str]:
        """The numbers of all cases."""
        return self._ledger.case_numbers()

    def numbers_in(self, words: str) -> list[str]:
        """The numbers of the cases that stand in a text, however they are typed."""
        return self._ledger.case_numbers_in(words)

    def past(self, case_id: str) -> list[Event]:
        """All that ever happened to the case."""
        return past(self._ledger.events(case_id))

    def open_case(self, flow: str, customer: str) -> str | None:
        """An open case of the flow for the customer (folded name)."""
        with self._ledger.snapshot() as there:
            rows = there.open_cases(flow, customer)
        return rows[0].id if rows else None

    def is_key(self, flow: str, key: str) -> bool:
        """Whether a case of the flow, open or closed, was ever opened under a key."""
        return self._ledger.is_under(flow, key)

    def recorded(self, stamp: Stamp) -> Iterator[str]:
        """The lines written for documents like this: of its case and issue, or, if it has no case, of the shelf.

        Those of a case also stand on what was handed back to be dropped again as a correction.
        """
        if not stamp.case:
            shelved = entries_of(self._ledger.events(SHELF_FOLDER))
            yield from (line for entry in shelved if isinstance(entry, Shelved) for line in entry.stamps)
            return
        yield from (event.stamp for event in self._issued(stamp.case) if event.issue == stamp.issue)
        returned = map(not_taken, self._ledger.intakes(stamp.case))
        yield from (entry.stamp for entry in returned if entry and entry.stamp)

    def release(self, stamp: Stamp) -> str:
        """The release by which a case issued the document of that stamp; "" if it issued none."""
        issued = self._issued(stamp.case) if stamp.case else []
        return next((e.release for e in issued if (e.form, e.issue) == (stamp.form, stamp.issue)), "")

    def papers(self, number: str) -> list[Paper]:
        """What is known of the papers of a document, for each of its issues; [] for a number nothing bears."""
        row = self._ledger.find_document(number)
        issued = self._issued(row.case_id) if row and row.number == number else []
        void = self._ledger.void(number) is not None
        return [_paper(event, is_void=void) for event in issued if event.number == number]

    def stamps(self, foot: str) -> list[tuple[Stamp, str]]:
        """The stamps and check codes of the documents whose number stands in the text, the latest issue first."""
        named = [self._ledger.find_document(m.group(3)) for m in re.finditer(READABLE, foot)]
        cases = {d.case_id for d in named if d}
        rows = [d for c in cases for d in self._ledger.documents(c)]
        return [
            (Stamp(d.form, d.version, d.lang, d.case_id, d.stage, d.issue, d.number or ""), d.code)
            for d in sorted(rows, key=lambda d: -d.issue)
        ]

    def _issued(self, case_id: str) -> list[Issued]:
        """What a case, or a folder of the desk, ever issued."""
        entries = [entry for entry in self._ledger.events(case_id) if entry.kind == "issued"]
        return [event for event in past(entries) if isinstance(event, Issued)]


def _paper(issued: Issued, *, is_void: bool) -> Paper:
    return Paper(
        case=issued.case,
        form=issued.form,
        lang=issued.lang,
        number=issued.number,
        issue=issued.issue,
        copies=max((paper.copy for paper in issued.prints), default=0),
        key=bytes.fromhex(issued.code_key),
        void=is_void,
    )
