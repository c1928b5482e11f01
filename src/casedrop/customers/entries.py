"""Who stands in the register: each customer with the rows of his products and periods, and how one of them is looked up. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from casedrop.language import similarity
from casedrop.language.problem import Answers

Row = Answers
"""One row of the register: blocks shared with other forms, and columns of the register's own."""
WAYS = ("name", "short_name", "code")
"""The names of the customer block by which somebody may be called."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One customer of the register: the `key` that tells him from others, and his rows, one for each product and period of
    service. `listed`: he stands in a sheet that whoever keeps the register handed in; else flows alone know of him."""

    key: str
    rows: tuple[Row, ...]
    listed: bool = True


class Lookup(Protocol):
    """Where entries are looked up: in memory, or in the ledger by its indexes."""

    def by(self, way: str, key: str) -> Entry | None:
        """The customer whose `way` (`name`, `short_name`, `code`) has that similarity key; None if none or several have."""

    def entries(self) -> Iterable[Entry]:
        """All customers, by their keys."""

    def ways(self) -> Iterable[Sequence[str]]:
        """The name, short name and code ("" where there is none) of every listed customer."""


def key_of(customer: Row) -> str:
    """What tells a customer from others: the code, however it is written, or, of one without, the name."""
    code = similarity.key(str(customer.get("code") or ""))
    return code or f"~{similarity.key(str(customer.get('name') or ''))}"


def grouped(rows: Iterable[Row], block: str) -> dict[str, tuple[Row, ...]]:
    """The rows by customer, in their order; `block` is the column of the customer. Rows without a code are never taken for
    one customer."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        key = key_of(row.get(block, {}))
        again = key.startswith("~") and key in found
        found.setdefault(f"{key}~{len(found)}" if again else key, []).append(row)
    return {key: tuple(found[key]) for key in sorted(found)}


def way_of(entry: Entry, block: str, way: str) -> str:
    """How a customer is called in one way; "" if in none."""
    return str(entry.rows[0].get(block, {}).get(way) or "") if entry.rows else ""


@dataclass(frozen=True)
class InMemory:
    """Entries looked up in memory; `block` is the column of the customer."""

    all: tuple[Entry, ...] = ()
    block: str = "customer"

    def by(self, way: str, key: str) -> Entry | None:
        """The customer whose `way` has that similarity key; None if none or several have."""
        return self._index[way].get(key)

    def entries(self) -> Iterable[Entry]:
        """All customers, by their keys."""
        return self.all

    def ways(self) -> Iterator[Sequence[str]]:
        """The name, short name and code of every listed customer."""
        yield from (tuple(way_of(one, self.block, way) for way in WAYS) for one in self.all if one.listed)

    @cached_property
    def _index(self) -> Mapping[str, Mapping[str, Entry]]:
        return {way: self._by(way) for way in WAYS}

    def _by(self, way: str) -> Mapping[str, Entry]:
        keyed = [(similarity.key(way_of(one, self.block, way)), one) for one in self.all]
        often = Counter(key for key, _ in keyed)
        return {key: one for key, one in keyed if key and often[key] == 1}
