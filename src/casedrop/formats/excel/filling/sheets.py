"""Walking a workbook that is being filled."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet


def cells(sheet: Worksheet) -> Iterator[Cell]:
    """Every cell that can hold a value, row by row; the covered cells of merged areas cannot."""
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell))


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell there, or the one that holds the value of the merged area it lies in."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        return cell
    raise TypeError(f"{sheet.title}: {row}, {column}")


def formulas(book: Workbook) -> Iterator[tuple[Worksheet, Cell]]:
    """Every cell with a formula, and its sheet."""
    for sheet in book.worksheets:
        yield from ((sheet, cell) for cell in cells(sheet) if cell.data_type == "f")


def names(book: Workbook) -> Iterator[DefinedName]:
    """The defined names of the workbook and of its sheets."""
    yield from book.defined_names.values()
    for sheet in book.worksheets:
        yield from sheet.defined_names.values()
