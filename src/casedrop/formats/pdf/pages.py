"""What a PDF shows, page by page: its letters with face and colour, its words, its picture."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MM = 72 / 25.4
_HEAD, _FOOT = 33.0, 20.0
"""What is nearer to the page's upper or lower edge, in millimetres, is its header or footer."""

_SUBSET = re.compile("[A-Z]{6}[+]")
"""What the name of a face begins with of which only some letters are there (ISO 32000-1, 9.6.4)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters after each other of one face and one colour (`1f4e66`)."""

    text: str
    font: str
    colour: str


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its sides in millimetres, its text, the text between header and footer, and its letters in runs."""

    wide: float
    high: float
    text: str
    body: str
    runs: tuple[Run, ...]


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF as pdfium sees it; raises pypdfium2.PdfiumError for what is none."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def pages_of(document: pypdfium2.PdfDocument) -> Iterator[PdfPage]:
    """The pages of an opened PDF."""
    for page in document:
        wide, high = page.get_size()
        text = page.get_textpage()
        body = text.get_text_bounded(bottom=_FOOT * _MM, top=high - _HEAD * _MM)
        yield PdfPage(wide / _MM, high / _MM, text.get_text_range(), body, tuple(_runs(text)))


def picture_of(page: pypdfium2.PdfPage, dpi: float) -> NDArray[np.uint8]:
    """A page as a grey picture."""
    picture: NDArray[np.uint8] = page.render(scale=dpi / 72, grayscale=True).to_numpy()
    return picture.squeeze()


def _runs(text: pypdfium2.PdfTextPage) -> Iterator[Run]:
    """The letters of a page that are drawn, in runs."""
    for (font, colour), letters in groupby(_letters(text), key=lambda letter: letter[1:]):
        units = "".join(letter[0] for letter in letters)
        yield Run(units.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), font, colour)


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, str, str]]:
    """Every letter drawn (a UTF-16 unit), its face and its colour; blanks pdfium adds between words are left out."""
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    colour = [ctypes.c_uint() for _ in range(4)]
    for at in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        raw.FPDFText_GetFontInfo(text, at, name, len(name), flags)
        raw.FPDFText_GetFillColor(text, at, *colour)
        face = _SUBSET.sub("", name.value.decode())
        yield chr(raw.FPDFText_GetUnicode(text, at)), face, "".join(f"{c.value:02x}" for c in colour[:3])


def dense(text: str) -> str:
    """The text without blanks: programs set them as they please between languages."""
    return "".join(text.split())
