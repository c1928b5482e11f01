"""Sheets of paper drawn by hand, and files that hold them as scanners, telephones and other programs write such files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from casedrop.formats.qr import SIZE, picture
from casedrop.forms import page_code
from casedrop.forms.page_code import Code
from formats.scan_samples import KEY

COPY, QUOTE = Code("PL-2026-0031", 9, "3/4"), Code("BG-2026-0118", 4)
A4 = (210.0, 297.0)
RIGHT, TOP = 18.0, 10.1
"""Where a code stands: from the right edge, and from the upper or lower one."""


def code(page: int, of: int = 2, document: Code = COPY) -> str:
    """The text of the code on a page of a document."""
    return page_code.write(document.at(page, of), KEY)


def sheet(text: str, dpi: int = 150, ink: int = 0, *, at_foot: bool = False) -> Image.Image:
    """A sheet of A4 with some lines of writing, and a code where ours stand ("": none)."""
    dot = dpi / 25.4
    page = Image.new("L", (round(A4[0] * dot), round(A4[1] * dot)), 255)
    draw = ImageDraw.Draw(page)
    for line in range(60, 280, 8):
        draw.line(
            [(25 * dot, line * dot), ((120 + line % 50) * dot, line * dot)], fill=ink, width=max(1, round(dot / 2))
        )
    if text:
        side = round(SIZE * dot)
        drawn = Image.open(io.BytesIO(picture(text))).convert("L").resize((side, side), Image.Resampling.LANCZOS)
        top = A4[1] - TOP - SIZE if at_foot else TOP
        page.paste(drawn, (round((A4[0] - RIGHT - SIZE) * dot), round(top * dot)))
    return page


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file of that kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def on_desk(
    places: Sequence[tuple[Image.Image, tuple[int, int], int]], size: tuple[int, int], desk: int = 90
) -> Image.Image:
    """Sheets (each with its place and by how many degrees it is turned, anticlockwise) on a desk, the last on top."""
    there = Image.new("L", size, desk)
    for page, at, turn in places:
        turned = page.rotate(turn, expand=True, fillcolor=desk)
        there.paste(turned, at)
    return there


def pdf(*texts: str, dpi: int = 100) -> bytes:
    """A PDF of sheets with these codes."""
    first, *rest = [sheet(text, dpi) for text in texts]
    return saved(first, "PDF", save_all=True, append_images=rest, resolution=dpi)


def locked(data: bytes, algorithm: str) -> bytes:
    """A PDF that its owner locked against changing: anyone opens it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("", "x", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    """The PDF whose pages say that they are to be shown turned."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.rotate(degrees)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_root(data: bytes, entries: Mapping[str, object]) -> bytes:
    """The PDF with more entries in its root."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for name, value in entries.items():
        writer.root_object[NameObject(name)] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
