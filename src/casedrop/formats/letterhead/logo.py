"""A logo as every program shows it: a PNG, drawn from an SVG if that is what a company has."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from casedrop.formats.late import Late

if TYPE_CHECKING:
    import resvg_py
    from PIL import Image
else:
    Image, resvg_py = Late("PIL.Image"), Late("resvg_py")  # most logos are PNGs, most starts draw none

MOST = 4000
"""Pixels a side: more only makes every document heavier."""
DRAWN = 1200
"""Pixels that an SVG is drawn wide: 600 a dot-inch where a logo is as wide as it may be."""

_PNG = b"\x89PNG\r\n\x1a\n"


class UnfitLogoError(ValueError):
    """A file that is no PNG or SVG, is damaged, or is larger than `MOST`."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture (PNG), `wide` by `high` pixels."""

    png: bytes
    wide: int
    high: int


@lru_cache(maxsize=8)
def logo_of(data: bytes) -> Logo:
    """The logo in the bytes of a PNG or SVG file; raises UnfitLogoError."""
    png = data if data.startswith(_PNG) else _drawn(data)
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            wide, high = picture.size
            if max(wide, high) > MOST:
                raise UnfitLogoError(f"{wide} × {high} px > {MOST}")
            picture.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise UnfitLogoError(str(error)) from error
    return Logo(png, wide, high)


def _drawn(data: bytes) -> bytes:
    """An SVG as a PNG; nothing outside the file is looked at."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnfitLogoError("PNG, SVG") from error
    if "<svg" not in text:
        raise UnfitLogoError("PNG, SVG")
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=text, width=DRAWN))
    except ValueError as error:
        raise UnfitLogoError(str(error)) from error
