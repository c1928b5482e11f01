"""The rows of a table as a person sees them: also those copied, added or moved by the table's own tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from casedrop.formats.word.grid import GridCell, GridRow, GridTable, Places
from casedrop.formats.word.layout import Region, TemplateLayout, key
from casedrop.formats.word.placeholder import NONE
from casedrop.formats.word.reading.places import FieldPlace
from casedrop.formats.word.xml import NS
from casedrop.forms.form import ROW

Columns = Mapping[int, str]
"""Pattern pointers by the grid column their cells start in."""


@dataclass(frozen=True, eq=False)
class RowLine:
    """One row of an array: its cells by pattern pointer, and the sites in them."""

    row: GridRow
    cells: Mapping[str, GridCell]
    sites: Sequence[FieldPlace]

    @property
    def says_none(self) -> bool:
        """Whether the row only says that there are none."""
        texts = {cell.text.strip() for cell in self.cells.values()}
        return not self.sites and NONE in texts and texts <= {NONE, ""}

    @property
    def how(self) -> str:
        """How the row was known."""
        return self.sites[0].how if self.sites else "label"


class RowFinder:
    """The rows of every array of one document."""

    def __init__(self, places: Places, sites: Sequence[FieldPlace], layout: TemplateLayout) -> None:
        self.places, self.layout = places, layout
        self.by_cell: dict[GridCell, list[FieldPlace]] = {}
        for site in sites:
            cell = places.cell(site.element)
            if cell:
                self.by_cell.setdefault(cell, []).append(site)

    def lines(self, array: str) -> list[list[RowLine]]:
        """The rows of an array in reading order, also blank ones; several lines where several tables share its columns.

        The row that says there are none is left out.
        """
        tagged = (list(self._tagged(array, table)) for table in self.places.tables)
        arrays = [lines for lines in tagged if lines] or [self._headed(array)]
        shared = ([line for line in lines if line] for lines in zip_longest(*arrays))
        return [lines for lines in shared if not all(line.says_none for line in lines)]

    def _own(self, row: GridRow, array: str | None) -> list[FieldPlace]:
        """The sites in a row that belong to an array, or (None) to anything."""
        there = [site for cell in row.cells for site in self.by_cell.get(cell, ())]
        return there if array is None else [s for s in there if s.identity.pointer.startswith(array + ROW)]

    def _tagged(self, array: str, table: GridTable) -> Iterator[RowLine]:
        """The rows of a table in which some are known by their controls or bookmarks."""
        known = [n for n, row in enumerate(table.rows) if self._own(row, array)]
        if not known:
            return
        columns = self._columns(array, table)
        shape = list(table.rows[known[0]].by_start)
        region = self.layout.regions.get(array, Region({}, 0, 0))
        first, last = known[0], known[-1]
        while first > region.before and self._added(table.rows[first - 1], shape):
            first -= 1
        while last + 1 < len(table.rows) - region.behind and self._added(table.rows[last + 1], shape):
            last += 1
        for n in range(first, last + 1):
            if n in known or self._added(table.rows[n], shape):
                yield self._line(table.rows[n], array, columns)

    def _added(self, row: GridRow, shape: Sequence[int]) -> bool:
        """Whether a row without any field could be one a person added: same cells, no head, not the form's wording."""
        return list(row.by_start) == list(shape) and not self._own(row, None) and not self._fixed(row)

    def _fixed(self, row: GridRow) -> bool:
        """Whether a row is a head or says mostly what the template says."""
        texts = [key(cell.text) for cell in row.cells if cell.text.strip()]
        same = sum(text in self.layout.fixed for text in texts)
        return row.tr.find("w:trPr/w:tblHeader", NS) is not None or (bool(texts) and 2 * same >= len(texts))

    def _columns(self, array: str, table: GridTable) -> Columns:
        """The columns by the cells fields stand in; a cell of two fields is no column."""
        seen: dict[int, set[str]] = {}
        for row in table.rows:
            for cell in row.cells:
                for site in self.by_cell.get(cell, ()):
                    if site.identity.pointer.startswith(array + ROW):
                        seen.setdefault(cell.start, set()).add(site.identity.pointer)
        return {start: next(iter(pointers)) for start, pointers in seen.items() if len(pointers) == 1}

    def _headed(self, array: str) -> list[RowLine]:
        """The rows below the head that names most of an array's columns, and at least half of them."""
        region = self.layout.regions.get(array)
        if region is None or not region.heads:
            return []
        heads = [
            (self._match(row, region), table, n) for table in self.places.tables for n, row in enumerate(table.rows)
        ]
        columns, table, at = max(heads, key=lambda h: len(h[0]), default=({}, None, 0))
        if table is None or 2 * len(columns) < len(region.heads):
            return []
        lines = []
        for row in table.rows[at + 1 : len(table.rows) - region.behind]:
            if not set(columns) <= set(row.by_start) or self._own(row, None) or self._fixed(row):
                break
            lines.append(self._line(row, array, columns))
        return lines

    def _match(self, row: GridRow, region: Region) -> Columns:
        """The columns a row names as their head."""
        wanted = {head: pointer for pointer, head in region.heads.items()}
        return {c.start: wanted[key(c.text)] for c in row.cells if key(c.text) in wanted}

    def _line(self, row: GridRow, array: str, columns: Columns) -> RowLine:
        cells = {columns[start]: cell for start, cell in row.by_start.items() if start in columns}
        return RowLine(row, cells, self._own(row, array))
