"""What decides how a filled workbook is built, beside its template and its form: known before anything is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from casedrop.formats.excel.job import Job
from casedrop.formats.excel.measures import WEEK, dates_in, row_counts, weeks_of
from casedrop.formats.excel.names import pointers
from casedrop.formats.excel.package import read_book
from casedrop.forms.form import ROW, Facts

SEVERAL = 4
"""The rows of a table that has more than one, when a template is compiled."""


@dataclass(frozen=True)
class Shape:
    """Which tables have a single row (`counts`: one, or `SEVERAL`), the weeks of its grid and the calendar behind them, and
    whether a code is drawn and a stamp is set."""

    counts: tuple[tuple[str, int], ...]
    weeks: int = 0
    workdays: str = "null"
    is_coded: bool = False
    is_stamped: bool = True

    @property
    def rows(self) -> Mapping[str, int]:
        """The rows of each table, by its array's pointer."""
        return dict(self.counts)

    @property
    def calendar(self) -> Facts | None:
        """The days off, as facts say them."""
        found: Facts | None = json.loads(self.workdays)
        return found


@dataclass(frozen=True)
class Outline:
    """What a template has of a form, by the names in it: its tables, and those beside a grid of weeks (None: no grid)."""

    tables: tuple[str, ...]
    weekly: tuple[str, ...] | None = None


@lru_cache(maxsize=256)
def _homes(template: bytes) -> Mapping[str, tuple[str, int, int]]:
    return read_book(template).names


def outline(template: bytes, job: Job) -> Outline:
    """The outline of a template; raises zips.UnreadableError."""
    known, homes = pointers(job.form), _homes(template)
    sheets = {known[name]: at[0] for name, at in homes.items() if name in known}
    heads = {rows: next((s for p, s in sheets.items() if p.startswith(rows + ROW)), None) for rows in job.form.tables}
    tables = tuple(rows for rows, sheet in heads.items() if sheet is not None)
    week = homes.get(WEEK)
    return Outline(tables, tuple(rows for rows in tables if heads[rows] == week[0]) if week else None)


def measured(seen: Outline, job: Job, stamp: str) -> tuple[Shape, tuple[int, ...]]:
    """The shape of a document, and the rows of each of its tables in their order."""
    counts = row_counts(job)
    rows = tuple(counts[table] for table in seen.tables)
    weeks = weeks_of(list(dates_in(job, seen.weekly))) if seen.weekly is not None else 0
    calendar = job.facts.get("workdays") if seen.weekly is not None else None
    shape = Shape(
        tuple((table, 1 if n == 1 else SEVERAL) for table, n in zip(seen.tables, rows, strict=True)),
        weeks,
        json.dumps(calendar, sort_keys=True, ensure_ascii=False),
        bool(job.facts.get("doc", {}).get("code")),
        bool(stamp),
    )
    return shape, rows
