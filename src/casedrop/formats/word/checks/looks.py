"""How a Word template looks, as far as its file says it: rows that break, heads that are not repeated, sums that wrap, tints."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.formats import zips
from casedrop.formats.tints import INPUT
from casedrop.formats.word.grid import GridCell, GridRow, GridTable, tables
from casedrop.formats.word.identity import split
from casedrop.formats.word.package import body_name
from casedrop.formats.word.prepare import fields
from casedrop.formats.word.xml import NS, VAL, Element, is_on, parse, q
from casedrop.forms.form import ROW, Form
from casedrop.language.problem import Place, Problem

_FILL = q("w:fill")


def looks(template: bytes, form: Form) -> Iterator[Problem]:
    """`look.split` for a row that may break over two pages, `look.head` for a table of rows without a head that is repeated,
    `look.wrap` for a sum that may break, `look.tint` and `look.label` for a cell to fill without the tint of such cells, and one
    that is not to be filled with it; each once a template, at the first place. Raises zips.UnreadableError."""
    parts = zips.read_parts(template)
    root = parse(parts[body_name(parts)])
    grid, tags = list(tables(root)), {sdt: identity.pointer for sdt, tag in fields(root) if (identity := split(tag))}
    rows = [row for table in grid for row in table.rows]
    cells = [(cell, _pointers(cell, tags)) for row in rows for cell in row.cells]
    yield from _first("look.split", (row.cells[0].place for row in rows if row.cells and _may_break(row)))
    yield from _first("look.head", (table.rows[0].cells[0].place for table in grid if _lacks_head(table, tags)))
    money = {field.pointer for field in form.fields if field.money}
    yield from _first("look.wrap", (cell.place for cell, there in cells if there & money and not _is_kept(cell)))
    if form.returns and any(_tint(cell) == INPUT for cell, _ in cells):
        yield from _first("look.tint", (cell.place for cell, there in cells if there and _tint(cell) != INPUT))
        yield from _first(
            "look.label", (cell.place for cell, there in cells if not there and _says(cell) and _tint(cell) == INPUT)
        )


def _first(code: str, places: Iterator[Place]) -> Iterator[Problem]:
    """The problem at its first place, if it has one, with how many more there are."""
    there = list(places)
    if there:
        yield Problem(code, there[0], args={"count": len(there)})


def _pointers(cell: GridCell, tags: dict[Element, str]) -> set[str]:
    return {tags[sdt] for sdt in cell.tc.iter(q("w:sdt")) if sdt in tags}


def _may_break(row: GridRow) -> bool:
    return not is_on(row.tr, "w:trPr/w:cantSplit")


def _lacks_head(table: GridTable, tags: dict[Element, str]) -> bool:
    """Whether a table has rows of answers and no head that is repeated."""
    has_rows = any(ROW in tags[sdt] for sdt in table.tbl.iter(q("w:sdt")) if sdt in tags)
    return has_rows and not any(is_on(row.tr, "w:trPr/w:tblHeader") for row in table.rows)


def _is_kept(cell: GridCell) -> bool:
    """Whether what stands in a cell never breaks."""
    return is_on(cell.tc, "w:tcPr/w:noWrap")


def _says(cell: GridCell) -> bool:
    """Whether a cell says anything; an empty one is written in by hand."""
    return bool("".join(t.text or "" for t in cell.tc.iter(q("w:t"))).strip())


def _tint(cell: GridCell) -> str:
    shade = cell.tc.find("w:tcPr/w:shd", NS)
    return "" if shade is None or shade.get(VAL) == "nil" else shade.get(_FILL, "").upper()
