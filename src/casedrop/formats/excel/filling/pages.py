"""Pages of the print: one if everything fits, else as the template breaks it."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import RowBreak
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.lines import DEFAULT_ROW, SMALLEST

_POINTS = 72
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
    rows = range(1, sheet.max_row + 1)
    return room_of(sheet) / sum(sheet.row_dimensions[row].height or DEFAULT_ROW for row in rows)


def room_of(sheet: Worksheet) -> float:
    """The points of height that a page of the sheet has."""
    margins = sheet.page_margins
    sides = _LARGE if int(sheet.page_setup.paperSize or 0) == _A3 else _SIDES
    return (sides[sheet.page_setup.orientation or "portrait"] - margins.top - margins.bottom) * _POINTS
