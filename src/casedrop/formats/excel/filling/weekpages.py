"""Pages of a sheet with a grid of weeks: A4 or A3 while it fits, else several side by side that begin with a Monday."""

from __future__ import annotations

from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.heights import width_of
from casedrop.formats.excel.refs import letters

DAYS = 7
SMALLEST = 0.8
"""The scale below which nothing is printed (documents.md 8)."""

A4, A3 = 9, 8
_WIDE = {A4: 297.0, A3: 420.0}
"""Millimetres of a landscape sheet."""

_INCH, _CHARACTER = 25.4, 1.98
"""Millimetres of an inch, and of a column's character in 10 points."""


def set_pages(sheet: Worksheet, first: int, weeks: int) -> None:
    """Set the sheet's print from its first week's column on: the smallest paper that holds all weeks, else A3 with the
    columns before them on every page.
    """
    paper = next((size for size in (A4, A3) if weeks <= weeks_on(sheet, first, size)), None)
    sheet.page_setup.paperSize = paper or A3
    if paper is None:
        _side_by_side(sheet, first, weeks, weeks_on(sheet, first, A3))


def weeks_on(sheet: Worksheet, first: int, paper: int) -> int:
    """How many whole weeks a page holds beside the columns before them, printed as small as may be."""
    margins = (sheet.page_margins.left + sheet.page_margins.right) * _INCH
    room = (_WIDE[paper] - margins) / SMALLEST / _CHARACTER - sum(_width(sheet, c) for c in range(1, first))
    return max(int(room / (DAYS * _width(sheet, first))), 1)


def _side_by_side(sheet: Worksheet, first: int, weeks: int, on_one: int) -> None:
    """Set the scale outright: Excel keeps no breaks in what it fits to a page."""
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.scale = round(SMALLEST * 100)
    sheet.print_options.horizontalCentered = False
    sheet.print_title_cols = f"A:{letters(first - 1)}"
    after = range(first - 1 + on_one * DAYS, first - 1 + weeks * DAYS, on_one * DAYS)
    sheet.col_breaks = ColBreak(brk=tuple(Break(id=column) for column in after))


def _width(sheet: Worksheet, column: int) -> float:
    """The width of a column as it prints."""
    hidden = (d for d in sheet.column_dimensions.values() if d.hidden and (d.min or 0) <= column <= (d.max or 0))
    return 0.0 if any(hidden) else width_of(sheet, column)
