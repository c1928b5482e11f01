"""Contact sheets: the same page of several PDFs side by side, as one picture."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from PIL import Image, ImageDraw, ImageFont

from casedrop.formats.pdf.pages import opened

DPI = 84
"""Dots an inch: every word can be read, and four pages fit a screen."""

_GAP, _HEAD, _SIZE = 12, 30, 18
"""Pixels between pages, above them, and of the captions' letters."""
_GROUND, _INK = "#C9CFD3", "#1F4E66"


def contact_sheets(pdfs: Mapping[str, bytes]) -> list[bytes]:
    """A PNG for each page number: that page of every PDF from left to right under its caption, a gap where one has fewer
    pages. The same PDFs give the same bytes. Raises pypdfium2.PdfiumError for what is no PDF."""
    rows = zip_longest(*(_pictures(pdf) for pdf in pdfs.values()))
    return [_png(_beside(list(pdfs), row)) for row in rows]


def _pictures(pdf: bytes) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    with opened(pdf) as document:
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]


def _beside(captions: Sequence[str], row: Sequence[Image.Image | None]) -> Image.Image:
    """One page of each, beside each other."""
    there = [picture for picture in row if picture]
    wide, high = max(p.width for p in there), max(p.height for p in there)
    sheet = Image.new("RGB", (_GAP + len(row) * (wide + _GAP), _HEAD + high + _GAP), _GROUND)
    draw, letters = ImageDraw.Draw(sheet), ImageFont.load_default(_SIZE)
    for number, (caption, picture) in enumerate(zip(captions, row, strict=True)):
        left = _GAP + number * (wide + _GAP)
        draw.text((left, (_HEAD - _SIZE) // 2), caption, _INK, letters)
        if picture:
            sheet.paste(picture, (left, _HEAD))
    return sheet


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
