"""The head of a sheet: whose it is and its number, what it says as the title, what it is about; the code in the corner."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D

import casedrop.formats.drafts.excel.look as look
from casedrop.formats.drafts.excel.page import SheetPage
from casedrop.formats.excel.refs import a1
from casedrop.formats.letterhead.slot import slot

ROWS = (22.0, 34.0, 18.0)
"""Points of the three rows: together higher than a code at the smallest print."""

CODE_WIDTH = 13.0
"""Characters that a code needs at the right, with the white beside it."""

NAME_WIDTH = 34.0
"""Characters that a company's name has at least, where the sheet has them."""

NARROW = 9.0
"""A first column up to this width is the logo's alone."""

LOGO = (324_000, 252_000)
"""The room of a logo, in EMU: 9 by 7 mm."""

_INSET = 12_700


def head(page: SheetPage, title: str, about: str) -> None:
    """Write who sends it and its number, the title, and a grey line over the accent rule; keep the corner for the code."""
    first, code = page.next(ROWS[0]), corner(page.widths)
    words, own = code - 1, 2 if page.widths[0] <= NARROW else 1
    middle = next((c for c in range(own, words) if sum(page.widths[own - 1 : c]) >= NAME_WIDTH), max(words - 1, own))
    page.put(first, (own, middle), replace(look.COMPANY, indent=0 if own == 2 else 4), "{{ company.name }}")
    page.put(first, (middle + 1, words), look.NUMBER, "{{ phrase('paper.number') }} {{ doc.number }}")
    page.put(page.next(ROWS[1]), (1, words), look.TITLE, title)
    last = page.next(ROWS[2])
    page.put(last, (1, words), look.ABOUT, about)
    page.rule(last, replace(look.ABOUT, edges={"bottom": look.ACCENT_RULE}))
    logo(page, first)
    page.name("_qr", f"{a1(first, code, fixed=True)}:{a1(first, page.last, fixed=True)}")
    page.next(8)


def corner(widths: Sequence[float]) -> int:
    """The first of the columns at the right that are wide enough for a code; two are left of it at least."""
    return max((c for c in range(1, len(widths) + 1) if sum(widths[c - 1 :]) >= CODE_WIDTH), default=3)


def logo(page: SheetPage, row: int) -> None:
    """Put a frame where the logo goes, at the first cell of a row."""
    image = Image(io.BytesIO(slot()))
    image.anchor = OneCellAnchor(AnchorMarker(0, _INSET, row - 1, _INSET), XDRPositiveSize2D(*LOGO))
    page.sheet.add_image(image)


def named(drawing: bytes) -> bytes:
    """The drawing with its picture named `logo`: openpyxl numbers pictures."""
    return drawing.replace(b'name="Image 1"', b'name="logo"', 1)
