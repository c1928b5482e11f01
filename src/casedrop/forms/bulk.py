"""Bulk tables: rows by the hundred thousand, each judged as it comes by and then let go. Pure.

What holds between rows and tables is said in the schema, at the table:

- `"x-unique": ["/code"]`: no two rows say the same there;
- `"x-refers": {"/partner": "/partners/code"}`: what stands there stands in that column of that table, too;
- `"x-either": [["/debit", "/credit"]]`: just one of these is filled;
- `"x-balanced": [{"by": "/voucher", "equal": ["/debit", "/credit"]}]`: the sums of the two are equal, in all rows of the
  same `by`, or in the whole table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from casedrop.forms.form import Field, Form, Schema, node
from casedrop.forms.judging.validators import Validators
from casedrop.forms.validate import problems_of
from casedrop.language.letters import key
from casedrop.language.numbers import plain
from casedrop.language.problem import Answers, Json, Problem

ASIDE = frozenset({"type", "properties", "required", "additionalProperties"})
"""What of a row's schema is looked at column by column."""
KNOWN = frozenset({"type", "format", "enum", "x-labels", "x-hints", "x-choices", "x-code", "x-lines", "x-money"})
"""What of a column's schema is certain once its value was understood."""
OFF = "email"
"""The format that is not."""


NONE: frozenset[str] = frozenset()


class BulkRow(NamedTuple):
    """A row of a bulk table: the table's pointer, how many rows below its head it stands (from 0), and what it says."""

    table: str
    no: int
    values: Answers


@dataclass(frozen=True)
class BulkColumn:
    """One column and what its own schema says of it."""

    field: Field
    schema: Schema

    @cached_property
    def asks(self) -> Validators | None:
        """What a value is held against; None if what can be understood is right."""
        more = {k for k in self.schema if k not in KNOWN} | ({OFF} & {str(self.schema.get("format"))})
        return Validators(self.schema) if more else None

    @cached_property
    def longest(self) -> int:
        """The most letters of a text, if that is all that is asked; -1 if there is more, or nothing."""
        more = {k for k in self.schema if k not in KNOWN}
        return int(self.schema["maxLength"]) if more == {"maxLength"} and self.schema.get("format") != OFF else -1

    def is_short(self, value: Json) -> bool:
        """Whether a text is not too long, and that is all that is asked."""
        return isinstance(value, str) and len(value) <= self.longest

    def wrong(self, value: Json) -> tuple[Problem, ...]:
        """What is wrong with a value that was understood."""
        if self.asks is None or self.asks.passes(value):
            return ()
        return tuple(p for error in self.asks.reference.iter_errors(value) for p in problems_of(error))


