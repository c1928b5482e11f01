"""The columns of a sheet: as wide as what a table holds, and parted among blocks that are not tables."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.forms.form import Field, Form

WIDEST = 168.0
"""Characters that fit on A4 landscape at no less than 80 per cent (documents.md 8)."""

NUMBER = 6.0
WIDTHS = {"text": 22.0, "lines": 23.0, "code": 14.0, "date": 12.0, "decimal": 15.0, "integer": 9.0, "choice": 11.0}
PAIRS = (14.0, 42.0) * 3
"""The columns of a sheet without a table: three pairs of label and value."""


def widths(form: Form) -> list[float]:
    """The widths of the sheet's columns in characters: a number, then each column of the widest table.

    Columns of text give way when all together are too wide.
    """
    tables = [[NUMBER, *(WIDTHS[f.kind] for f in fields)] for fields in form.tables.values()]
    if not tables:
        return list(PAIRS)
    most = max(len(t) for t in tables)
    wanted = _padded([max(t[n] for t in tables if n < len(t)) for n in range(most)])
    over = sum(wanted) - WIDEST
    give = [w for w in wanted if w >= WIDTHS["text"]]
    return [w - over * w / sum(give) if over > 0 and w in give else w for w in wanted]


def _padded(columns: list[float]) -> list[float]:
    """The columns of a narrow table, and beside it as many of a label's width as the whole sheet still holds: what stands
    above the table needs three pairs of label and value."""
    if len(columns) >= len(PAIRS):
        return columns
    more = max(round((sum(PAIRS) - sum(columns)) / PAIRS[0]), len(PAIRS) - len(columns))
    return [*columns, *[PAIRS[0]] * more]


def split(columns: Sequence[float], shares: Sequence[float]) -> list[tuple[int, int]]:
    """Runs of columns, (first, last) from 1, nearest to the shares of the whole width; each has at least one column."""
    whole, part = sum(columns), sum(shares)
    runs, first, want = [], 1, 0.0
    for number, share in enumerate(shares):
        want += whole * share / part
        rest = len(shares) - number - 1
        last = len(columns) if not rest else _nearest(columns, want, first, len(columns) - rest)
        runs.append((first, last))
        first = last + 1
    return runs


def _nearest(columns: Sequence[float], want: float, first: int, most: int) -> int:
    """The last column of a run that begins at `first` and ends as near as can be to a distance from the left."""
    return min(range(first, most + 1), key=lambda last: abs(sum(columns[:last]) - want))


def rows_of(fields: Sequence[Field]) -> list[list[Field]]:
    """Fields three to a row; one of several lines has a row to itself."""
    rows: list[list[Field]] = []
    for one in fields:
        alone = one.kind == "lines"
        if alone or not rows or len(rows[-1]) == len(PAIRS) // 2 or rows[-1][-1].kind == "lines":
            rows.append([])
        rows[-1].append(one)
    return rows
