"""The register of customers as a value: who is known, under which name, and who is called much the same. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from casedrop.language import similarity
from casedrop.language.problem import Answers, Problem

Row = Answers
"""One customer, as a row of the register says: blocks shared with other forms, and columns of the register's own."""


@dataclass(frozen=True)
class Customers:
    """The rows of the register and how they are read. `form` keeps it ("": none is kept), in its list `table`; `blocks` names
    the columns of blocks that other forms share, `language` the column of the customer's own language ("": none)."""

    form: str = ""
    table: str = ""
    blocks: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    rows: tuple[Row, ...] = ()

    def holding(self, rows: Iterable[Row]) -> Customers:
        """The register with these rows."""
        return replace(self, rows=tuple(rows))

    def named(self, name: str) -> Row | None:
        """The row of the customer of that name, written in whatever way; None if none has it."""
        return self._by_name.get(similarity.key(name))

    def known(self, customer: Row) -> Row | None:
        """The row of a customer by the name; None if none has it, or another code than the customer."""
        row = self.named(customer.get("name", ""))
        codes = {similarity.key(c["code"]) for c in (customer, self.customer(row or {})) if c.get("code")}
        return row if len(codes) < 2 else None

    def find(self, name: str) -> Row | None:
        """The row of the customer who has that code, name or short name, looked for in this order; None if none has."""
        wanted = similarity.key(name)
        rows = (index.get(wanted) for index in (self._by_code, self._by_name, self._by_short_name))
        return next((row for row in rows if row), None)

    def similar(self, name: str, code: str = "") -> list[str]:
        """The names of customers called much the same, three at the most, the likest first; who has the code comes first."""
        named = self._by_code.get(similarity.key(code)) if code else None
        first = [self.name(named)] if named else []
        known = [(self.name(row), self._ways(row)) for row in self.rows]
        return [*first, *(n for n in similarity.best(name, known) if n not in first)][:3]

    def notice(self, customer: Row) -> Problem | None:
        """What whoever names a customer so should look at: nobody is called so, or otherwise, or has another code; None if
        all is well, or no register is kept."""
        name, code = customer.get("name", ""), customer.get("code", "")
        row = self.named(name)
        if not self.rows or not name:
            return None
        if row is None:
            return Problem("customer.unknown", args={"name": name, "similar": self.similar(name, code)})
        if self.known(customer) is None:
            return Problem("customer.code", args={"name": name, "known": self.customer(row)["code"], "code": code})
        known = self.name(row)
        return None if name == known else Problem("customer.otherwise", args={"name": name, "known": known})

    def gone(self, rows: Iterable[Row]) -> list[str]:
        """The names of the customers whom a later register, of these rows, no longer has by code or name."""
        later = self.holding(rows)
        before = [(self.name(row), self.customer(row).get("code", "")) for row in self.rows]
        return [name for name, code in before if not any(later.find(way) for way in (code, name) if way)]

    def name(self, row: Row) -> str:
        """What a row's customer is called."""
        return str(self.customer(row).get("name", ""))

    def customer(self, row: Row) -> Row:
        """A row's customer block."""
        return self.block(row, "customer")

    def block(self, row: Row, shared: str) -> Row:
        """What a row says of a block that forms share; {} if nothing."""
        block: Row = row.get(self.blocks.get(shared, ""), {})
        return block

    def _ways(self, row: Row) -> list[str]:
        customer = self.customer(row)
        return [customer[k] for k in ("name", "short_name", "code") if customer.get(k)]

    def _index(self, part: str) -> Mapping[str, Row]:
        """The rows by the key of a part of their customer; what several have, none is found by."""
        keys = [(similarity.key(self.customer(row).get(part, "")), row) for row in self.rows]
        counted: dict[str, list[Row]] = {}
        for key, row in keys:
            counted.setdefault(key, []).append(row)
        return {key: rows[0] for key, rows in counted.items() if key and len(rows) == 1}

    @cached_property
    def _by_name(self) -> Mapping[str, Row]:
        return self._index("name")

    @cached_property
    def _by_short_name(self) -> Mapping[str, Row]:
        return self._index("short_name")

    @cached_property
    def _by_code(self) -> Mapping[str, Row]:
        return self._index("code")
