"""The tables and paragraphs of a document as a person counts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import NS, TBL, TC, TR, Element, P, flat, unfolded, value
from casedrop.language.problem import Place


@dataclass(frozen=True, eq=False)
class GridCell:
    """A cell: its element, the grid column it starts in (from 0), and where a person sees it."""

    tc: Element
    start: int
    place: Place

    @cached_property
    def text(self) -> str:
        """All the cell says, paragraphs as lines."""
        return text_of(self.tc)


@dataclass(frozen=True, eq=False)
class GridRow:
    """A row of cells."""

    tr: Element
    cells: Sequence[GridCell]

    @cached_property
    def by_start(self) -> Mapping[int, GridCell]:
        """The cells keyed by the grid column they start in."""
        return {c.start: c for c in self.cells}


@dataclass(frozen=True, eq=False)
class GridTable:
    """A table; one inside another table's cell is a table of its own but takes the outer cell's place."""

    tbl: Element
    rows: Sequence[GridRow]


def story(root: Element) -> Element:
    """What holds the paragraphs and tables: the body of a document, else the root itself (header, footer)."""
    body = root.find("w:body", NS)
    return root if body is None else body


def blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables right below an element, also those in content controls around them."""
    return (child for child in unfolded(parent) if child.tag in (P, TBL))


def tables(root: Element) -> Iterator[GridTable]:
    """The tables in reading order, each before the tables in its cells."""
    outer = (block for block in blocks(story(root)) if block.tag == TBL)
    for number, tbl in enumerate(outer, 1):
        yield from _table(tbl, number, None)


def _table(tbl: Element, number: int, place: Place | None) -> Iterator[GridTable]:
    """A table and the tables inside it."""
    rows = [_row(tr, number, n, place) for n, tr in enumerate(flat(tbl, TR), 1)]
    yield GridTable(tbl, rows)
    for cell in (c for row in rows for c in row.cells):
        for block in blocks(cell.tc):
            if block.tag == TBL:
                yield from _table(block, number, cell.place)


def _row(tr: Element, table: int, row: int, place: Place | None) -> GridRow:
    """A row with its cells on the grid."""
    at, cells = int(value(tr, "w:trPr/w:gridBefore") or 0), []
    for column, tc in enumerate(flat(tr, TC), 1):
        here = Place("table", {"table": table, "row": row, "column": column})
        cells.append(GridCell(tc, at, place or here))
        at += int(value(tc, "w:tcPr/w:gridSpan") or 1)
    return GridRow(tr, cells)


def paragraphs(root: Element) -> Iterator[Element]:
    """The paragraphs outside tables that show something, in reading order: the ones a person counts."""
    return (block for block in blocks(story(root)) if block.tag == P and text_of([block]).strip())


class Places:
    """Where elements stand, for many questions about one tree."""

    def __init__(self, root: Element) -> None:
        self.tables = list(tables(root))
        self.cells = {cell.tc: cell for t in self.tables for row in t.rows for cell in row.cells}
        self._paragraphs = {p: n for n, p in enumerate(paragraphs(root), 1)}

    def cell(self, element: Element) -> GridCell | None:
        """The innermost cell an element stands in, or None."""
        return next((self.cells[tc] for tc in element.iterancestors(TC) if tc in self.cells), None)

    def place(self, element: Element) -> Place:
        """The place of an element: its cell, its paragraph, else the file as a whole."""
        cell = self.cell(element)
        if cell:
            return cell.place
        around = (element, *element.iterancestors(P), *element.iter(P))
        number = next((self._paragraphs[p] for p in around if p in self._paragraphs), 0)
        return Place("paragraph", {"paragraph": number}) if number else Place()
