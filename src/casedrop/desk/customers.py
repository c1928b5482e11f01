"""The register of customers as it stands: the rows of the sheet that was accepted last."""

from __future__ import annotations

from dataclasses import replace

from casedrop.cases.definitions import Definitions
from casedrop.customers.register import Customers, Row
from casedrop.desk.room import Room
from casedrop.language.problem import Answers, Problem
from casedrop.store.ledger import Ledger, Snapshot


def register(ledger: Ledger, book: Definitions) -> tuple[Answers, ...]:
    """The rows of the register as it stands, in the sheet's order; () if none is kept, or none was accepted yet."""
    with ledger.snapshot() as there:
        return as_it_stands(there, book).rows


def asked(room: Room, name: str) -> tuple[Customers, Row] | Problem:
    """The register and the row of the customer of that code, name or short name; the Problem that there is none, with the
    names that are similar."""
    with room.ledger.snapshot() as there:
        known = as_it_stands(there, room.workspace.book)
    if not known.rows:
        return Problem("customer.none")
    row = known.find(name)
    return (known, row) if row else Problem("customer.unknown", args={"name": name, "similar": known.similar(name)})


def with_register(tx: Snapshot, book: Definitions) -> Definitions:
    """The book with the register of customers as it stands at this moment. Only here does a decision look the
    register up; what it took from it is written into its events.
    """
    return replace(book, customers=as_it_stands(tx, book))


def as_it_stands(tx: Snapshot, book: Definitions) -> Customers:
    """The register as it stands at a moment: that of its flow's one open case."""
    opener = book.opener(book.customers.form)
    rows = tx.open_cases(opener[0].id, "") if opener else []
    answers = [row.state["answers"].get(book.customers.form) for row in rows]
    filled: Answers = next((a for a in answers if a), {})
    return book.customers.holding(filled.get(book.customers.table, ()))
