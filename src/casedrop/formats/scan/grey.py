"""A picture in grey of eight bits, upright as its camera says, its pixels as wide as high."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]
"""A picture in shades of grey, row by row."""

_ORIENTATION = 0x0112
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright, by what its camera noted (EXIF 2.3, 4.6.4)."""
_FLAT = 1.4
"""Of what ratio on the two resolutions of a picture are heeded: faxes have half as many lines as dots."""


def grey_of(image: Image.Image) -> Image.Image:
    """The picture in grey, on white where one can see through it; what it notes of itself is heeded, then left out."""
    image.load()  # a TIFF is turned then, and notes it no more
    noted = image.getexif().get(_ORIENTATION)
    flat = _square(_shades(image), image.info.get("dpi"))
    return flat.transpose(_TURNED[noted]) if noted in _TURNED else flat


def _shades(image: Image.Image) -> Image.Image:
    if image.mode.startswith(("I", "F")):
        return _of_deep(image)
    if image.has_transparency_data:
        clear = (image if image.mode in ("LA", "RGBA") else image.convert("RGBA")).convert("LA")
        white = Image.new("L", clear.size, 255)
        white.paste(clear.getchannel(0), mask=clear.getchannel(1))
        return white
    return image.getchannel(0) if image.mode == "LAB" else image.convert("L")


def _of_deep(image: Image.Image) -> Image.Image:
    """A picture of sixteen bits or more, or of broken numbers, by the range that its numbers take."""
    there = np.asarray(image)
    if image.mode == "F":
        there = np.nan_to_num(there) * (255 if there.max(initial=0) <= 1 else 1)
    else:
        there = there >> 8 if there.max(initial=0) > 255 else there
    return Image.fromarray(np.clip(there, 0, 255).astype(np.uint8))


def _square(image: Image.Image, dpi: object) -> Image.Image:
    """The picture with as many dots across as down, where it says that it has far more of the one."""
    across, down = _resolution(dpi)
    wide, high = image.size
    if across > _FLAT * down:
        return image.resize((wide, round(high * min(across / down, 4))))
    return image.resize((round(wide * min(down / across, 4)), high)) if down > _FLAT * across else image


def _resolution(dpi: object) -> tuple[float, float]:
    """A picture's resolutions as it notes them; (1, 1) if it notes none that can be."""
    if isinstance(dpi, tuple) and len(dpi) == 2 and all(float(n) > 1 for n in dpi):
        return float(dpi[0]), float(dpi[1])
    return 1.0, 1.0
