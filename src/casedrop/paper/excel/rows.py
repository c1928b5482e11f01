"""The rows of a table as people left it: theirs are read too, up to what stands below the table."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.core.form import Form
from casedrop.paper.excel.book import Book, Sheet
from casedrop.paper.excel.job import Site
from casedrop.paper.excel.locate import Spot, named_sites, plain_text, wording
from casedrop.paper.excel.names import end_name

LAST_ROW = 1_048_576


def rows_to_read(sheet: Sheet, columns: Mapping[str, Spot], end: int) -> list[int]:
    """The rows below the head and above `end` that hold something in a column of the table, and a free one if there is."""
    head = next(iter(columns.values())).site.row
    wanted = {spot.site.column for spot in columns.values()}
    rows = sorted({r for r, c in sheet.cells if c in wanted and head < r < end})
    free = (rows[-1] if rows else head) + 1
    return [*rows, free] if free < end else rows


def end_of(book: Book, sheet: Sheet, rows: str, columns: Mapping[str, Spot], below: frozenset[str]) -> int:
    """The first row that is no longer the table's: by its name, else by a text the template has below the table."""
    head = next(iter(columns.values())).site.row
    named = book.names.get(end_name(rows).casefold())
    if named and named[0] == sheet.name and named[1] > head:
        return named[1]
    known = (r for (r, _), text in sheet.texts.items() if r > head and plain_text(text) in below)
    return min(known, default=LAST_ROW + 1)


def below(template: Book, form: Form, lang: str, rows: str) -> frozenset[str]:
    """The folded fixed texts the template has below a table's pattern row."""
    sites = named_sites(template, form)
    head = next((sites[f.pointer] for f in form.tables[rows] if f.pointer in sites), None)
    if head is None:
        return frozenset()
    return frozenset(text for s, text in wording(template, form, lang).items() if _is_below(s, head))


def _is_below(site: Site, head: Site) -> bool:
    return site.sheet == head.sheet and site.row > head.row + 1
