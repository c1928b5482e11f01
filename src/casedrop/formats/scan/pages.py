"""The sheets of a scan as grey pictures: PDF by pdfium, pictures by Pillow, all with caps (faults B12)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pypdfium2
from pypdfium2 import raw

from casedrop.formats.scan import pictures
from casedrop.formats.scan.grey import Grey
from casedrop.formats.scan.limits import PIXELS, UnusableError, counted, damaged, too_large
from casedrop.language.problem import Problem

LARGEST = 40_000_000
"""No page of a PDF is drawn that has more square points."""


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


@contextmanager
def opened(data: bytes) -> Iterator[Iterator[ScannedSheet]]:
    """The sheets of a scan in order, one at a time.

    Raises UnusableError, here or at a sheet: `file.damaged`, `file.protected`, `scan.too-many` (limit), `scan.too-large`
    (page, limit in million pixels), and those of `pictures.opened`.
    """
    with _pdf(data) if is_pdf(data) else pictures.opened(data) as sheets:
        yield sheets


def is_pdf(data: bytes) -> bool:
    """Whether a scan is a PDF; anything else is a picture."""
    return data[:1024].find(b"%PDF-") >= 0


@contextmanager
def document_of(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A scan's PDF, opened; raises UnusableError: `file.damaged`, `file.protected`."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise (UnusableError(Problem("file.protected")) if locked else damaged()) from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _pdf(data: bytes) -> Iterator[Iterator[ScannedSheet]]:
    with document_of(data) as document:
        counted(len(document))
        yield _sheets(document)


def _sheets(document: pypdfium2.PdfDocument) -> Iterator[ScannedSheet]:
    try:
        for number, page in enumerate(document, 1):
            wide, high = page.get_size()
            if wide * high > LARGEST:
                raise too_large(number, LARGEST)
            yield PdfSheet(page)
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
