"""Pages of a sheet with a grid of weeks: A4 or A3 while it fits, else several side by side that begin with a Monday."""

from __future__ import annotations

from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.printed import A3, A4, across, room
from casedrop.formats.excel.lines import SMALLEST
from casedrop.formats.excel.refs import letters

DAYS = 7


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
    left = room(sheet, paper) / SMALLEST - across(sheet, 1, first - 1)
    return max(int(left / (DAYS * across(sheet, first, first))), 1)


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
