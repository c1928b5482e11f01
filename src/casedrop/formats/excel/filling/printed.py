"""How large a sheet is printed: its columns in millimetres, and the scale at which all stand on one page's width."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.heights import width_of
from casedrop.formats.excel.lines import SMALLEST
from casedrop.formats.excel.refs import cells

CHARACTER = 1.98
"""Millimetres of a column's character in 10 points."""

A4, A3 = 9, 8
_SIDES = {A4: (297.0, 210.0), A3: (420.0, 297.0)}
"""Millimetres of a page, lying and standing."""

_INCH = 25.4


def across(sheet: Worksheet, first: int, last: int) -> float:
    """The millimetres of some columns at full size; hidden ones take none."""
    return sum(width_of(sheet, c) for c in range(first, last + 1) if not is_hidden(sheet, c)) * CHARACTER


def is_hidden(sheet: Worksheet, column: int) -> bool:
    """Whether a column, from 1, is hidden."""
    return any(d.hidden and (d.min or 0) <= column <= (d.max or 0) for d in sheet.column_dimensions.values())


def scale(sheet: Worksheet) -> float:
    """The scale of a sheet that is fitted to a page's width by the columns of its print area, no less than is printed at all;
    1 for any other."""
    properties = sheet.sheet_properties.pageSetUpPr
    if not (properties and properties.fitToPage and sheet.print_area):
        return 1.0
    seats = list(cells(str(sheet.print_area).rpartition("!")[2].replace("$", "")))
    wide = across(sheet, seats[0][1], seats[-1][1])
    return max(min(room(sheet, int(sheet.page_setup.paperSize or A4)) / wide, 1.0), SMALLEST) if wide else 1.0


def room(sheet: Worksheet, paper: int) -> float:
    """The millimetres between the margins of a page of this paper."""
    lying, standing = _SIDES.get(paper, _SIDES[A4])
    side = lying if sheet.page_setup.orientation == "landscape" else standing
    return float(side - (sheet.page_margins.left + sheet.page_margins.right) * _INCH)
