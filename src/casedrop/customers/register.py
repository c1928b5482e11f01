"""The register of customers as a value: who is known, under which name, what of each product, and who is called much the
same. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from casedrop.customers.entries import Entry, InMemory, Lookup, Row, grouped
from casedrop.language import similarity
from casedrop.language.problem import Problem


@dataclass(frozen=True)
class Customers:
    """The register and how it is read. `form` keeps it ("": none is kept), in its list `table`; `blocks` names the columns of
    blocks that other forms share, `language` the column of the customer's own language ("": none). `of_product` are the
    columns that belong to the product of a row, `period` that of its service, with `from` and `until` ("": none)."""

    form: str = ""
    table: str = ""
    blocks: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    of_product: tuple[str, ...] = ()
    period: str = ""
    there: Lookup = field(default_factory=InMemory)

    def holding(self, rows: Iterable[Row]) -> Customers:
        """The register with these rows."""
        block = self.blocks.get("customer", "")
        entries = (Entry(key, theirs) for key, theirs in grouped(rows, block).items())
        return self.looked_up(InMemory(tuple(entries), block))

    def looked_up(self, there: Lookup) -> Customers:
        """The register whose customers are looked up there."""
        return replace(self, there=there)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, customer by customer; reads all there is."""
        return tuple(row for entry in self.there.entries() for row in entry.rows)

    def entry(self, name: str) -> Entry | None:
        """The customer of that name, written in whatever way; None if none, or several, have it."""
        return self.there.by("name", similarity.key(name)) if name else None

    def named(self, name: str) -> Row | None:
        """What the listed customer of that name is, in whatever way it is written; None if none has it."""
        return self._listed(self.entry(name))

    def known(self, customer: Row, product: str = "") -> Row | None:
        """What is known of a listed customer by the name, and of that product of his; None if none has it, or another code than
        the customer."""
        entry = self.entry(customer.get("name", ""))
        row = self._listed(entry)
        codes = {similarity.key(c["code"]) for c in (customer, self.customer(row or {})) if c.get("code")}
        return self.about(entry, product) if entry and row and len(codes) < 2 else None

    def find(self, name: str) -> Row | None:
        """What the listed customer of that code, name or short name is, looked for in this order; None if none has it."""
        return self._listed(self.find_entry(name))

    def find_entry(self, name: str) -> Entry | None:
        """The customer of that code, name or short name, looked for in this order; None if none has it."""
        wanted = similarity.key(name)
        found = (self.there.by(way, wanted) for way in ("code", "name", "short_name"))
        return next((entry for entry in found if entry), None)

    def about(self, entry: Entry, product: str = "") -> Row:
        """What is known of a customer and of one product: the row of its last period; without a product that of the only one
        he has. Of another product, or of one of several, only what the customer is."""
        rows = self.of(entry, product)
        if rows:
            return rows[-1]
        return {name: value for name, value in entry.rows[0].items() if name not in self.of_product}

    def of(self, entry: Entry, product: str = "") -> tuple[Row, ...]:
        """The rows of a customer's product, the last period last; without a name those of the only product he has, or ()."""
        named = {similarity.key(self.product_name(row)) for row in entry.rows}
        wanted = similarity.key(product) if product else next(iter(named)) if len(named) == 1 else None
        mine = [row for row in entry.rows if similarity.key(self.product_name(row)) == wanted]
        return tuple(sorted(mine, key=self.until))

    def each_product(self) -> tuple[Row, ...]:
        """A row for each product of each customer: that of its last period."""
        return tuple(row for entry in self.there.entries() for row in self._products(entry))

    def each_customer(self) -> tuple[Row, ...]:
        """A row for each customer: that of the period which ends last."""
        return tuple(max(entry.rows, key=self.until) for entry in self.there.entries())

    def similar(self, name: str, code: str = "") -> list[str]:
        """The names of listed customers called much the same, three at the most, the likest first; who has the code comes
        first."""
        entry = self.there.by("code", similarity.key(code)) if code else None
        named = self._listed(entry)
        first = [self.name(named)] if named else []
        known = [(ways[0], [way for way in ways if way]) for ways in self.there.ways()]
        return [*first, *(n for n in similarity.best(name, known) if n not in first)][:3]

    def notice(self, customer: Row) -> Problem | None:
        """What whoever names a customer so should look at: nobody is called so, or otherwise, or has another code; None if
        all is well, or no register is kept."""
        name, code = customer.get("name", ""), customer.get("code", "")
        if not name:
            return None
        row = self.named(name)
        if row is None:
            is_kept = next(iter(self.there.ways()), None) is not None
            args = {"name": name, "similar": self.similar(name, code)} if is_kept else {}
            return Problem("customer.unknown", args=args) if is_kept else None
        if self.known(customer) is None:
            return Problem("customer.code", args={"name": name, "known": self.customer(row)["code"], "code": code})
        known = self.name(row)
        return None if name == known else Problem("customer.otherwise", args={"name": name, "known": known})

    def gone(self, rows: Iterable[Row]) -> list[str]:
        """The names of the listed customers whom a later register, of these rows, no longer has by code or name."""
        later = self.holding(rows)
        return [ways[0] for ways in self.there.ways() if not any(later.find(ways[k]) for k in (2, 0) if ways[k])]

    def name(self, row: Row) -> str:
        """What a row's customer is called."""
        return str(self.customer(row).get("name", ""))

    def product_name(self, row: Row) -> str:
        """What a row's product is called; "" if it names none."""
        return str(self.block(row, "product").get("name") or "")

    def until(self, row: Row) -> str:
        """The last day of a row's period of service (ISO); "" if it has none."""
        return str((row.get(self.period) or {}).get("until") or "") if self.period else ""

    def customer(self, row: Row) -> Row:
        """A row's customer block."""
        return self.block(row, "customer")

    def block(self, row: Row, shared: str) -> Row:
        """What a row says of a block that forms share; {} if nothing."""
        block: Row = row.get(self.blocks.get(shared, ""), {})
        return block

    def _listed(self, entry: Entry | None) -> Row | None:
        return self.about(entry) if entry and entry.listed else None

    def _products(self, entry: Entry) -> list[Row]:
        names = dict.fromkeys(similarity.key(self.product_name(row)) for row in entry.rows)
        every = [[row for row in entry.rows if similarity.key(self.product_name(row)) == name] for name in names]
        return [max(rows, key=self.until) for rows in every]
