"""Pictures of paper, opened by Pillow as telephones and scanners write them: which of their frames are pages, how each is
turned, and no more of it in memory than a code needs."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module

import numpy as np
from PIL import Image, Jpeg2KImagePlugin, JpegImagePlugin, UnidentifiedImageError

from casedrop.formats.picture_kinds import picture_kind
from casedrop.formats.scan.frames import page_frames
from casedrop.formats.scan.grey import Grey, grey_of
from casedrop.formats.scan.limits import PIXELS, UnusableError, counted, damaged, too_large
from casedrop.language.problem import Problem

OPENED = 250_000_000
"""No picture of more pixels is opened."""
BYTES = 420_000_000
"""No picture is opened that takes more memory: a reader has little more than twice that."""

_WAVELETS = 20_000_000
"""Pixels of a JPEG 2000 that are decoded: its decoder takes sixteen bytes and more for each."""
_KNOWN = ("TIFF", "JPEG", "PNG", "WEBP", "AVIF", "BMP", "DIB", "GIF", "JPEG2000", "HEIF", "PPM")
_HARDLY_BROKEN = ("JPEG", "PNG", "GIF", "BMP", "WebP")
"""What of these Pillow does not know is damaged; of other kinds it may be one that it never knew."""
BROKEN = (
    OSError,
    SyntaxError,
    EOFError,
    struct.error,
    zlib.error,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
)
"""What Pillow raises over pictures that are none, or were made to break it."""
_LONG_SIDE = 297 / 25.4
"""The long side of A4 in inches: a photograph says nothing true of its resolution, so it is taken for a page that fills it."""


@dataclass(frozen=True)
class ImageSheet:
    """A picture of a page."""

    image: Image.Image

    def grey(self, dpi: float) -> Grey:
        """The picture scaled to that resolution, or the best one within the cap."""
        wide, high = self.image.size
        scale = min(dpi * _LONG_SIDE / max(wide, high), (PIXELS / (wide * high)) ** 0.5)
        size = max(1, round(wide * scale)), max(1, round(high * scale))
        return np.asarray(self.image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0))


@contextmanager
def opened(data: bytes) -> Iterator[Iterator[ImageSheet]]:
    """The sheets of a picture's file, one at a time.

    Raises UnusableError, here or at a sheet: `file.damaged`, `scan.format` (format), `scan.moving` (frames), `scan.too-many`,
    `scan.too-large`.
    """
    with picture_of(data) as image:
        frames = page_frames(image)
        counted(len(frames))
        yield _sheets(image, frames)


@contextmanager
def picture_of(data: bytes) -> Iterator[Image.Image]:
    """A picture's file opened, none of its pixels read yet; raises UnusableError: `file.damaged`, `scan.format`,
    `scan.too-large`."""
    Image.MAX_IMAGE_PIXELS = 2 * OPENED  # what is between is refused below, before any of its pixels is read
    Image.init()
    with suppress(ImportError):
        import_module("pi_heif").register_heif_opener()
    try:
        image = Image.open(io.BytesIO(data), formats=[name for name in _KNOWN if name in Image.OPEN])
    except UnidentifiedImageError as error:
        raise _unknown(data) from error
    except Image.DecompressionBombError as error:
        raise too_large(1, OPENED) from error
    except BROKEN as error:
        raise damaged() from error
    with image:
        yield image


def _unknown(data: bytes) -> UnusableError:
    """What is said of a picture that Pillow does not know."""
    name = picture_kind(data)
    return (
        damaged()
        if name in _HARDLY_BROKEN or not name
        else UnusableError(Problem("scan.format", args={"format": name}))
    )


def _sheets(image: Image.Image, frames: tuple[int, ...]) -> Iterator[ImageSheet]:
    """The pages of an opened picture; what a broken one makes its reader raise becomes UnusableError."""
    for number, frame in enumerate(frames, 1):
        try:
            image.seek(frame)
            _fit(image, number)
            yield ImageSheet(grey_of(image))
        except UnusableError:
            raise
        except MemoryError as error:
            raise too_large(number, PIXELS) from error
        except BROKEN as error:
            raise damaged() from error


def _fit(image: Image.Image, number: int) -> None:
    """Have a picture opened no larger than is looked at, where its format can; raise UnusableError if it is past the caps."""
    pixels = image.width * image.height
    if pixels > OPENED:
        raise too_large(number, OPENED)
    if isinstance(image, JpegImagePlugin.JpegImageFile):
        halves = next(n for n in (1, 2, 4, 8) if pixels / n**2 <= PIXELS or n == 8)
        image.draft("L", (image.width // halves, image.height // halves))
        taken = 3 * pixels if "progression" in image.info else 0
    elif isinstance(image, Jpeg2KImagePlugin.Jpeg2KImageFile):
        halves = next((n for n in range(5) if pixels / 4**n <= _WAVELETS), 5)
        image.reduce = halves
        taken = pixels * 16 // 4**halves
    else:
        taken = pixels * _bytes(image.mode)
    if max(taken, image.width * image.height * _bytes(image.mode)) > BYTES:
        raise too_large(number, BYTES // 4)


def _bytes(mode: str) -> int:
    """The bytes of a pixel in Pillow's memory."""
    return 1 if mode in ("1", "L", "P") else 2 if mode.startswith("I;16") or mode == "LA" else 4
