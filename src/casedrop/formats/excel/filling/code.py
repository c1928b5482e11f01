"""The code in a workbook: a picture at the cells named `_qr`, if the template keeps some free for it (documents.md 1)."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.printed import across, scale
from casedrop.formats.excel.filling.sheets import names
from casedrop.formats.excel.refs import cells, target
from casedrop.formats.qr import SIZE, picture
from casedrop.forms.form import Facts

PLACE = "_qr"
EDGE = 0.95
"""Millimetres between a code and the right edge and the top of its place: LibreOffice draws wide columns a little narrower than
they are reckoned, and what sticks out of the last one is printed on the next page."""
_EMU = 36_000


def put_code(book: Workbook, facts: Facts) -> None:
    """Put `doc.code` as a picture at the cells named `_qr`: a single cell is where it begins, in a run of cells it stands at
    the right edge. It is so much larger as the print of its sheet is smaller. Without a code or a place, change nothing.
    """
    text = str(facts.get("doc", {}).get("code") or "")
    spots = [n.attr_text or "" for n in names(book) if n.name.casefold() == PLACE] if text else []
    for spot in spots:
        at = target(spot)
        if at:
            sheet, area = book[at[0]], spot.rpartition("!")[2]
            side = SIZE / scale(sheet)
            image = Image(io.BytesIO(picture(text)))
            size = XDRPositiveSize2D(round(side * _EMU), round(side * _EMU))
            image.anchor = OneCellAnchor(_place(sheet, area, side), size)
            sheet.add_image(image)


def _place(sheet: Worksheet, area: str, side: float) -> AnchorMarker:
    """Where a picture of this side begins."""
    seats = list(cells(area))
    (row, first), last = seats[0], seats[-1][1]
    if ":" not in area:
        return AnchorMarker(first - 1, 0, row - 1, 0)
    left = across(sheet, 1, last) - side - EDGE
    column = next(c for c in range(last, 0, -1) if across(sheet, 1, c - 1) <= left or c == 1)
    off = max(left - across(sheet, 1, column - 1), 0.0)
    return AnchorMarker(column - 1, round(off * _EMU), row - 1, round(EDGE * _EMU))
