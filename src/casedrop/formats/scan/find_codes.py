"""Looking for codes on a sheet: the cheap look first, then finer and softened ones, until a code of ours is seen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageFilter

from casedrop.formats.qr import CodeInPicture, seen
from casedrop.formats.scan.pages import Grey, ScannedSheet
from casedrop.forms.page_code import parse

_FIRST = (200, 300, 150)
"""The resolutions of the plain looks."""
_THEN = (400, 300, 200)
"""The resolutions of the looks at softened corners: 400 is twice a usual scan."""
_CORNER = 0.42
"""The part of each side in which a code may stand, however the sheet lies: codes are printed in a corner."""

_EDGE, _COARSE, _FAINT, _SPECKS = 0.04, 50, 45, 0.0002
"""What is no ink: the sheet's rim (part of a side), what vanishes at 50 dpi, what is so little darker than the paper (of
255), and so little of the sheet."""


def codes_on(sheet: ScannedSheet) -> tuple[CodeInPicture, ...]:
    """The codes on a sheet as the first look shows them that shows one of ours; else all that any look showed."""
    codes: dict[CodeInPicture, None] = {}
    for grey in _looks(sheet):
        there = seen(grey)
        if any(parse(s.text) for s in there):
            return there
        codes |= dict.fromkeys(there)
    return tuple(codes)


def is_blank(sheet: ScannedSheet) -> bool:
    """Whether nothing is on a sheet but dirt, a shadow at the rim, or what shines through from its other side."""
    grey = sheet.grey(_COARSE).astype(np.int16)
    high, wide = (round(side * _EDGE) for side in grey.shape)
    inner = grey[high : grey.shape[0] - high, wide : grey.shape[1] - wide]
    return inner.size == 0 or float((np.median(inner) - inner > _FAINT).mean()) < _SPECKS


def _looks(sheet: ScannedSheet) -> Iterator[Grey]:
    """Ever more costly pictures of a sheet; docs/analysis/scan.md says which others were tried and showed nothing more."""
    for dpi in _FIRST:
        yield sheet.grey(dpi)
    for dpi in _THEN:
        for corner in _corners(sheet.grey(dpi)):
            yield np.asarray(Image.fromarray(corner).filter(ImageFilter.GaussianBlur(dpi / 150)))


def _corners(grey: Grey) -> Iterator[Grey]:
    """The four corners, the upper right one, where codes are printed, first."""
    high, wide = (round(side * _CORNER) for side in grey.shape)
    upper, lower, left, right = slice(high), slice(-high, None), slice(wide), slice(-wide, None)
    for rows, columns in ((upper, right), (lower, left), (upper, left), (lower, right)):
        yield np.ascontiguousarray(grey[rows, columns])
