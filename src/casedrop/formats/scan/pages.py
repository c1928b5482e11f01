"""The sheets of a scan as grey pictures: PDF by pdfium, TIFF, JPEG and PNG by Pillow, all with caps (faults B12)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import raw

from casedrop.language.problem import Place, Problem

T = TypeVar("T")

PAGES = 200
"""A scan of more pages is not read."""
PIXELS = 40_000_000
"""No picture of more pixels is made or opened."""

Grey = NDArray[np.uint8]
_LONG_SIDE = 297 / 25.4
"""The long side of A4 in inches: a photograph says nothing true of its resolution, so it is taken for a page that fills it."""


class UnusableError(ValueError):
    """A scan that cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


class ScannedSheet(Protocol):
    """One sheet of a scan."""

    def grey(self, dpi: float) -> Grey:
        """The sheet as a picture of that resolution, or the best one within the cap."""


@dataclass(frozen=True)
class PdfSheet:
    """A page of a PDF, drawn anew for every resolution."""

    page: pypdfium2.PdfPage

    def grey(self, dpi: float) -> Grey:
        """The page as a picture of that resolution, or the best one within the cap."""
        wide, high = self.page.get_size()
        scale = min(dpi / 72, (PIXELS / max(wide * high, 1)) ** 0.5)
        return np.asarray(self.page.render(scale=scale, grayscale=True).to_numpy()).squeeze()


@dataclass(frozen=True)
class ImageSheet:
    """A picture of a page."""

    image: Image.Image

    def grey(self, dpi: float) -> Grey:
        """The picture scaled to that resolution, or the best one within the cap."""
        wide, high = self.image.size
        scale = min(dpi * _LONG_SIDE / max(wide, high), (PIXELS / (wide * high)) ** 0.5)
        size = max(1, round(wide * scale)), max(1, round(high * scale))
        return np.asarray(self.image.resize(size, Image.Resampling.LANCZOS))


@contextmanager
def opened(data: bytes) -> Iterator[Iterator[ScannedSheet]]:
    """The sheets of a scan in order, one at a time.

    Raises UnusableError, here or at a sheet: `file.damaged`, `file.protected`, `scan.too-many` (limit), `scan.too-large`
    (page, limit in million pixels).
    """
    with _pdf(data) if data[:1024].find(b"%PDF-") >= 0 else _image(data) as sheets:
        yield sheets


@contextmanager
def _pdf(data: bytes) -> Iterator[Iterator[ScannedSheet]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise UnusableError(Problem("file.protected") if locked else Problem("file.damaged")) from error
    try:
        _count(len(document))
        yield _pdf_sheets(document)
    finally:
        document.close()


def _pdf_sheets(document: pypdfium2.PdfDocument) -> Iterator[ScannedSheet]:
    for number, page in enumerate(_careful(iter(document)), 1):
        wide, high = page.get_size()
        _fits(number, wide * high)
        yield PdfSheet(page)


@contextmanager
def _image(data: bytes) -> Iterator[Iterator[ScannedSheet]]:
    try:
        with Image.open(io.BytesIO(data), formats=("TIFF", "JPEG", "PNG")) as image:
            frames = getattr(image, "n_frames", 1)
            _count(frames)
            yield _careful(_frames(image, frames))
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UnusableError(Problem("file.damaged")) from error


def _frames(image: Image.Image, frames: int) -> Iterator[ScannedSheet]:
    for number in range(frames):
        image.seek(number)
        _fits(number + 1, image.width * image.height)
        yield ImageSheet(_grey(ImageOps.exif_transpose(image)))


def _grey(image: Image.Image) -> Image.Image:
    """The picture in grey of eight bits, on white where one can see through it."""
    if image.mode.startswith("I"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    return image.convert("L")


def _careful(sheets: Iterator[T]) -> Iterator[T]:
    """The sheets; what a broken one makes its reader raise becomes UnusableError."""
    try:
        yield from sheets
    except (pypdfium2.PdfiumError, OSError, SyntaxError, EOFError, struct.error) as error:
        raise UnusableError(Problem("file.damaged")) from error


def _count(pages: int) -> None:
    if pages > PAGES:
        raise UnusableError(Problem("scan.too-many", args={"limit": PAGES}))
    if pages == 0:
        raise UnusableError(Problem("file.damaged"))


def _fits(number: int, pixels: float) -> None:
    """Raise UnusableError for a page that even at its coarsest is past the cap."""
    if pixels > PIXELS:
        raise UnusableError(
            Problem("scan.too-large", Place("page", {"page": number}), args={"limit": PIXELS // 1_000_000})
        )
