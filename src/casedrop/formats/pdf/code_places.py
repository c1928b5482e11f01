"""Where the code of each page of a PDF stands: where its Word file has the code's picture, else in a free corner
(decision 0084)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from casedrop.formats.pdf.pages import opened, picture_of
from casedrop.formats.qr import SIZE

_MM = 72 / 25.4
_SIDE = SIZE * _MM
_NEARLY = 0.3 * _MM
"""How much a picture's sides may differ from a code's: programs round."""
_RIGHT, _EDGE = 18.0 * _MM, 10.1 * _MM
"""Where a code goes that has no place: from the page's right edge, and from its lower or upper one."""
_AROUND = 2.3 * _MM
"""What is free around a free place: four modules of the smallest code."""
_DPI, _PAPER = 72, 250
"""At which resolution it is looked whether a place is free, and the darkest grey (of 255) of one that is."""


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a code of `SIZE` stands on its page: its lower left corner, in points from the page's own; `is_upper`: in the
    upper half; `is_kept`: there is a picture of it below, so nothing else stands near."""

    left: float
    bottom: float
    is_upper: bool
    is_kept: bool


def code_places(pdf: bytes) -> list[CodePlace]:
    """The place of the code on each page: upon its picture of a code; the pages that have none share a corner, the lower
    right one if it is free on all of them, else the upper. Raises pypdfium2.PdfiumError for what is no PDF."""
    with opened(pdf) as document:
        pages = list(document)
        kept = [_kept(page) for page in pages]
        is_low = all(_is_free(page, *_corners(page)[0]) for page, there in zip(pages, kept, strict=True) if not there)
        return [there or _free(page, is_low=is_low) for page, there in zip(pages, kept, strict=True)]


def _kept(page: pypdfium2.PdfPage) -> CodePlace | None:
    """The place of a page's picture of a code, of several that nearest to a right corner; None if there is none."""
    found = [(min(math.dist(at, corner) for corner in _corners(page)), at) for at in _pictures(page)]
    return _at(page, *min(found)[1], is_kept=True) if found else None


def _free(page: pypdfium2.PdfPage, *, is_low: bool) -> CodePlace:
    return _at(page, *_corners(page)[0 if is_low else 1], is_kept=False)


def _at(page: pypdfium2.PdfPage, left: float, bottom: float, *, is_kept: bool) -> CodePlace:
    return CodePlace(left, bottom, bottom + _SIDE / 2 > page.get_size()[1] / 2, is_kept)


def _corners(page: pypdfium2.PdfPage) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where codes go that have no place: the lower right corner of a page, and the upper."""
    wide, high = page.get_size()
    return (wide - _RIGHT - _SIDE, _EDGE), (wide - _RIGHT - _SIDE, high - _EDGE - _SIDE)


def _pictures(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float]]:
    """The lower left corners that codes have which lie upon the pictures as large as one."""
    for picture in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=1):
        left, bottom, right, top = picture.get_bounds()
        if max(abs(right - left - _SIDE), abs(top - bottom - _SIDE)) <= _NEARLY:
            yield (left + right - _SIDE) / 2, (bottom + top - _SIDE) / 2


def _is_free(page: pypdfium2.PdfPage, left: float, bottom: float) -> bool:
    """Whether nothing is drawn where a code would stand, and around it."""
    _, high = page.get_size()
    x, y = left - _AROUND, high - bottom - _SIDE - _AROUND
    side, scale = _SIDE + 2 * _AROUND, _DPI / 72
    rows, columns = (slice(math.floor(at * scale), math.ceil((at + side) * scale)) for at in (y, x))
    return bool((picture_of(page, _DPI)[rows, columns] > _PAPER).all())
