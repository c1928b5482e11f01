"""The code in a workbook: a picture at the cell named `_qr`, if the template keeps one free for it (documents.md 1)."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D

from casedrop.formats.excel.filling.sheets import names
from casedrop.formats.excel.refs import target
from casedrop.formats.qr import SIZE, picture
from casedrop.forms.form import Facts

PLACE = "_qr"
_EMU = 36_000


def put_code(book: Workbook, facts: Facts) -> None:
    """Put `doc.code` as a picture at the cell named `_qr`; without a code or a place, change nothing."""
    text = str(facts.get("doc", {}).get("code") or "")
    spots = [target(n.attr_text or "") for n in names(book) if n.name.casefold() == PLACE] if text else []
    for spot in filter(None, spots):
        sheet, row, column = spot
        image = Image(io.BytesIO(picture(text)))
        side = XDRPositiveSize2D(round(SIZE * _EMU), round(SIZE * _EMU))
        image.anchor = OneCellAnchor(AnchorMarker(column - 1, 0, row - 1, 0), side)
        book[sheet].add_image(image)
