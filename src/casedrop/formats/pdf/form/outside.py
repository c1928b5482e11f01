"""What the pages of a PDF print beside its fields, and what somebody typed or struck upon them with a viewer's pen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from casedrop.forms.wording import Printed
from casedrop.language.problem import Place

LINES = 20_000
"""No more lines of a file are looked at."""


def outside(
    document: pypdfium2.PdfDocument, is_wanted: Callable[[pypdfium2.PdfPage], bool] = lambda _page: True
) -> Iterator[Printed]:
    """Every line of the wanted pages, words that are struck with a pen left out, and every text that was typed upon one."""
    for number, page in enumerate(document, 1):
        if not is_wanted(page):
            continue
        place, text = Place("page", {"page": number}), page.get_textpage()
        said = text.get_text_range()
        for struck in _struck(page, text):
            said = said.replace(struck, "", 1)
        yield from (Printed(place, line.strip()) for line in said.splitlines()[:LINES] if line.strip())
        yield from (Printed(place, typed) for typed in _typed(page) if typed.strip())


def _typed(page: pypdfium2.PdfPage) -> Iterator[str]:
    """What the text boxes say that a viewer puts upon a page."""
    for note in _notes(page, raw.FPDF_ANNOT_FREETEXT):
        size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        buffer = (raw.FPDF_WCHAR * (size // 2))()
        raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
        yield bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0")


def _struck(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[str]:
    """The words that a viewer's pen struck through."""
    for note in _notes(page, raw.FPDF_ANNOT_STRIKEOUT):
        for n in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
            quad = raw.FS_QUADPOINTSF()
            if raw.FPDFAnnot_GetAttachmentPoints(note, n, quad):
                across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                yield text.get_text_bounded(min(across), min(up), max(across), max(up)).strip()


def _notes(page: pypdfium2.PdfPage, kind: int) -> Iterator[Any]:
    """The annotations of a kind on a page, each closed when the next is asked for."""
    for n in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, n)
        try:
            if raw.FPDFAnnot_GetSubtype(note) == kind:
                yield note
        finally:
            raw.FPDFPage_CloseAnnot(note)
