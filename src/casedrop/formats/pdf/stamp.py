"""Stamping: every page of a PDF gets its own code and the same in letters, drawn over what is there (documents.md 1)."""

from __future__ import annotations

import io
from itertools import groupby

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from casedrop.formats.pdf.code_places import CodePlace, code_places
from casedrop.formats.qr import SIZE, modules
from casedrop.forms import page_code
from casedrop.forms.page_code import Code

FONT = "/CasedropCourier"
"""The name of our font among a page's resources: Courier, which every viewer has (ISO 32000-1, 9.6.2.2)."""

_MM = 72 / 25.4
_KEPT, _CLEAR = 0.3, 1.4
"""How far around the code, in millimetres, what is there is wiped out: the code of a Word file, which lies below ours, and what
stands in a corner that nobody kept free."""
_LINE_RIGHT, _LINE_HIGH, _LINE_AWAY, _LINE_SIZE = 15.4, 1.4, 5.4, 6
"""The line in letters stands in the right margin: millimetres of its left side from the page's right edge, its height, and
how far from the code it begins; its size in points."""
_GREY = "0.369 0.42 0.447 rg"


def stamp(pdf: bytes, code: Code, readable: str, key: bytes) -> bytes:
    """The PDF of a Word document with a code of level M on every page, where its template has it, and beside it in the
    margin `readable · copy · page`; the rest as it was.

    `code` names document and copy, `readable` is the id of its footer. Raises ValueError for a number no code holds, and
    pypdf's PdfReadError or pypdfium2.PdfiumError for what is no PDF.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    total = len(writer.pages)
    for number, (page, place) in enumerate(zip(writer.pages, code_places(pdf), strict=True), 1):
        here, wide = code.at(number, total), float(page.mediabox.right)
        drawn = [*_code(page_code.write(here, key), place), *_letters(line(here, readable), place, wide)]
        _draw(writer, page, drawn)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def line(code: Code, readable: str) -> str:
    """What people read beside the code: `AR-v3 · YS-2026-0147 · 7F3K-92QD · 3/4 · 1/2`; no copy where there is one alone."""
    return " · ".join(part for part in (readable, code.copy, f"{code.page}/{code.pages}") if part)


def _draw(writer: PdfWriter, page: PageObject, drawn: list[str]) -> None:
    """Draw over a page, whatever state its own content leaves behind."""
    ours = "\n".join(["Q q", *drawn, "Q\n"])
    before, after = (_stream(writer, part) for part in (b"q\n", ours.encode("cp1252", "xmlcharrefreplace")))
    content = page.get("/Contents")
    there = content.get_object() if content is not None else ArrayObject()
    parts = list(there) if isinstance(there, ArrayObject) else [content]
    page[NameObject("/Contents")] = ArrayObject([before, *parts, after])
    _add_font(page)


def _stream(writer: PdfWriter, data: bytes) -> object:
    made = StreamObject()
    made.set_data(data)
    return writer._add_object(made.flate_encode())


def _code(text: str, place: CodePlace) -> list[str]:
    """The drawing of a code: a white square, then the dark modules as one path."""
    rows = modules(text)
    whole, clear = SIZE * _MM, (_KEPT if place.is_kept else _CLEAR) * _MM
    side, left, top, wiped = whole / len(rows), place.left, place.bottom + whole, whole + 2 * clear
    drawn = ["1 g", f"{left - clear:.3f} {place.bottom - clear:.3f} {wiped:.3f} {wiped:.3f} re f", "0 g"]
    for y, row in enumerate(rows, 1):
        for x, length in _runs(row):
            drawn.append(f"{left + x * side:.3f} {top - y * side:.3f} {length * side:.3f} {side:.3f} re")
    return [*drawn, "f"]


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules follow each other in a row: start and length."""
    runs = [(dark, [x for x, _ in several]) for dark, several in groupby(enumerate(row), key=lambda m: m[1])]
    return [(xs[0], len(xs)) for dark, xs in runs if dark]


def _letters(letters: str, place: CodePlace, wide: float) -> list[str]:
    """The drawing of a line of text in the right margin that runs from the code to the middle of the page."""
    shown = letters.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    if place.is_upper:
        turn, x, y = "0 -1 1 0", wide - _LINE_RIGHT * _MM, place.bottom - _LINE_AWAY * _MM
    else:
        turn, x, y = "0 1 -1 0", wide - (_LINE_RIGHT - _LINE_HIGH) * _MM, place.bottom + (SIZE + _LINE_AWAY) * _MM
    return [_GREY, f"BT {FONT} {_LINE_SIZE} Tf {turn} {x:.3f} {y:.3f} Tm ({shown}) Tj ET"]


def _add_font(page: PageObject) -> None:
    """Name our font among the page's resources, which it may share with other pages."""
    resources = page.get("/Resources", DictionaryObject()).get_object()
    fonts = resources.get("/Font", DictionaryObject()).get_object()
    ours = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Courier", "/Encoding": "/WinAnsiEncoding"}
    made = DictionaryObject({NameObject(k): NameObject(v) for k, v in ours.items()})
    more = DictionaryObject({**fonts, NameObject(FONT): made})
    page[NameObject("/Resources")] = DictionaryObject({**resources, NameObject("/Font"): more})
