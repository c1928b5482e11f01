"""The register of customers as it stands: the rows of the sheet that was accepted last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casedrop.core.book import Book
from casedrop.core.customers import Customers
from casedrop.store.ledger import Ledger, Transaction


def register(ledger: Ledger, book: Book) -> tuple[Mapping[str, Any], ...]:
    """The rows of the register as it stands, in the sheet's order; () if none is kept, or none was accepted yet."""
    with ledger.transaction() as tx:
        return as_it_stands(tx, book).rows


def as_it_stands(tx: Transaction, book: Book) -> Customers:
    """The register as it stands within a transaction: that of its flow's one open case."""
    found = book.opener(book.customers.form)
    rows = tx.open_cases(found[0].id, "") if found else []
    answers = [row.state["answers"].get(book.customers.form) for row in rows]
    said: Mapping[str, Any] = next((a for a in answers if a), {})
    return book.customers.holding(said.get(book.customers.table, ()))
