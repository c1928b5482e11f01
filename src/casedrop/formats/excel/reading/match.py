"""Where the sheets of a template are in a workbook that came back, and which row of the one is which of the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.job import FieldCell
from casedrop.formats.excel.locate import CellSpot, FilledWorkbook
from casedrop.formats.excel.reading.rows import end_of, head_row
from casedrop.formats.excel.worksheet import Address, Worksheet
from casedrop.language.filenames import fold

WEEK = "_week"
"""The name of a template's week, which is repeated to the right."""
LIKE = 0.5
"""The share of a template's wordings from which on a sheet is that template's."""
FEWEST = 3
"""Wordings of a sheet that say whose it is."""
LETTERHEAD = 3
"""Rows of a letterhead that may stand right of a logo."""


@dataclass(frozen=True)
class Table:
    """The rows of a table, from behind its head to before `end`, its columns, and the row of the template's pattern."""

    head: int
    end: int
    columns: frozenset[int]
    pattern: int


@dataclass(frozen=True)
class Pair:
    """A sheet that came back and the template's it was made of; `anchors` are rows of the first with those of the other."""

    sheet: Worksheet
    template: Worksheet
    anchors: tuple[tuple[int, int], ...]
    fields: frozenset[Address]
    tables: tuple[Table, ...]
    plain: frozenset[str]
    wording: frozenset[str]
    fixed: Mapping[Address, str]
    week: int

    @cached_property
    def printed(self) -> frozenset[Address]:
        """The cells of the template that say or reckon something."""
        return frozenset(self.template.cells)

    def is_printed(self, row: int, column: int, text: str) -> bool:
        """Whether the template has something where this cell was, and it is not another wording than the template's."""
        place = self._in_template(row, column)
        if self._is_closed(row, column, place):
            place = place[0], place[1] + 1
        return place in self.printed and self.fixed.get(place, text) == text

    def _is_closed(self, row: int, column: int, place: Address) -> bool:
        """Whether a line of the letterhead moved from the right into this cell, the place of a logo that the company has not."""
        is_empty = place not in self.printed and (row, column + 1) not in self.sheet.cells
        return is_empty and place[0] <= LETTERHEAD and (place[0], place[1] + 1) in self.printed

    def is_of_weeks(self, row: int, column: int, cell: Cell) -> bool:
        """Whether a cell belongs to the grid of weeks, as wide as its dates want: what is reckoned there, and texts where
        the template's week has one; words that somebody typed into it or beside it do not."""
        if column < self.week:
            return False
        place = self._in_template(row, self.week)
        there = self.template.cells.get(place)
        return cell.kind != "text" or (there is not None and there.kind == "text")

    def is_reckoned(self, row: int, column: int) -> bool:
        """Whether the template reckons where this cell was; a program that saved the sheet has put the result there."""
        cell = self.template.cells.get(self._in_template(row, column))
        return cell is not None and cell.kind == "formula"

    def _in_template(self, row: int, column: int) -> Address:
        """Where the template has what stands in this cell."""
        at = bisect_right(self.anchors, (row, 1 << 30)) - 1
        here, there = self.anchors[at] if at >= 0 else (0, 0)
        return there + row - here, column


def pairs(filled: FilledWorkbook, spots: Mapping[str, CellSpot]) -> list[Pair]:
    """The sheets of the workbook that are the template's, by the names and fields they share."""
    shared = _shared(filled, spots)
    found = []
    for template in filled.template.sheets:
        rows = [(there, here) for there, here in shared if there.sheet == template.name]
        homes = [here.sheet for _, here in rows]
        sheet = filled.book.sheet(max(set(homes), key=homes.count)) if homes else None
        sheet = sheet or _called(filled, template)
        if sheet:
            found.append(_pair(filled, spots, sheet, template, rows))
    return found


def _called(filled: FilledWorkbook, template: Worksheet) -> Worksheet | None:
    """The sheet that is called like one of the template's, whose name may have been cut to fit."""
    title = filled.titles.get(template.name, "")
    return next((s for s in filled.book.sheets if fold(s.name) and title.startswith(fold(s.name))), None)


def _shared(filled: FilledWorkbook, spots: Mapping[str, CellSpot]) -> list[tuple[FieldCell, FieldCell]]:
    """(where the template has it, where the workbook has it) of everything both have."""
    by_name = filled.book.names
    named = [(FieldCell(*at), FieldCell(*by_name[n])) for n, at in filled.template.names.items() if n in by_name]
    return named + [(site, spots[p].site) for p, site in filled.sites.items() if p in spots]


def _pair(
    filled: FilledWorkbook,
    spots: Mapping[str, CellSpot],
    sheet: Worksheet,
    template: Worksheet,
    rows: list[tuple[FieldCell, FieldCell]],
) -> Pair:
    tables = [t for name in filled.form.tables if (t := _table(filled, spots, sheet, name))]
    anchors = {here.row: there.row for there, here in rows if here.sheet == sheet.name}
    anchors |= {t.end: t.pattern + 1 for t in tables}
    single = (s.site for p, s in spots.items() if filled.form.by_pointer[p].rows is None)
    fields = frozenset(sheet.home(s.row, s.column) for s in single if s.sheet == sheet.name)
    wording = frozenset(text for site, text in filled.wording.items() if site.sheet == template.name)
    fixed = {(site.row, site.column): text for site, text in filled.fixed.items() if site.sheet == template.name}
    week = filled.template.names.get(WEEK)
    last = week[2] if week and week[0] == template.name else 1 << 20
    return Pair(
        sheet, template, tuple(sorted(anchors.items())), fields, tuple(tables), filled.plain, wording, fixed, last
    )


def _table(filled: FilledWorkbook, spots: Mapping[str, CellSpot], sheet: Worksheet, rows: str) -> Table | None:
    columns = {f.pointer: spots[f.pointer] for f in filled.form.tables[rows] if f.pointer in spots}
    columns = {p: spot for p, spot in columns.items() if spot.site.sheet == sheet.name}
    heads = [filled.sites[p].row for p in columns if p in filled.sites]
    if not columns or not heads:
        return None
    end = end_of(filled, sheet, rows, columns)
    return Table(head_row(columns), end, frozenset(s.site.column for s in columns.values()), heads[0] + 1)
