"""The register of customers as it stands, looked up in the ledger by its indexes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from casedrop.cases.definitions import Definitions
from casedrop.customers.entries import WAYS, Entry, Row, way_of
from casedrop.customers.register import Customers
from casedrop.desk.room import Room
from casedrop.language import similarity
from casedrop.language.problem import Problem
from casedrop.store.ledger import Ledger, Snapshot
from casedrop.store.records import CustomerRow


class _Asked(Protocol):
    """What a snapshot of the ledger, or a transaction, answers about customers."""

    def customers_by(self, way: str, key: str) -> list[CustomerRow]: ...
    def all_customers(self) -> list[CustomerRow]: ...
    def customer_ways(self) -> Iterator[tuple[str, ...]]: ...


@dataclass(frozen=True)
class InLedger:
    """Customers looked up in a snapshot of the ledger, while that lasts."""

    there: _Asked

    def by(self, way: str, key: str) -> Entry | None:
        """The customer whose `way` has that similarity key; None if none or several have."""
        found = self.there.customers_by(way, key)
        return entry_of(found[0]) if len(found) == 1 else None

    def entries(self) -> Iterable[Entry]:
        """All customers, by their keys; reads all there is."""
        return tuple(map(entry_of, self.there.all_customers()))

    def ways(self) -> Iterable[Sequence[str]]:
        """The name, short name and code of every listed customer."""
        return self.there.customer_ways()


@dataclass(frozen=True)
class OverLedger:
    """The same with a snapshot of its own for each question."""

    ledger: Ledger

    def by(self, way: str, key: str) -> Entry | None:
        """The customer whose `way` has that similarity key; None if none or several have."""
        with self.ledger.snapshot() as there:
            return InLedger(there).by(way, key)

    def entries(self) -> Iterable[Entry]:
        """All customers, by their keys; reads all there is."""
        with self.ledger.snapshot() as there:
            return InLedger(there).entries()

    def ways(self) -> Iterable[Sequence[str]]:
        """The name, short name and code of every listed customer."""
        with self.ledger.snapshot() as there:
            return tuple(there.customer_ways())


def entry_of(row: CustomerRow) -> Entry:
    """A customer as the ledger has him."""
    return Entry(row.key, tuple(row.rows), row.listed)


def row_of(register: Customers, entry: Entry) -> CustomerRow:
    """A customer as the ledger keeps him."""
    block = register.blocks.get("customer", "customer")
    ways = {way: way_of(entry, block, way) for way in WAYS}
    keys = {way: similarity.key(text) for way, text in ways.items()}
    return CustomerRow(entry.key, **keys, listed=entry.listed, ways=list(ways.values()), rows=list(entry.rows))


def register(ledger: Ledger, book: Definitions) -> tuple[Row, ...]:
    """The rows of the register as it stands, customer by customer; () if none is kept, or none was accepted yet."""
    return book.customers.looked_up(OverLedger(ledger)).rows


def asked(room: Room, name: str, product: str = "") -> tuple[Customers, Row] | Problem:
    """The register, and what is known of the customer of that code, name or short name and of that product; the Problem that
    there is none, with the names that are similar."""
    known = room.workspace.book.customers.looked_up(OverLedger(room.ledger))
    entry = known.find_entry(name)
    if entry and entry.listed:
        return known, known.about(entry, product)
    if next(iter(known.there.ways()), None) is None:
        return Problem("customer.none")
    return Problem("customer.unknown", args={"name": name, "similar": known.similar(name)})


def with_register(tx: Snapshot, book: Definitions) -> Definitions:
    """The book with the register of customers as it stands at this moment. Only here does a decision look the
    register up; what it took from it is written into its events.
    """
    return replace(book, customers=as_it_stands(tx, book))


def as_it_stands(tx: Snapshot, book: Definitions) -> Customers:
    """The register as it stands at a moment, looked up as long as that snapshot lasts."""
    return book.customers.looked_up(InLedger(tx)) if book.customers.form else book.customers
