"""Row heights from wrapped text: neither Excel nor LibreOffice grows a row for merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.sheets import cells
from casedrop.formats.excel.lines import LEAST, TALLEST, Face, points


def set_heights(book: Workbook, lang: str) -> None:
    """Make every row that wraps text as high as its fullest cell; a template's own height is the least."""
    for sheet in book.worksheets:
        widths, spans = dict(widths_of(sheet)), _spans(sheet)
        for cell in sorted(filter(_wraps, cells(sheet)), key=lambda c: spans.get((c.row, c.column), c.row) - c.row):
            last = spans.get((cell.row, cell.column), cell.row)
            _raise(sheet, cell.row, last, need(cell, widths[cell.row, cell.column], lang))


def _raise(sheet: Worksheet, first: int, last: int, points: float) -> None:
    """Make rows together at least so high; what is lacking goes to the last of them."""
    have = {row: sheet.row_dimensions[row].height or LEAST for row in range(first, last + 1)}
    lacking = max(points - sum(have.values()), 0.0)
    sheet.row_dimensions[last].height = min(have[last] + lacking, TALLEST)


def _spans(sheet: Worksheet) -> dict[tuple[int, int], int]:
    """The last row of each merged area, by its first cell."""
    return {(a.min_row, a.min_col): a.max_row for a in sheet.merged_cells.ranges}


def need(cell: Cell, width: float, lang: str) -> float:
    """The points a cell's text needs in a column of so many characters."""
    return points(str(cell.value), face_of(cell, width), chinese=lang.startswith("zh"))


def face_of(cell: Cell, width: float) -> Face:
    """What of a cell and its column's characters decides how many lines its text takes."""
    return Face(width, float(cell.font.sz or 10), bool(cell.font.b), int(cell.alignment.indent or 0))


def _wraps(cell: Cell) -> bool:
    return bool(cell.value) and isinstance(cell.value, str) and bool(cell.alignment.wrap_text) and cell.data_type == "s"


def widths_of(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], float]]:
    """The width of each cell in characters, merged cells with all they cover, by (row, column)."""
    columns = {c: width_of(sheet, c) for c in range(1, sheet.max_column + 1)}
    for row in range(1, sheet.max_row + 1):
        yield from (((row, c), w) for c, w in columns.items())
    for area in sheet.merged_cells.ranges:
        yield (area.min_row, area.min_col), sum(columns.get(c, 0.0) for c in range(area.min_col, area.max_col + 1))


def width_of(sheet: Worksheet, column: int) -> float:
    """The width of a column in characters, from 1; columns of one width may share what says it."""
    for dimension in sheet.column_dimensions.values():
        if (dimension.min or 0) <= column <= (dimension.max or 0):
            return float(dimension.width)
    return float(sheet.sheet_format.defaultColWidth or 8.43)
