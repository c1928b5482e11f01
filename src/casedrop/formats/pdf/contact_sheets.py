"""Contact sheets: the same page of several PDFs side by side, as one picture."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from PIL import Image, ImageDraw, ImageFont

from casedrop.formats.pdf.pages import opened

DPI = 84
"""Dots an inch: every word can be read, and four pages fit a screen."""

SMALL, ACROSS = 36, 8
"""Dots an inch of a small page: one sees how it is laid out; and how many stand beside each other."""

_GAP, _HEAD, _SIZE, _FINE = 12, 30, 18, 13
"""Pixels between pages, above them, of the captions' letters, and of those over small pages."""
_GROUND, _INK = "#C9CFD3", "#1F4E66"


def contact_sheets(pdfs: Mapping[str, bytes]) -> list[bytes]:
    """A PNG for each page number: that page of every PDF from left to right under its caption, a gap where one has fewer
    pages. The same PDFs give the same bytes. Raises pypdfium2.PdfiumError for what is no PDF."""
    rows = zip_longest(*(_pictures(pdf) for pdf in pdfs.values()))
    return [_png(_beside(list(pdfs), row)) for row in rows]


def overview(papers: Sequence[tuple[str, bytes]]) -> bytes:
    """One PNG of many documents in their order, their pages small and after each other, each document under its caption."""
    small = [
        (_short(caption, n, page.width), page)
        for caption, pdf in papers
        for n, page in enumerate(_pictures(pdf, SMALL))
    ]
    rows = [small[at : at + ACROSS] for at in range(0, len(small), ACROSS)]
    return _png(_below([_beside([caption for caption, _ in row], [page for _, page in row], _FINE) for row in rows]))


def _short(caption: str, page: int, wide: int) -> str:
    """What stands over a small page: the document's caption over its first one, as far as there is room."""
    fits = int(wide / (_FINE * 0.55))
    return "" if page else caption if len(caption) <= fits else f"{caption[: fits - 1]}…"


def _below(rows: Sequence[Image.Image]) -> Image.Image:
    """Pictures below each other."""
    whole = Image.new("RGB", (max(row.width for row in rows), sum(row.height for row in rows)), _GROUND)
    down = 0
    for row in rows:
        whole.paste(row, (0, down))
        down += row.height
    return whole


def _pictures(pdf: bytes, dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    with opened(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]


def _beside(captions: Sequence[str], row: Sequence[Image.Image | None], size: int = _SIZE) -> Image.Image:
    """One page of each, beside each other."""
    there = [picture for picture in row if picture]
    wide, high = max(p.width for p in there), max(p.height for p in there)
    sheet = Image.new("RGB", (_GAP + len(row) * (wide + _GAP), _HEAD + high + _GAP), _GROUND)
    draw, letters = ImageDraw.Draw(sheet), ImageFont.load_default(size)
    for number, (caption, picture) in enumerate(zip(captions, row, strict=True)):
        left = _GAP + number * (wide + _GAP)
        draw.text((left, (_HEAD - size) // 2), caption, _INK, letters)
        if picture:
            sheet.paste(picture, (left, _HEAD))
    return sheet


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
