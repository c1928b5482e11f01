"""Bulk tables as forms declare them: their columns, and what holds between rows and tables. Pure.

What holds between rows and tables is said in the schema, at the table:

- `"x-unique": ["/code"]`: no two rows say the same there;
- `"x-refers": {"/partner": "/partners/code"}`: what stands there stands in that column of that table, too;
- `"x-either": [["/debit", "/credit"]]`: just one of these is filled;
- `"x-balanced": [{"by": "/voucher", "equal": ["/debit", "/credit"]}]`: the sums of the two are equal, in all rows of the
  same `by`, or in the whole table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from casedrop.forms.form import Field, Form, Schema, node
from casedrop.forms.judging.validators import Validators
from casedrop.forms.validate import problems_of
from casedrop.language.problem import Answers, Json, Problem

ASIDE = frozenset({"type", "properties", "required", "additionalProperties"})
"""What of a row's schema is looked at column by column."""
KNOWN = frozenset({"type", "format", "enum", "x-labels", "x-hints", "x-choices", "x-code", "x-lines", "x-money"})
"""What of a column's schema is certain once its value was understood."""
OFF = "email"
"""The format that is not."""


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


def _table(form: Form, at: str, columns: tuple[Field, ...]) -> BulkTable:
    made = {
        c.column: BulkColumn(c, node(form.schema, c.pointer))
        for c in columns
        if c.pointer.count("/") == at.count("/") + 2
    }
    return BulkTable(at, made, node(form.schema, at))


def _name(pointer: str) -> str:
    return pointer.removeprefix("/")
