"""How large a sheet is printed: its columns in millimetres, and what is left of them where all must stand on one page's width."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.heights import width_of
from casedrop.formats.excel.refs import cells

CHARACTER = 1.98
"""Millimetres of a column's character in 10 points."""

LEAST = 0.8
"""The scale below which nothing is printed."""

_INCH, _A3 = 25.4, 8
_SHORT, _LONG = {_A3: 297.0}, {_A3: 420.0}
"""Millimetres of the sides of a sheet of paper; A4 where nothing is said."""


def is_hidden(sheet: Worksheet, column: int) -> bool:
    """Whether a column, from 1, is hidden."""
    return any(d.hidden and (d.min or 0) <= column <= (d.max or 0) for d in sheet.column_dimensions.values())


def across(sheet: Worksheet, first: int, last: int) -> float:
    """The millimetres of some columns, hidden ones left out, at full size."""
    shown = (c for c in range(first, last + 1) if not is_hidden(sheet, c))
    return sum(width_of(sheet, c) for c in shown) * CHARACTER


def scale(sheet: Worksheet) -> float:
    """The scale of a sheet that is fitted to a page's width by its print area's columns; 1 for any other."""
    properties = sheet.sheet_properties.pageSetUpPr
    if not (properties and properties.fitToPage and sheet.print_area):
        return 1.0
    seats = list(cells(str(sheet.print_area).rpartition("!")[2].replace("$", "")))
    wide = across(sheet, seats[0][1], seats[-1][1])
    return max(min(room(sheet) / wide, 1.0), LEAST) if wide else 1.0


def room(sheet: Worksheet) -> float:
    """The millimetres between the margins of a page."""
    paper, margins = int(sheet.page_setup.paperSize or 0), sheet.page_margins
    sides = _LONG.get(paper, 297.0), _SHORT.get(paper, 210.0)
    side = sides[0] if sheet.page_setup.orientation == "landscape" else sides[1]
    return side - (margins.left + margins.right) * _INCH
