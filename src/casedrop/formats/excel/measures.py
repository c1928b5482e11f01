"""How large a workbook gets for its answers: the rows of its tables, the weeks of its grid of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from casedrop.formats.excel.job import Job

BLANK_ROWS = 5
"""Rows to fill below those that are there, for whoever may add rows (documents.md 3: five for things)."""

WEEK = "_week"
"""The name of the template's week: seven columns from Monday."""

DAYS = 7
SPARE = 2
"""Weeks beyond the last date, for dates that move."""
LEAST, MOST, BLANK = 5, 96, 20
"""The weeks of a short table, of the longest, and of one without dates."""


def row_counts(job: Job) -> Mapping[str, int]:
    """How many rows each table of the form gets, by its array's pointer."""
    return {rows: row_count(job, rows) for rows in job.form.tables}


def row_count(job: Job, rows: str) -> int:
    """How many rows a table gets: those there are, and blank ones if its first column is to be written.

    At least one, at most what the schema allows.
    """
    filled = job.filled(rows)
    if job.form.tables[rows][0].pointer not in job.writable:
        return max(filled, 1)
    wanted, most = filled + BLANK_ROWS, job.most(rows)
    return max(filled, 1, wanted if most is None else min(wanted, most))


def weeks_of(dates: list[date]) -> int:
    """How many weeks, from the Monday on or before the first date, a grid of these dates has."""
    if not dates:
        return BLANK
    monday = min(dates) - timedelta(days=min(dates).weekday())
    return min(max((max(dates) - monday).days // DAYS + 1 + SPARE, LEAST), MOST)


def dates_in(job: Job, tables: Iterable[str]) -> Iterator[date]:
    """The dates in some tables."""
    wanted = [(f, job.filled(rows)) for rows in tables for f in job.form.tables[rows] if f.kind == "date"]
    days = (job.leaves.get(field.at(n)) for field, rows in wanted for n in range(rows))
    yield from (date.fromisoformat(str(day)) for day in days if day)
