"""Codes as pictures: QR codes (ISO/IEC 18004) of level M, drawn and read back."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import zxingcpp

from casedrop.formats.late import Late

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = Late("numpy")  # most who read a Word file draw no code

SIZE = 18.5
"""The side of a code on paper in millimetres: at least 0.56 a module in version 4 (documents.md 1)."""

QUIET = 4
"""Modules of white on every side of a code."""

DOTS = 12
"""Pixels of a module in a picture: sharp at 600 dpi."""

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])

Corners = tuple[tuple[float, float], ...]
Modules = tuple[tuple[bool, ...], ...]
"""Rows from the top; True is black."""


@lru_cache(maxsize=64)
def modules(text: str) -> Modules:
    """The dark and light modules of a code, without its quiet zone, remembered; ValueError if it needs more than version 4."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dark = np.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
    if len(dark) > 33:
        raise ValueError(f"{len(text)} letters need more than version 4")
    return tuple(map(tuple, dark.tolist()))


def picture(text: str) -> bytes:
    """The code as a PNG in black and white (PNG, ISO/IEC 15948: one bit of grey), without its quiet zone.

    Of the lines of a module only the first is written as it is, the others as that they are like it (filter 2, "up").
    """
    rows = np.packbits(np.repeat(~np.array(modules(text)), DOTS, axis=1), axis=1)
    side = len(rows) * DOTS
    alike = (b"\2" + bytes(len(rows[0]))) * (DOTS - 1)
    raw = b"".join(b"\0" + row.tobytes() + alike for row in rows)
    head = struct.pack(">2L5B", side, side, 1, 0, 0, 0, 0)
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def white(text: str) -> float:
    """The width in millimetres of the white that a code of `SIZE` needs on every side."""
    return QUIET * SIZE / len(modules(text))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


@dataclass(frozen=True, slots=True)
class CodeInPicture:
    """A code in a picture: its text, and by how many degrees clockwise (0, 90, 180, 270) the picture must be turned for
    the code to stand upright; and its corners from its own upper left one clockwise, in widths of the picture."""

    text: str
    turn: int
    corners: Corners = field(default=(), compare=False)


def seen(grey: NDArray[np.uint8], *, even: bool = False) -> tuple[CodeInPicture, ...]:
    """The QR codes in a grey picture, each once, in the order of their texts; only those whose own checks are right.

    `even`: one shade parts ink from paper everywhere, not a shade for every part.
    """
    parting = zxingcpp.Binarizer.GlobalHistogram if even else zxingcpp.Binarizer.LocalAverage
    plain = zxingcpp.TextMode.Plain
    barcodes = zxingcpp.read_barcodes(grey, formats=_FORMATS, text_mode=plain, binarizer=parting)
    wide = grey.shape[1]
    known = {
        CodeInPicture(b.text, -round(b.orientation / 90) * 90 % 360, _corners(b, wide)) for b in barcodes if b.valid
    }
    return tuple(sorted(known, key=lambda s: (s.text, s.turn)))


def _corners(barcode: zxingcpp.Barcode, wide: int) -> Corners:
    at = barcode.position
    return tuple((p.x / wide, p.y / wide) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left))
