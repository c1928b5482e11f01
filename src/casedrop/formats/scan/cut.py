"""Some pages of a scan as a file of their own, every pixel as it was scanned."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image
from pypdf import PdfReader, PdfWriter


def cut(data: bytes, pages: Sequence[int]) -> bytes:
    """The pages (from 0) of a scan in the given order: a PDF of a PDF, its images byte for byte; a TIFF of a TIFF, its
    pixels unchanged. The only page of a JPEG or PNG is the file itself.

    Raises IndexError for a page that is not there, pypdf's PdfReadError and Pillow's UnidentifiedImageError.
    """
    if data[:1024].find(b"%PDF-") >= 0:
        return _of_pdf(data, pages)
    with Image.open(io.BytesIO(data)) as image:
        count = getattr(image, "n_frames", 1)
        if any(not 0 <= page < count for page in pages):
            raise IndexError(f"{count} pages")
        return _of_tiff(image, pages) if count > 1 else data


def _of_pdf(data: bytes, pages: Sequence[int]) -> bytes:
    reader, writer = PdfReader(io.BytesIO(data)), PdfWriter()
    for page in pages:
        writer.add_page(reader.pages[page])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _of_tiff(image: Image.Image, pages: Sequence[int]) -> bytes:
    """The frames packed without loss: fax coding for black and white (TIFF 6.0, section 11), deflate for the rest."""
    frames = []
    for page in pages:
        image.seek(page)
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
