"""What stands in the places to sign of a scanned page beyond what was printed there: red ink of a seal, strokes of a hand. It is
ink, and no proof of whose (0103)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from casedrop.formats.pdf.pages import opened
from casedrop.formats.qr import CodeInPicture, seen
from casedrop.formats.scan.colours import has_colours
from casedrop.formats.scan.registered import DOTS, Picture, Registered, moved, registered
from casedrop.formats.scan.sign_places import SignPlace
from casedrop.forms.signing import ABSENT, PRESENT, UNCLEAR, InkSeen

_INCH = 25.4
_COARSE = 2.4
"""A scan with fewer dots a millimetre does not show ink."""
_NEAR, _FEW = 45.0, 3
"""So many pieces of print must be found so near, in millimetres, for a place to be known on a scan."""
_PAPER = 24
"""Dots over which paper is of one shade."""
_DARK, _RED = 0.2, 0.12
"""By how much (of 1) ink is darker than the paper, and red ink redder."""
_AROUND = 5
"""Dots around print that are taken for print."""
_NO_HAND, _HAND, _HAND_LONG = 2.5, 9.0, 7.0
"""Square millimetres of strokes up to which there is no signature, and from which there is one, if it is so many long."""
_NO_SEAL, _SEAL, _SEAL_LONG = 4.0, 40.0, 14.0
"""The same of red ink, and how long both sides of a seal are at least."""
_ROUND = 18.0
"""Both sides of what may be a seal though it is not red, in millimetres."""
_BLUE = 0.06
"""By how much ink is bluer than red, from which it is blue."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Ink:
    """Ink in a place: how much of it, in square millimetres, and how long the sides of its box are, in millimetres."""

    much: float
    short: float
    long: float


@dataclass(frozen=True)
class IssuedPage:
    """A page as it was issued, in grey, `DOTS` a millimetre, and where its code stands."""

    grey: Picture
    code: NDArray[np.float64]


def issued_page(pdf: bytes, number: int) -> IssuedPage | None:
    """A page (from 1) of an issued PDF; None if it has no such page, or that no code."""
    try:
        with opened(pdf) as document:
            page = document[number - 1].render(scale=DOTS * _INCH / 72, grayscale=True).to_numpy().squeeze()
            fine = document[number - 1].render(scale=200 / 72, grayscale=True).to_numpy().squeeze()
    except (pypdfium2.PdfiumError, IndexError):
        return None
    codes = seen(fine)
    return IssuedPage(page.astype(np.float32), _corners(codes[0], page.shape[1])) if codes else None


def ink_seen(
    places: Sequence[SignPlace], page: IssuedPage, scan: Image.Image, code: CodeInPicture
) -> Iterator[InkSeen]:
    """What stands in the places of a page, on a scan of it that shows its code there."""
    dots = np.hypot(*np.diff(_corners(code, scan.width)[:2], axis=0)[0]) / np.hypot(*np.diff(page.code[:2], axis=0)[0])
    if dots * DOTS < _COARSE:
        yield from (unclear(place) for place in places)
        return
    size = (round(scan.width / dots), round(scan.height / dots))
    fitting = scan.resize(size, Image.Resampling.LANCZOS)
    lies = registered(page.grey, fitting.convert("L"), page.code, _corners(code, fitting.width))
    for place in places:
        box = _dots(place)
        is_known = lies.near(box, _NEAR * DOTS) >= _FEW and _is_inside(lies, fitting, box)
        yield _in(place, page, fitting, lies) if is_known else unclear(place)


def _in(place: SignPlace, page: IssuedPage, scan: Image.Image, lies: Registered) -> InkSeen:
    """What stands in one place."""
    left, top, right, bottom = _dots(place)
    there = np.asarray(lies.picture(scan, (left, top, right, bottom)).convert("RGB"), dtype=np.float32)
    light = there / np.maximum(_paper(there), 1)
    printed = _widened(page.grey[top:bottom, left:right] < 200, _AROUND)
    ink, red = light.mean(axis=2) < 1 - _DARK, light[..., 0] - light[..., 1:].max(axis=2) > _RED
    in_colour = has_colours(scan)
    strokes = _measured(_without_specks(ink & ~printed & ~_widened(red, 2)))
    seal = _measured(_without_specks(red))
    blue = _measured(_without_specks((light[..., 2] - light[..., 0] > _BLUE) & ink & ~printed))
    return InkSeen(
        place.page,
        round(place.box.top),
        place.seals,
        place.hands,
        _seal(seal, blue) if in_colour else UNCLEAR,
        _hand(strokes, may_be_seal=place.seals and (not in_colour or blue.short >= _ROUND)),
    )


def _seal(red: Ink, blue: Ink) -> str:
    if red.much >= _SEAL and red.short >= _SEAL_LONG:
        return PRESENT
    return ABSENT if red.much <= _NO_SEAL and blue.short < _ROUND else UNCLEAR


def _hand(strokes: Ink, *, may_be_seal: bool) -> str:
    if strokes.much <= _NO_HAND:
        return ABSENT
    return PRESENT if strokes.much >= _HAND and strokes.long >= _HAND_LONG and not may_be_seal else UNCLEAR


def unclear(place: SignPlace) -> InkSeen:
    """That nobody can tell from a scan what stands in a place."""
    return InkSeen(place.page, round(place.box.top), place.seals, place.hands, UNCLEAR, UNCLEAR)


def _measured(mask: Mask) -> Ink:
    """How much ink there is; its box leaves out the outermost fiftieth on each side, where dirt lies."""
    down, across = np.nonzero(mask)
    if len(down) == 0:
        return Ink(0, 0, 0)
    sides = [float(np.subtract(*np.percentile(one, (98, 2)))) / DOTS for one in (down, across)]
    return Ink(len(down) / DOTS**2, min(sides), max(sides))


def _paper(there: Picture) -> Picture:
    """The shade of the paper at each dot: that of the lightest about it, which no shadow and no tint of a lamp changes."""
    high, wide = there.shape[:2]
    rows, columns = max(1, high // _PAPER), max(1, wide // _PAPER)
    whole = there[: rows * (high // rows), : columns * (wide // columns)]
    blocks = whole.reshape(rows, high // rows, columns, wide // columns, 3)
    lightest = np.percentile(blocks, 80, axis=(1, 3)).astype(np.uint8)
    smooth = Image.fromarray(lightest).resize((wide, high), Image.Resampling.BILINEAR)
    return np.asarray(smooth, dtype=np.float32)


def _widened(mask: Mask, dots: int) -> Mask:
    return np.asarray(Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(2 * dots + 1))) > 0


def _without_specks(mask: Mask) -> Mask:
    """A mask without what is less than a stroke: of nine dots about each, four must be ink."""
    padded = np.pad(mask.astype(np.uint8), 1)
    high, wide = mask.shape
    count = sum(padded[y : y + high, x : x + wide] for y in range(3) for x in range(3))
    return np.asarray(mask & (count >= 4))


def _dots(place: SignPlace) -> tuple[int, int, int, int]:
    """A place in dots of its page: left, top, right, bottom."""
    box = place.box
    return round(box.left * DOTS), round(box.top * DOTS), round(box.right * DOTS), round(box.bottom * DOTS)


def _is_inside(lies: Registered, scan: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether all of a box of the page is on the scan."""
    left, top, right, bottom = box
    four = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float64)
    corners = moved(lies.shape, four)
    return bool((corners >= -DOTS).all() and (corners <= np.array(scan.size) + DOTS).all())


def _corners(code: CodeInPicture, wide: int) -> NDArray[np.float64]:
    return np.array(code.corners, dtype=np.float64) * wide
