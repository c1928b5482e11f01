"""The rows of a table as people left it: theirs are read too, up to what stands below the table."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.formats.excel.locate import CellSpot, FilledWorkbook, plain_text
from casedrop.formats.excel.names import end_name
from casedrop.formats.excel.worksheet import Worksheet

LAST_ROW = 1_048_576


def rows_to_read(sheet: Worksheet, columns: Mapping[str, CellSpot], end: int) -> list[int]:
    """The rows below the head and above `end` that hold something in the table's columns, and a free one if there is."""
    head = head_row(columns)
    wanted = {spot.site.column for spot in columns.values()}
    rows = sorted({r for r, c in sheet.cells if c in wanted and head < r < end})
    free = (rows[-1] if rows else head) + 1
    return [*rows, free] if free < end else rows


def end_of(filled: FilledWorkbook, sheet: Worksheet, rows: str, columns: Mapping[str, CellSpot]) -> int:
    """The first row that is no longer the table's: by its name, else by a text the template has below the table."""
    head = head_row(columns)
    named = filled.book.names.get(end_name(rows).casefold())
    if named and named[0] == sheet.name and named[1] > head:
        return named[1]
    known = below(filled, rows)
    ends = (row for (row, column), text in sheet.texts.items() if row > head and (column, plain_text(text)) in known)
    return min(ends, default=LAST_ROW + 1)


def below(filled: FilledWorkbook, rows: str) -> frozenset[tuple[int, str]]:
    """(column, folded text) of what the template says below a table's pattern row."""
    heads = [filled.sites[f.pointer] for f in filled.form.tables[rows] if f.pointer in filled.sites]
    if not heads:
        return frozenset()
    texts = filled.wording.items()
    return frozenset((s.column, text) for s, text in texts if s.sheet == heads[0].sheet and s.row > heads[0].row + 1)


def head_row(columns: Mapping[str, CellSpot]) -> int:
    """The row of a table's head."""
    return next(iter(columns.values())).site.row
