"""Looking for codes on a sheet: the cheap look first, then finer and softened ones, until a code of ours is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageFilter

from casedrop.formats.qr import CodeInPicture, seen
from casedrop.formats.scan.grey import Grey
from casedrop.formats.scan.pages import ScannedSheet
from casedrop.formats.scan.sheets_in_picture import all_whole, room
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


@dataclass(frozen=True, slots=True)
class Found:
    """The codes on a sheet; `crowded`: several are ours, and not each of their sheets is there wholly."""

    codes: tuple[CodeInPicture, ...] = ()
    crowded: bool = False


def codes_on(sheet: ScannedSheet) -> Found:
    """The codes that ever finer looks show, until there are as many of ours as the picture has room for sheets."""
    codes: dict[CodeInPicture, None] = {}
    for there, high in _looks(sheet):
        codes |= dict.fromkeys(there)
        ours = [code for code in codes if parse(code.text)]
        if ours and len(ours) >= room(ours[0], high):
            return Found(tuple(codes), len(ours) > 1 and not all_whole(ours, high))
    return Found(tuple(codes), len(ours) > 1 and not all_whole(ours, high))


def is_blank(sheet: ScannedSheet) -> bool:
    """Whether nothing is on a sheet but dirt, a shadow at the rim, or what shines through from its other side."""
    grey = sheet.grey(_COARSE).astype(np.int16)
    high, wide = (round(side * _EDGE) for side in grey.shape)
    inner = grey[high : grey.shape[0] - high, wide : grey.shape[1] - wide]
    return inner.size == 0 or float((np.median(inner) - inner > _FAINT).mean()) < _SPECKS


def _looks(sheet: ScannedSheet) -> Iterator[tuple[tuple[CodeInPicture, ...], float]]:
    """What ever more costly looks at a sheet show, and how many times as high as wide it is; docs/analysis/scan.md says
    which others were tried and showed nothing more."""
    for dpi in _FIRST:
        grey = sheet.grey(dpi)
        yield seen(grey), grey.shape[0] / grey.shape[1]
    for dpi in _THEN:
        grey = sheet.grey(dpi)
        for left, top, corner in _corners(grey):
            soft = np.asarray(Image.fromarray(corner).filter(ImageFilter.GaussianBlur(dpi / 150)))
            there = (_placed(code, left, top, corner.shape[1], grey.shape[1]) for code in seen(soft))
            yield tuple(there), grey.shape[0] / grey.shape[1]


def _placed(code: CodeInPicture, left: int, top: int, part: int, wide: int) -> CodeInPicture:
    """A code seen in a part of a picture, `part` of its `wide` pixels across, as it stands in the whole."""
    return replace(code, corners=tuple(((x * part + left) / wide, (y * part + top) / wide) for x, y in code.corners))


def _corners(grey: Grey) -> Iterator[tuple[int, int, Grey]]:
    """The four corners, the upper right one, where codes are printed, first; and where each begins, from left and top."""
    high, wide = (round(side * _CORNER) for side in grey.shape)
    low, right = grey.shape[0] - high, grey.shape[1] - wide
    for left, top in ((right, 0), (0, low), (0, 0), (right, low)):
        yield left, top, np.ascontiguousarray(grey[top : top + high, left : left + wide])
