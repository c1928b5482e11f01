"""Pages of the print: one if everything fits, else as the template breaks it."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import RowBreak
from openpyxl.worksheet.worksheet import Worksheet

SMALLEST = 0.8
"""The scale below which a print is not made smaller: 10 points must not come out below 8 (documents.md 8)."""

_POINTS = 72
_DEFAULT_ROW = 15.0
_A3 = 8
_SIDES = {"portrait": 297 / 25.4, "landscape": 210 / 25.4}
"""The height of A4 in inches."""
_LARGE = {"portrait": 420 / 25.4, "landscape": 297 / 25.4}
"""The height of A3 in inches."""


def fit_pages(book: Workbook) -> None:
    """Print a sheet that is fitted to a page's width on one page, if it then stays large enough; its breaks go."""
    for sheet in book.worksheets:
        properties = sheet.sheet_properties.pageSetUpPr
        if properties and properties.fitToPage and scale_of_one(sheet) >= SMALLEST:
            sheet.page_setup.fitToHeight = 1
            sheet.row_breaks = RowBreak()


def scale_of_one(sheet: Worksheet) -> float:
    """How much smaller the sheet would have to be for all its rows to stand on one page of its paper."""
    margins, rows = sheet.page_margins, range(1, sheet.max_row + 1)
    sides = _LARGE if int(sheet.page_setup.paperSize or 0) == _A3 else _SIDES
    room = sides[sheet.page_setup.orientation or "portrait"] - margins.top - margins.bottom
    return room * _POINTS / sum(sheet.row_dimensions[row].height or _DEFAULT_ROW for row in rows)
