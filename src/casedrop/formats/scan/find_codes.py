"""Looking for codes on a sheet: the cheap look first, then finer and softened ones, until a code of ours is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
_LAST = 300
"""The resolution of the looks at sharpened corners."""
_SHARPER = ((85, 50, 4), (100, 65, 4), (100, 50, 2), (85, 65, 4))
"""How corners are sharpened: parts of an inch over which noise, and over which all writing, is smoothed away, and how much of
what is between the two is added."""
_CORNER, _NEAR = 0.42, 0.3
"""The part of each side in which a code may stand, however the sheet lies: codes are printed in a corner; and in which it does
on a sheet that fills its picture."""

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
        for corner in _corners(grey, _CORNER):
            soft = Image.fromarray(corner.grey).filter(ImageFilter.GaussianBlur(dpi / 150))
            yield corner.placed(seen(np.asarray(soft))), grey.shape[0] / grey.shape[1]
    grey = sheet.grey(_LAST)
    for corner in _corners(grey, _NEAR):
        for finer, coarser, more in _SHARPER:
            sharp = _sharpened(corner.grey, _LAST / finer, _LAST / coarser, more)
            yield corner.placed(seen(sharp, even=True)), grey.shape[0] / grey.shape[1]


def _sharpened(grey: Grey, fine: float, coarse: float, more: float) -> Grey:
    """A picture without its noise, what is out of focus made clearer (the radii are in pixels)."""
    soft = Image.fromarray(grey).filter(ImageFilter.GaussianBlur(fine))
    base, around = (np.asarray(p, np.float32) for p in (soft, soft.filter(ImageFilter.GaussianBlur(coarse))))
    return np.clip(base + more * (base - around), 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class _Corner:
    """A corner of a picture that is `wide` pixels across, and where it begins, from left and top."""

    grey: Grey
    left: int
    top: int
    wide: int

    def placed(self, codes: Iterable[CodeInPicture]) -> tuple[CodeInPicture, ...]:
        """Codes seen in the corner, as they stand in the whole picture."""
        part = self.grey.shape[1]
        moved = {
            code: tuple(
                ((x * part + self.left) / self.wide, (y * part + self.top) / self.wide) for x, y in code.corners
            )
            for code in codes
        }
        return tuple(replace(code, corners=corners) for code, corners in moved.items())


def _corners(grey: Grey, part: float) -> Iterator[_Corner]:
    """The four corners, each a part of either side, those on the right, where codes are printed, first."""
    high, wide = (round(side * part) for side in grey.shape)
    low, right = grey.shape[0] - high, grey.shape[1] - wide
    for left, top in ((right, low), (right, 0), (0, low), (0, 0)):
        corner = np.ascontiguousarray(grey[top : top + high, left : left + wide])
        yield _Corner(corner, left, top, grey.shape[1])
