"""The rows of a table as a person sees them: also those copied, added or moved by the table's own tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from casedrop.formats.word.layout import Region, Seat, TemplateLayout
from casedrop.formats.word.page import HOWS, PageRow, PageTable, Span, Spot
from casedrop.formats.word.placeholder import NONE
from casedrop.forms.form import ROW

Columns = Mapping[int, Seat]
"""The seats of a row's cells by the grid column they start in."""


@dataclass(frozen=True, eq=False)
class RowLine:
    """One row of an array: its cells, each with what owns it."""

    row: PageRow
    cells: Sequence[tuple[Spot, Seat]]
    spans: Sequence[Span]

    @property
    def says_none(self) -> bool:
        """Whether the row only says that there are none."""
        texts = {cell.text.strip() for cell, _ in self.cells}
        return not self.spans and NONE in texts and texts <= {NONE, ""}

    @property
    def how(self) -> str:
        """How the row was known."""
        return min((span.how for span in self.spans), key=HOWS.index, default="label")


class RowFinder:
    """The rows of every array of one document."""

    def __init__(self, tables: Sequence[PageTable], layout: TemplateLayout) -> None:
        self.tables, self.layout = tables, layout
        self._spans = {
            row: [span for cell in row.cells for span in cell.spans] for table in tables for row in table.rows
        }
        self._arrays = {row: _arrays(spans) for row, spans in self._spans.items() if spans}

    def lines(self, array: str) -> list[list[RowLine]]:
        """The rows of an array in reading order, also blank ones; several lines where several tables share its columns.

        The row that says there are none is left out.
        """
        tagged = (list(self._tagged(array, table)) for table in self.tables)
        arrays = [lines for lines in tagged if lines] or [self._headed(array)]
        shared = ([line for line in lines if line] for lines in zip_longest(*arrays))
        return [lines for lines in shared if not all(line.says_none for line in lines)]

    def _own(self, row: PageRow, array: str | None) -> list[Span]:
        """The fields in a row that belong to an array, or (None) to anything."""
        if array is None:
            return self._spans[row]
        return self._arrays[row].get(array, []) if row in self._arrays else []

    def _tagged(self, array: str, table: PageTable) -> Iterator[RowLine]:
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

    def _added(self, row: PageRow, shape: Sequence[int]) -> bool:
        """Whether a row without any field could be one a person added: same cells, no head, not the form's wording."""
        return list(row.by_start) == list(shape) and not self._own(row, None) and not self._is_fixed(row)

    def _is_fixed(self, row: PageRow) -> bool:
        """Whether a row is a head or says mostly what the template says."""
        texts = [cell.key for cell in row.cells if cell.text.strip()]
        same = sum(text in self.layout.fixed.keys for text in texts)
        return row.is_head or (bool(texts) and 2 * same >= len(texts))

    def _columns(self, array: str, table: PageTable) -> Columns:
        """The columns by the cells that fields stand in, each with what owns such a cell in the template."""
        seen: dict[int, dict[Seat, None]] = {}
        for row in table.rows:
            for cell in row.cells:
                for span in cell.spans:
                    pointer = span.identity.pointer
                    if pointer.startswith(array + ROW):
                        there = (s for s in self.layout.seats.get(pointer, ()) if span.identity in s.fields)
                        seen.setdefault(cell.start, {}).update(dict.fromkeys(there))
        return {start: next(iter(seats)) for start, seats in seen.items() if len(seats) == 1}

    def _headed(self, array: str) -> list[RowLine]:
        """The rows below the head that names most of an array's columns, and at least half of them."""
        region = self.layout.regions.get(array)
        if region is None or not region.heads:
            return []
        wanted = {head: self.layout.seats[pointer][0] for pointer, head in region.heads.items()}
        heads = [(_match(row, wanted), table, n) for table in self.tables for n, row in enumerate(table.rows)]
        columns, table, at = max(heads, key=lambda h: len(h[0]), default=({}, None, 0))
        if table is None or 2 * len(columns) < len(region.heads):
            return []
        lines = []
        for row in table.rows[at + 1 : len(table.rows) - region.behind]:
            if not set(columns) <= set(row.by_start) or self._own(row, None) or self._is_fixed(row):
                break
            lines.append(self._line(row, array, columns))
        return lines

    def _line(self, row: PageRow, array: str, columns: Columns) -> RowLine:
        """A row with what owns its cells: the column's seat, and those of the fields that stand in it."""
        cells = []
        for cell in row.cells:
            column = columns.get(cell.start)
            if column or any(span.identity.pointer.startswith(array + ROW) for span in cell.spans):
                cells.append((cell, self._owner(cell, column, array)))
        return RowLine(row, [(cell, seat) for cell, seat in cells if seat], self._own(row, array))

    def _owner(self, cell: Spot, column: Seat | None, array: str) -> Seat | None:
        own = [s.identity for s in cell.spans if s.identity.pointer.startswith(array + ROW)]
        seats = [seat for one in own for seat in self.layout.seats.get(one.pointer, ()) if one in seat.fields]
        return next(iter(seats), column)


def _match(row: PageRow, wanted: Mapping[str, Seat]) -> Columns:
    """The columns a row names as their head, of those wanted."""
    return {cell.start: seat for cell in row.cells if (seat := wanted.get(cell.key))}


def _arrays(spans: Sequence[Span]) -> Mapping[str, list[Span]]:
    """The fields in a row by the array they belong to, and by each that this one is within."""
    found: dict[str, list[Span]] = {}
    for span in spans:
        pointer = span.identity.pointer
        at = pointer.find(ROW)
        while at > -1:
            found.setdefault(pointer[:at], []).append(span)
            at = pointer.find(ROW, at + 1)
    return found
