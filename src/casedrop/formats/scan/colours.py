"""The sheets of a scan in colour, where it has any: only for the places to sign, which are few."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, JpegImagePlugin

from casedrop.formats.scan.frames import page_frames
from casedrop.formats.scan.limits import UnusableError
from casedrop.formats.scan.pages import LARGEST, document_of, is_pdf
from casedrop.formats.scan.pictures import BROKEN, picture_of

_DPI = 200
"""The resolution at which a page of a PDF is drawn."""
_LONG = 3600
"""The long side of a picture that is looked at, in dots."""
_TINT = 0.2
"""From so much difference between its colours (of 255), on the average of its dots, a picture has colours."""
_OPENED = 60_000_000
"""No picture of more pixels is opened in colour."""

_GREYS = ("1", "L", "LA", "I", "F", "I;16")


def sheet_in_colour(data: bytes, index: int) -> Image.Image | None:
    """A sheet (from 0) of a scan that could be read, upright as its camera says; in grey (mode L) if it has no colours. None if
    that takes too much."""
    with suppress(UnusableError, pypdfium2.PdfiumError, MemoryError, *BROKEN):
        return _of_pdf(data, index) if is_pdf(data) else _of_picture(data, index)
    return None


def has_colours(image: Image.Image) -> bool:
    """Whether a picture has any colours: a scanner that sees colours leaves a tint in paper too."""
    if image.mode == "L":
        return False
    dots = np.asarray(image.reduce(2))
    return bool((dots.max(axis=2) - dots.min(axis=2)).mean() > _TINT)


def _of_pdf(data: bytes, index: int) -> Image.Image | None:
    with document_of(data) as document:
        page = document[index]
        wide, high = page.get_size()
        if wide * high > LARGEST:
            return None
        scale = min(_DPI / 72, _LONG / max(wide, high, 1))
        return page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")


def _of_picture(data: bytes, index: int) -> Image.Image | None:
    with picture_of(data) as image:
        image.seek(page_frames(image)[index])
        if isinstance(image, JpegImagePlugin.JpegImageFile):
            image.draft("RGB", (_LONG, _LONG))
        if image.width * image.height > _OPENED:
            return None
        upright = ImageOps.exif_transpose(image)
        plain = upright.convert("L" if upright.mode in _GREYS else "RGB")
        plain.thumbnail((_LONG, _LONG))
        return plain
