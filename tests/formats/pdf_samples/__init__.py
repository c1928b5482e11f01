"""PDF forms for tests: one page laid out by hand, every form a flow brings out as one, and people who fill them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject, TextStringObject
from pypdfium2 import raw

from casedrop.desk.libreoffice.fonts import faces
from casedrop.formats.pdf.form.letters import Faces
from casedrop.formats.pdf.form.make import Made, PdfForm, make
from casedrop.formats.word.filling.blanks import LINK, Blank
from casedrop.forms.form import Form
from casedrop.workspace.workspace import read
from formats.word_samples import VISIT
from shipped import ROOT

STAMP = "cd1;form=visit;sig=S"
LATIN_ONLY = Faces(faces("en").latin, faces("en").latin)
"""Faces that are quickly read: what is in a field does not hang on how it is drawn."""
LINE, TALL = 20.0, 60.0

SPOTS: Mapping[str, tuple[float, float, float, float]] = {
    "/customer/name": (60, 760, 300, 760 + LINE),
    "/customer/code": (320, 760, 500, 760 + LINE),
    "/visited_on": (60, 730, 160, 730 + LINE),
    "/state": (180, 730, 300, 730 + LINE),
    "/again=yes": (60, 700, 70, 710),
    "/again=no": (120, 700, 130, 710),
    "/story": (60, 620, 500, 620 + TALL),
    "/people/0/name": (60, 590, 200, 590 + LINE),
    "/people/0/due": (210, 590, 300, 590 + LINE),
    "/people/1/name": (60, 560, 200, 560 + LINE),
    "/people/1/due": (210, 560, 300, 560 + LINE),
}
"""Where the fields of the page laid out by hand stand, in points, in the order of reading."""
BLANKS = tuple(Blank(tag, alone="=" not in tag) for tag in SPOTS)


def page(spots: Mapping[str, Sequence[float]] = SPOTS) -> bytes:
    """A page as LibreOffice makes it of a document with blanks: a ground for every cell, a link in each."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(595, 842)
    grounds = StreamObject()
    cells = [box for tag, box in spots.items() if "=" not in tag]
    grounds.set_data("\n".join(f"1 g {a} {b} {c - a} {d - b} re f" for a, b, c, d in cells).encode())
    sheet[NameObject("/Contents")] = writer._add_object(grounds)
    links = [
        _link(n, box if "=" in tag else (box[0] + 4, box[1] + 4, box[0] + 9, box[3] - 4))
        for n, (tag, box) in enumerate(spots.items())
    ]
    sheet[NameObject("/Annots")] = ArrayObject(links)
    return written(writer)


def _link(number: int, box: Sequence[float]) -> DictionaryObject:
    action = {"/S": NameObject("/URI"), "/URI": TextStringObject(f"{LINK}{number}")}
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, box)),
            NameObject("/A"): DictionaryObject({NameObject(k): v for k, v in action.items()}),
        }
    )


def visit(answers: Mapping[str, Any], lang: str = "vi", known: Faces | None = None) -> Made:
    """The hand-made page as a form of the bakery's visit."""
    paper = PdfForm(VISIT, lang, answers, frozenset(VISIT.by_pointer), STAMP)
    return make(page(), BLANKS, paper, known or LATIN_ONLY)


def written(writer: PdfWriter) -> bytes:
    """What a program saves."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def widgets(data: bytes) -> list[DictionaryObject]:
    """The widgets of a PDF that are seen, page by page in their order."""
    pages = PdfReader(io.BytesIO(data)).pages
    there = (each.get_object() for sheet in pages for each in sheet.get("/Annots", ()))
    return [w for w in there if w["/Subtype"] == "/Widget" and not int(w.get("/F", 0)) & 2]


def filled(data: bytes, values: Mapping[str, str]) -> bytes:
    """The form as pypdf's own filler leaves it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for sheet in writer.pages:
        writer.update_page_form_field_values(sheet, dict(values), auto_regenerate=False)
    return written(writer)


def typed(data: bytes, values: Mapping[str, str]) -> bytes:
    """The form as PDFium leaves it, after someone clicked each field and typed, or clicked a box (`/again=yes`)."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    places = _places(data)
    for tag, text in values.items():
        at, x, y = places[tag]
        sheet = document[at]
        hands = document.formenv.raw
        raw.FORM_OnMouseMove(hands, sheet, 0, x, y)
        raw.FORM_OnLButtonDown(hands, sheet, 0, x, y)
        raw.FORM_OnLButtonUp(hands, sheet, 0, x, y)
        for letter in text:
            raw.FORM_OnChar(hands, sheet, ord(letter), 0)
        raw.FORM_ForceToKillFocus(hands)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _places(data: bytes) -> dict[str, tuple[int, float, float]]:
    """The page and middle of each field and box."""
    found = {}
    for at, sheet in enumerate(PdfReader(io.BytesIO(data)).pages):
        for each in (w.get_object() for w in sheet.get("/Annots", ())):
            if each["/Subtype"] != "/Widget":
                continue
            name = str(each.get("/T") or each["/Parent"].get_object()["/T"])
            states = [s for s in each["/AP"]["/N"] if s != "/Off"] if "/AS" in each else []
            a, b, c, d = map(float, each["/Rect"])
            found[f"{name}={states[0][1:]}" if states else name] = (at, (a + c) / 2, (b + d) / 2)
    return found


def issued_fillable() -> dict[str, tuple[Form, str]]:
    """The forms that some flow of the repository brings out as PDF forms, each with the part that is filled."""
    book = read(ROOT).book
    issues = [i for flow in book.flows.values() for stage in flow.stages.values() for i in stage.issues if i.fillable]
    return {f"{i.form}:{i.part}": (book.forms[i.form], i.part) for i in issues}
