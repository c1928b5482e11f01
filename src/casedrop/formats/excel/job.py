"""What filling one template needs to know, and where the template's fields and tables stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from casedrop.expressions.sandbox import Sandbox
from casedrop.forms.form import Facts, Form, Names, node
from casedrop.forms.pointers import flatten
from casedrop.forms.template import environment, scene
from casedrop.language.problem import Answers, Json

_DAY_ONE = "1980-01-01"


@dataclass(frozen=True, slots=True)
class FieldCell:
    """One cell: sheet by name, row and column from 1."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class TableRange:
    """The rows of a table, first and last, from 1."""

    sheet: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where a workbook has each field (by pattern pointer; a column's head for a column) and each table's rows."""

    sites: Mapping[str, FieldCell]
    tables: Mapping[str, TableRange]

    def on(self, sheet: str) -> list[str]:
        """The tables on a sheet, by their arrays' pointers."""
        return [rows for rows, table in self.tables.items() if table.sheet == sheet]

    def number(self, sheet: str, row: int) -> int | None:
        """The number, from 1, of a row inside its table; None for a row that is in none."""
        for table in self.tables.values():
            if table.sheet == sheet and table.first <= row <= table.last:
                return row - table.first + 1
        return None


@dataclass(frozen=True)
class Job:
    """One document to be made."""

    form: Form
    lang: str
    answers: Answers
    writable: frozenset[str]
    environment: Sandbox
    names: Names
    facts: Facts = field(default_factory=dict)

    @cached_property
    def leaves(self) -> Answers:
        """The answers by concrete pointer."""
        return dict(flatten(self.answers))

    def filled(self, rows: str) -> int:
        """How many rows the answers have at an array's pointer."""
        here: Json = self.answers
        for part in rows.strip("/").split("/"):
            here = here.get(part, {}) if isinstance(here, Mapping) else {}
        return len(here)

    def most(self, rows: str) -> int | None:
        """How many rows the schema allows, if it says so."""
        most = node(self.form.schema, rows).get("maxItems")
        return None if most is None else int(most)


def job_of(form: Form, lang: str, answers: Answers, writable: frozenset[str], facts: Facts) -> Job:
    """The job of a document: wording sees the names of every template, and `fillable`, whether anything is writable."""
    names = {**scene(form, lang, answers, facts, writable), "fillable": bool(writable)}
    return Job(form, lang, answers, writable, environment(lang, form, escape=False), names, facts)


def day_of(job: Job) -> str:
    """The one date the file carries (ISO)."""
    day = job.facts.get("doc", {}).get("date") or job.facts.get("today") or _DAY_ONE
    return str(day)[:10]
