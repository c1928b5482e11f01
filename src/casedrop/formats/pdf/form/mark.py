"""Marking: remarks put as notes beside the fields of a sender's PDF, behind its own bytes, none of which changes
(ISO 32000-1, 7.5.6)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from casedrop.formats.pdf.form.fields import DEEPEST, as_entries
from casedrop.formats.pdf.form.identity import CARRIER, STAMP
from casedrop.formats.pdf.form.objects import PRINTED, drawing, entries, text_string
from casedrop.formats.pdf.unlocked import unlocked
from casedrop.forms.reading import Mark

AUTHOR = "casedrop"
_NAMES = "casedrop-mark-"
_SIDE, _OVER = 15.0, 9.0
"""The side of a note in points, and how far it lies over its field's right edge."""
_FIXED = 8 | 16
"""A note keeps its size and stands upright (table 165)."""
_YELLOW = [1.0, 0.8, 0.2]
_NOTE = b"1 0.8 0.2 rg 0.35 0.25 0 RG 0.8 w 0.5 0.5 14 14 re B 0.35 0.25 0 rg 6.6 5.6 1.8 6.6 re f 6.6 2.8 1.8 1.8 re f"
"""A yellow square with an exclamation mark."""
_MARGIN, _STEP = 24.0, 18.0

Box = tuple[float, float, float, float]


def mark(data: bytes, marks: Sequence[Mark]) -> bytes:
    """A copy with the remarks as notes of `casedrop` at the fields their places name, earlier ones of ours gone, others' kept.

    What came is the copy's beginning, byte for byte, unless it is locked against changing: then the same without the lock.
    A remark on no field stands at the top of its page. Raises one of `unlocked.BROKEN`.
    """
    writer = PdfWriter(PdfReader(io.BytesIO(unlocked(data))), incremental=True)
    places: dict[str, tuple[int, Box]] = {}
    for at, page in enumerate(writer.pages):
        _forget(page)
        places |= {name: (at, box) for name, box in _widgets(page).items() if name not in places}
    for number, remark in enumerate(marks, 1):
        wanted = remark.place.args
        first = min(max(int(wanted.get("page", 1)), 1), len(writer.pages)) - 1
        at, box = places.get(str(wanted.get("field", "")), (first, _top(writer.pages[first], number)))
        _add(writer.pages[at], _note(writer, writer.pages[at], box, remark.text, number))
    return _written(writer)


def restamp(data: bytes, stamp: str) -> bytes:
    """A copy that bears the stamp in place of the one it bore; what came is its beginning, byte for byte."""
    writer = PdfWriter(PdfReader(io.BytesIO(unlocked(data))), incremental=True)
    for page in writer.pages:
        for each in page.get("/Annots", ()):
            field = each.get_object()
            if _name(field) == CARRIER:
                field[NameObject("/V")] = text_string(stamp)
    writer.add_metadata({STAMP: stamp})
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _forget(page: PageObject) -> None:
    """Take our earlier notes off a page that has any."""
    there = list(page.get("/Annots", ()))
    kept = [each for each in there if not _is_ours(each.get_object())]
    if len(kept) < len(there):
        page[NameObject("/Annots")] = ArrayObject(kept)


def _is_ours(annotation: DictionaryObject) -> bool:
    return annotation.get("/Subtype") == "/Text" and str(annotation.get("/NM", "")).startswith(_NAMES)


def _widgets(page: PageObject) -> dict[str, Box]:
    """The boxes of a page's fields by their names; of several of a name, the first."""
    boxes: dict[str, Box] = {}
    for each in page.get("/Annots", ()):
        widget = each.get_object()
        if widget.get("/Subtype") == "/Widget" and "/Rect" in widget:
            a, b, c, d = map(float, widget["/Rect"])
            boxes.setdefault(_name(widget), (min(a, c), min(b, d), max(a, c), max(b, d)))
    return boxes


def _name(field: object) -> str:
    """A field's full name."""
    parts: list[str] = []
    here = as_entries(field)
    for _ in range(DEEPEST):
        if here is None:
            break
        parts.insert(0, str(here.get("/T", "")))
        here = as_entries(here.get("/Parent"))
    return ".".join(part for part in parts if part)


def _top(page: PageObject, number: int) -> Box:
    """A place at the upper left corner of a page, further down for later remarks."""
    high = float(page.mediabox.top) - _MARGIN - _STEP * (number % 20)
    return _MARGIN, high - _SIDE, _MARGIN + _SIDE, high


def _note(writer: PdfWriter, page: PageObject, box: Box, text: str, number: int) -> IndirectObject:
    """The reference of a note at the upper right corner of a field, or left of a box to tick; undated, so that the same
    remarks give the same bytes."""
    is_box = box[2] - box[0] < _SIDE
    left = box[0] - _SIDE - 1 if is_box else min(box[2] - _OVER, float(page.mediabox.right) - _SIDE - 2)
    bottom = box[1] if is_box else box[3] - _OVER
    rect = [left, bottom, left + _SIDE, bottom + _SIDE]
    drawn = drawing(writer, _NOTE, _SIDE, _SIDE)
    about = entries(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/Text"),
        Rect=rect,
        Contents=text,
        T=AUTHOR,
        NM=f"{_NAMES}{number}",
        C=_YELLOW,
        F=PRINTED | _FIXED,
        AP=entries(N=drawn),
    )
    return writer._add_object(about)


def _add(page: PageObject, note: IndirectObject) -> None:
    """Put a note on a page, whose list of annotations may be an object of its own."""
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", ()), note])
