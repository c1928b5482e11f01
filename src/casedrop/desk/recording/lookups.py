"""What verdicts look up, from the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from casedrop.cases.case import Case, Event, from_json
from casedrop.cases.definitions import Book
from casedrop.customers.register import Customers
from casedrop.desk import customers
from casedrop.forms.stamp import READABLE, Stamp
from casedrop.intake.submission import Paper
from casedrop.store.archive import SHELF_FOLDER
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
        with self._ledger.transaction() as tx:
            row = tx.case(case_id)
        return from_json(row.state) if row and row.state else None

    def customers(self, book: Book) -> Customers:
        """The register of customers as it stands."""
        with self._ledger.transaction() as tx:
            return customers.as_it_stands(tx, book)

    def numbers(self) -> list[str]:
        """The numbers of all cases."""
        return [row.id for row in self._ledger.cases() if row.state]

    def past(self, case_id: str) -> list[Event]:
        """All that ever happened to the case."""
        return [Event(e.kind, e.data) for e in self._ledger.events(case_id)]

    def open_case(self, flow: str, customer: str) -> str | None:
        """An open case of the flow for the customer (folded name)."""
        with self._ledger.transaction() as tx:
            rows = tx.open_cases(flow, customer)
        return rows[0].id if rows else None

    def keys(self, flow: str) -> set[str]:
        """The keys under which other cases opened cases of the flow, closed ones too."""
        there = (from_json(row.state) for row in self._ledger.cases() if row.flow == flow and row.state)
        return {str(case.source["key"]) for case in there if "key" in case.source}

    def recorded(self, stamp: Stamp) -> Iterator[str]:
        """The lines written for documents like this: of its case and issue, or, if it has no case, of the shelf.

        Those of a case also stand on what was handed back to be dropped again as a correction.
        """
        if not stamp.case:
            yield from (line for e in self._ledger.events(SHELF_FOLDER) for line in e.data["stamps"])
            return
        for event in self._ledger.events(stamp.case):
            if event.kind == "issued" and event.data["issue"] == stamp.issue:
                yield event.data["stamp"]
        yield from (i.note["stamp"] for i in self._ledger.intakes(stamp.case) if i.note and "stamp" in i.note)

    def release(self, stamp: Stamp) -> str:
        """The release by which a case issued the document of that stamp; "" if it issued none."""
        said = (e.data for e in self._ledger.events(stamp.case) if e.kind == "issued") if stamp.case else ()
        return next((str(d["release"]) for d in said if (d["form"], d["issue"]) == (stamp.form, stamp.issue)), "")

    def papers(self, number: str) -> list[Paper]:
        """What is known of the papers of a document, for each of its issues; [] for a number nothing bears."""
        row = self._ledger.find_document(number)
        events = self._ledger.events(row.case_id) if row and row.number == number else []
        void = self._ledger.void(number)
        return [_paper(e.data, void) for e in events if e.kind == "issued" and e.data["number"] == number]

    def stamps(self, foot: str) -> list[tuple[Stamp, str]]:
        """The stamps and check codes of the documents whose number stands in the text, the latest issue first."""
        found = [self._ledger.find_document(m.group(3)) for m in re.finditer(READABLE, foot)]
        cases = {d.case_id for d in found if d}
        rows = [d for c in cases for d in self._ledger.documents(c)]
        return [
            (Stamp(d.form, d.version, d.lang, d.case_id, d.stage, d.issue, d.number or ""), d.code)
            for d in sorted(rows, key=lambda d: -d.issue)
        ]


def _paper(said: Mapping[str, Any], void: str | None) -> Paper:
    return Paper(
        case=said["case"],
        form=said["form"],
        lang=said["lang"],
        number=said["number"],
        issue=said["issue"],
        copies=max((p["copy"] for p in said["prints"]), default=0),
        key=bytes.fromhex(said["code_key"]),
        void=void is not None,
    )
