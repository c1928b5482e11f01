"""Row heights from wrapped text: neither Excel nor LibreOffice grows a row for merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width, normalize

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.sheets import cells

LEADING = {False: 1.35, True: 1.45}
"""Points of a line for each point of type, in Latin and in Chinese faces (Noto's is the highest)."""

AROUND, LEAST = 4.5, 20.0
"""Points of air around all lines, and of the lowest row (documents.md 8)."""

TALLEST = 409.0
"""Points beyond which Excel makes no row."""

_PIECES = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]|\s+|[^\s\u2e80-\u9fff]+"
)

_NARROW, _WIDE = frozenset("fijlrtI .,:;!'|()[]-"), frozenset("mwMW@%")


def set_heights(book: Workbook, lang: str) -> None:
    """Make every row that wraps text as high as its fullest cell; a template's own height is the least."""
    for sheet in book.worksheets:
        widths, spans = dict(_widths(sheet)), _spans(sheet)
        for cell in sorted(filter(_wraps, cells(sheet)), key=lambda c: spans.get((c.row, c.column), c.row) - c.row):
            last = spans.get((cell.row, cell.column), cell.row)
            _raise(sheet, cell.row, last, need(cell, widths[cell.row, cell.column], chinese=lang.startswith("zh")))


def _raise(sheet: Worksheet, first: int, last: int, points: float) -> None:
    """Make rows together at least so high; what is lacking goes to the last of them."""
    have = {row: sheet.row_dimensions[row].height or LEAST for row in range(first, last + 1)}
    lacking = max(points - sum(have.values()), 0.0)
    sheet.row_dimensions[last].height = min(have[last] + lacking, TALLEST)


def _spans(sheet: Worksheet) -> dict[tuple[int, int], int]:
    """The last row of each merged area, by its first cell."""
    return {(a.min_row, a.min_col): a.max_row for a in sheet.merged_cells.ranges}


def need(cell: Cell, width: float, *, chinese: bool = False) -> float:
    """The points a cell's text needs in a column of so many characters."""
    size = float(cell.font.sz or 10)
    room = width * 9.7 / size - 1.0 - 1.2 * (cell.alignment.indent or 0)
    lines = sum(count_lines(part, max(room, 1.0), bold=bool(cell.font.b)) for part in str(cell.value).split("\n"))
    return lines * size * LEADING[chinese] + AROUND


def count_lines(text: str, room: float, *, bold: bool = False) -> int:
    """How many lines a paragraph takes in a width of so many figures; words stay whole, Chinese breaks anywhere."""
    lines, used = 1, 0.0
    for piece in _PIECES.findall(text):
        width = measure(piece) * (1.08 if bold else 1.0)
        if used + width > room and not piece.isspace() and used:
            lines, used = lines + 1, 0.0
        lines += int(width // room) if width > room else 0
        used = width % room if width > room else used + width
    return lines


def measure(text: str) -> float:
    """The width of a text in figures of its font: Chinese nearly two, capitals more than small letters, i and l less."""
    return sum(1.8 if east_asian_width(c) in "WF" else _width_of(normalize("NFD", c)[0]) for c in text)


def _width_of(letter: str) -> float:
    if letter in _NARROW:
        return 0.52
    return 1.5 if letter in _WIDE else 1.25 if letter.isupper() else 1.0


def _wraps(cell: Cell) -> bool:
    return bool(cell.value) and isinstance(cell.value, str) and bool(cell.alignment.wrap_text) and cell.data_type == "s"


def _widths(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], float]]:
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
