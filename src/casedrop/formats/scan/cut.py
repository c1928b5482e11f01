"""Some pages of a scan as a file of their own, every pixel as it was scanned."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter

from casedrop.formats.pdf.unlocked import BROKEN, with_pages
from casedrop.formats.scan.frames import page_frames
from casedrop.formats.scan.limits import UnusableError, damaged
from casedrop.formats.scan.pages import document_of, is_pdf
from casedrop.formats.scan.pictures import picture_of


def cut(data: bytes, pages: Sequence[int]) -> bytes:
    """The pages (from 0) of a scan in the given order: a PDF of a PDF, its images byte for byte; a TIFF of a TIFF, its
    pixels unchanged. The only page of any other picture is the file itself. The same pages give the same bytes.

    Whatever was read can be cut: the readers are the same. Raises IndexError for a page that is not there, and UnusableError.
    """
    if is_pdf(data):
        return _of_pdf(data, pages)
    with picture_of(data) as image:
        frames = page_frames(image)
        if any(not 0 <= page < len(frames) for page in pages):
            raise IndexError(f"{len(frames)} pages")
        return _of_frames(image, [frames[page] for page in pages]) if len(frames) > 1 else data


def _of_pdf(data: bytes, pages: Sequence[int]) -> bytes:
    try:
        with document_of(data) as document:
            excerpt = with_pages(document, pages)
        return _undated(excerpt)
    except IndexError:
        raise
    except (*BROKEN, pypdfium2.PdfiumError) as error:
        raise error if isinstance(error, UnusableError) else damaged() from error


def _undated(pdf: bytes) -> bytes:
    """A PDF without the moment and the number that pdfium gives each one it saves."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _of_frames(image: Image.Image, wanted: Sequence[int]) -> bytes:
    """The frames packed without loss: fax coding for black and white (TIFF 6.0, section 11), deflate for the rest."""
    frames = []
    for number in wanted:
        image.seek(number)
        frame = image.copy()
        frame.encoderinfo = {
            "compression": "group4" if frame.mode == "1" else "tiff_deflate",
            "dpi": image.info.get("dpi"),
        }
        frames.append(frame)
    out = io.BytesIO()
    first, *rest = frames
    first.save(out, "TIFF", save_all=True, append_images=rest, **first.encoderinfo)
    return out.getvalue()
