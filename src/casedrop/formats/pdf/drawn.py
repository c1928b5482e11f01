"""What the pages of a PDF print in letters of their own: of a picture of paper nothing, be there recognized text behind it."""

from __future__ import annotations

from itertools import islice

import pypdfium2
from pypdfium2 import raw

from casedrop.formats.pdf.form.outside import outside
from casedrop.formats.pdf.pages import opened
from casedrop.forms.wording import Printed

LINES = 5_000
"""No more lines of a file are compared; what is beyond them counts as left out."""
_MOST, _DEEP = 20_000, 5
"""So many objects of a page are looked at, those in others so deep."""
_COVERED = 0.5
"""A picture that takes up this part of a page is a scan of it."""
_INVISIBLE = 3
"""The way of drawing letters that shows none (ISO 32000-1, table 106)."""


def drawn(data: bytes) -> tuple[Printed, ...]:
    """The lines of the pages that are no pictures; () for a file that cannot be opened."""
    try:
        with opened(data) as document:
            return tuple(islice(outside(document, is_drawn), LINES))
    except pypdfium2.PdfiumError:
        return ()


def is_drawn(page: pypdfium2.PdfPage) -> bool:
    """Whether a page shows letters of its own, and no picture lies over most of it."""
    wide, high = page.get_size()
    has_letters = False
    for one in islice(page.get_objects(max_depth=_DEEP), _MOST):
        if one.type == raw.FPDF_PAGEOBJ_IMAGE and _area(one) > _COVERED * wide * high:
            return False
        has_letters = has_letters or (
            one.type == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFTextObj_GetTextRenderMode(one) != _INVISIBLE
        )
    return has_letters


def _area(one: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = one.get_bounds()
    return abs((right - left) * (top - bottom))