@dataclass(frozen=True)
class BulkTable:
    """One bulk table of a form: its columns by name, and the rules of its rows."""

    pointer: str
    columns: Mapping[str, BulkColumn]
    schema: Schema

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that every row fills."""
        return tuple(self.schema["items"].get("required", ()))

    @cached_property
    def needs(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.required)

    @cached_property
    def unique(self) -> tuple[str, ...]:
        """The names of the columns in which every row says something of its own."""
        return tuple(map(_name, self.schema.get("x-unique", ())))

    @cached_property
    def refers(self) -> Mapping[str, tuple[str, str]]:
        """By column: the table and the column of it in which its values must stand."""
        references = {_name(at): to.rsplit("/", 1) for at, to in self.schema.get("x-refers", {}).items()}
        return {name: (table, column) for name, (table, column) in references.items()}

    @cached_property
    def either(self) -> tuple[tuple[str, ...], ...]:
        """The columns of which each row fills just one."""
        return tuple(tuple(map(_name, names)) for names in self.schema.get("x-either", ()))

    @cached_property
    def balanced(self) -> tuple[tuple[str, str, str], ...]:
        """(by, one, other): the columns whose sums are equal in all rows of one `by` ("": in all rows)."""
        rules = self.schema.get("x-balanced", ())
        return tuple((_name(b.get("by", "")), _name(b["equal"][0]), _name(b["equal"][1])) for b in rules)

    @cached_property
    def more(self) -> Validators | None:
        """What a whole row is held against; None if its columns are all there is to it."""
        rest = {k: v for k, v in self.schema["items"].items() if k not in ASIDE and not k.startswith("x-")}
        return Validators(rest) if rest else None

    @property
    def most(self) -> int:
        """The most rows it may have."""
        return int(self.schema["properties"]["rows"]["maximum"])

    def at(self, no: int, name: str) -> str:
        """The pointer of a column in a row."""
        return f"{self.pointer}/{no}/{name}"

    def label(self, name: str) -> Mapping[str, str]:
        """What a column is called, per language."""
        return self.columns[name].field.labels


def tables(form: Form) -> list[BulkTable]:
    """The bulk tables of a form in the order they must be read: what is referred to comes before what refers to it.

    Tables that refer to each other in a circle come last, in the schema's order.
    """
    left = [_table(form, at, columns) for at, columns in form.bulk.items()]
    ordered: list[BulkTable] = []
    while left:
        known = {t.pointer for t in ordered}
        ready = [t for t in left if {to for to, _ in t.refers.values()} <= {*known, t.pointer}] or left
        ordered += ready
        left = [t for t in left if t not in ready]
    return ordered


@dataclass
class Sieve:
    """Judges the rows of a form's tables one after the other, table by table in the order of `tables`.

    It remembers keys and sums, never rows.
    """

    firsts: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    keys: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    sums: dict[tuple[str, str, str, str], dict[str, list[Json]]] = field(default_factory=dict)
    found: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    wanted: frozenset[tuple[str, str]] = frozenset()
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def row(self, table: BulkTable, row: BulkRow, unread: frozenset[str] = NONE) -> list[Problem]:
        """What is wrong with a row beside its columns themselves; those that are `unread` have been told of."""
        problems: list[Problem] = []
        if not table.needs <= row.values.keys():
            problems += self.lacks(table, row, unread)
        if table.unique:
            problems += self.repeats(table, row)
        problems += self.refers(table, row)
        if table.either:
            problems += self.either(table, row, unread)
        if table.more is not None and not table.more.passes(row.values):
            found = (p for error in table.more.reference.iter_errors(row.values) for p in problems_of(error))
            problems += [Problem(p.code, pointer=f"{table.pointer}/{row.no}{p.pointer}", args=p.args) for p in found]
        self.add(table, row)
        return problems

    def lacks(self, table: BulkTable, row: BulkRow, unread: frozenset[str]) -> Iterator[Problem]:
        """A `required` for each column that must be filled and is not."""
        for name in table.required:
            if name not in row.values and name not in unread:
                yield Problem("required", pointer=table.at(row.no, name))

    def repeats(self, table: BulkTable, row: BulkRow) -> Iterator[Problem]:
        """A `key.repeated` where a row says what an earlier one has said, in capitals or not, as far as the eye can tell."""
        for name in table.unique:
            value = row.values.get(name)
            if value is None:
                continue
            known, seen = self.firsts.setdefault((table.pointer, name), {}), key(str(value)).casefold()
            if seen in known:
                args = {"given": value, "row": known[seen] + 1}
                yield Problem("key.repeated", pointer=table.at(row.no, name), args=args)
            else:
                known[seen] = row.no

    def refers(self, table: BulkTable, row: BulkRow) -> list[Problem]:
        """A `key.unknown` where a row names what another table does not have."""
        return [
            self._unknown(table, row, name, there[0])
            for name, there in table.refers.items()
            if name in row.values and not self._has(there, str(row.values[name]))
        ]

    def _has(self, there: tuple[str, str], value: str) -> bool:
        """Whether a column of a table has a value; what was found once is found again at once."""
        found = self.found.get(there)
        if found is None:
            found = self.found[there] = set()
        if value not in found and key(value) in self.keys.get(there, ()):
            found.add(value)
        return value in found

    def _unknown(self, table: BulkTable, row: BulkRow, name: str, there: str) -> Problem:
        args = {"given": row.values[name], "table": self.titles.get(there, {})}
        return Problem("key.unknown", pointer=table.at(row.no, name), args=args)

    def either(self, table: BulkTable, row: BulkRow, unread: frozenset[str]) -> Iterator[Problem]:
        """A `row.either` where none or several of the columns are filled of which one must be."""
        for names in table.either:
            filled = [n for n in names if n in row.values or n in unread]
            if len(filled) != 1:
                place = table.at(row.no, (filled or names)[-1])
                yield Problem("row.either", pointer=place, args={"columns": [table.label(n) for n in names]})

    def add(self, table: BulkTable, row: BulkRow) -> None:
        """Remember of a row what later ones are held against."""
        for at, column in self.wanted:
            if at == table.pointer and column in row.values:
                self.keys.setdefault((at, column), set()).add(key(str(row.values[column])))
        for by, one, other in table.balanced:
            group = str(row.values.get(by, "")) if by else ""
            groups = self.sums.setdefault((table.pointer, by, one, other), {})
            sums = groups.get(group)
            if sums is None:
                sums = groups[group] = [row.no, 0, 0]
            for n, name in enumerate((one, other), 1):
                amount = row.values.get(name)
                if amount is not None:
                    sums[n] += int(amount) if str(amount).isdigit() else Decimal(amount)

    def end(self, table: BulkTable) -> Iterator[Problem]:
        """A `rows.unbalanced` for each sum that is not what it must be, at the first of its rows, once all have come by."""
        for by, one, other in table.balanced:
            for group, (no, left, right) in self.sums.pop((table.pointer, by, one, other), {}).items():
                if left != right and (group or not by):
                    args = {
                        "given": group or self.titles.get(table.pointer, {}),
                        "one": table.label(one),
                        "other": table.label(other),
                    }
                    shown = (plain(Decimal(n)) for n in (left, right, abs(left - right)))
                    sums = dict(zip(("left", "right", "gap"), shown, strict=True))
                    yield Problem("rows.unbalanced", pointer=table.at(no, one), args={**args, **sums})


def sieve(form: Form) -> Sieve:
    """What judges the rows of a form's bulk tables."""
    there = tables(form)
    wanted = frozenset(to for t in there for to in t.refers.values())
    return Sieve(wanted=wanted, titles={t.pointer: t.schema["x-labels"] for t in there})


def _table(form: Form, at: str, columns: tuple[Field, ...]) -> BulkTable:
    made = {
        c.column: BulkColumn(c, node(form.schema, c.pointer))
        for c in columns
        if c.pointer.count("/") == at.count("/") + 2
    }
    return BulkTable(at, made, node(form.schema, at))


def _name(pointer: str) -> str:
    return pointer.removeprefix("/")
