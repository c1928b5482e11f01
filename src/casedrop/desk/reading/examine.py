"""What one file says, from bytes to a Reading: run in a process of its own, so that no file can hurt the desk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from casedrop.cases import dataclass_json
from casedrop.formats import zips
from casedrop.formats.late import Late
from casedrop.formats.registry import FORMATS, PDF_FORM, Peek
from casedrop.formats.sniff import sniff
from casedrop.forms.form import Form
from casedrop.forms.identify import identify
from casedrop.forms.page_code import parse
from casedrop.forms.reading import Examined, Reading
from casedrop.forms.signing import told
from casedrop.language.problem import Answers, Json, Problem

if TYPE_CHECKING:
    from casedrop.formats import content
    from casedrop.formats.pdf import content as pdf_content
    from casedrop.formats.pdf import drawn as drawing
    from casedrop.formats.pdf import signatures as signing
    from casedrop.formats.pdf.form import read as pdf_form
    from casedrop.formats.scan import read as scan
else:
    content, pdf_content = Late("casedrop.formats.content"), Late("casedrop.formats.pdf.content")
    drawing, signing = Late("casedrop.formats.pdf.drawn"), Late("casedrop.formats.pdf.signatures")
    pdf_form, scan = Late("casedrop.formats.pdf.form.read"), Late("casedrop.formats.scan.read")

Templates = Mapping[tuple[str, str], str | bytes]
"""(form id, language) -> path of the template, or its bytes."""
Example = Callable[[str, str], bytes]
"""A document of ours, of a form in a language."""


@dataclass(frozen=True, slots=True)
class KnownForms:
    """What a reader process needs to know: the forms, where their templates lie, the language to fall back on, and how many
    pages of a scan it looks at (None: all); `pieces`, whether it tells all that a file holds; `roots` the certificates (DER) of
    the authorities that the office trusts; `paper` the PDF that was issued of a scan, if its places to sign are to be looked at;
    `example` stays with the desk: what makes a document by which readers prepare for a form."""

    forms: Mapping[str, Form]
    templates: Templates
    lang: str
    pages: int | None = None
    pieces: bool = False
    roots: tuple[bytes, ...] = ()
    paper: bytes = b""
    example: Example | None = None


def examine(data: bytes, shelf: KnownForms) -> Examined:
    """What the bytes are and say; a file that is no form of ours, or whose parts cannot be taken apart, has a problem and no
    answers."""
    try:
        return _with_pieces(data, shelf)
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno:  # a file of ours that the system does not give
            raise
        return Examined(sniff(data).kind, "", Reading(problems=(Problem("file.damaged"),)))


def _with_pieces(data: bytes, shelf: KnownForms) -> Examined:
    seen = _examined(data, shelf)
    is_open = shelf.pieces and seen.kind in content.SEARCHABLE
    if not is_open or (seen.kind == "pdf" and pdf_content.is_silent(data)):
        return seen
    return replace(seen, pieces=tuple(content.pieces(data, seen.kind)))


def _examined(data: bytes, shelf: KnownForms) -> Examined:
    seen = sniff(data)
    if seen.kind in SCANS and not seen.problems:
        return _on_pages(data, seen.kind, shelf)
    if seen.kind not in FORMATS or any(p.code in UNREADABLE for p in seen.problems):
        return Examined(seen.kind, "", Reading(problems=seen.problems or (Problem("file.kind"),)))
    return _of_form(data, seen.kind, FORMATS[seen.kind].peek(data), shelf, seen.problems)


def _on_pages(data: bytes, kind: str, shelf: KnownForms) -> Examined:
    """What a PDF or a picture says; of a signed PDF only what was signed, and what is known of its signatures."""
    if kind != "pdf":
        return _of_pages(data, kind, shelf)
    was = signing.signed(data, shelf.roots)
    seen = _of_pages(was.revision, kind, shelf)
    reading = replace(seen.reading, signatures=was.signatures, notices=(*seen.reading.notices, *told(was.signatures)))
    return replace(seen, reading=reading) if was.signatures else seen


def _of_pages(data: bytes, kind: str, shelf: KnownForms) -> Examined:
    """What pages say: a PDF form of ours is filled, anything else is a scan."""
    peek = pdf_form.peek(data) if kind == "pdf" else None
    if peek:
        return _of_form(data, PDF_FORM, peek, shelf, ())
    fault = pdf_form.unreadable(data) if kind == "pdf" else None
    if fault:
        return Examined(kind, "", Reading(problems=(fault,)))
    seen = scan.read(data, shelf.pages, shelf.paper)
    if kind != "pdf" or seen.problems:
        return Examined(kind, "", Reading(), seen)
    if any(parse(text) for page in seen.pages for text in page.codes):
        return Examined(kind, "", Reading(stamp=pdf_form.borne(data), printed=drawing.drawn(data)), seen)
    return Examined(kind, "", _printed(data, shelf), seen)


def _printed(data: bytes, shelf: KnownForms) -> Reading:
    """What is said of a form of ours that somebody printed as a PDF: its fields are gone, what was in them is drawn (R16);
    of any other PDF, nothing."""
    look = pdf_form.first_look(data)
    form_id, lang = identify(shelf.forms, None, look.footer, look.texts)
    form = shelf.forms.get(form_id or "")
    return Reading(lang=lang, problems=(Problem("pdf.printed", args={"form": form.titles}),)) if form else Reading()


def _of_form(data: bytes, kind: str, peek: Peek, shelf: KnownForms, seen: tuple[Problem, ...]) -> Examined:
    """What a filled form says, if it is one that is known."""
    form_id, lang = identify(shelf.forms, peek.stamp, peek.footer, peek.texts)
    form = shelf.forms.get(form_id or "")
    if form is None or form.format != (WRITTEN if kind == PDF_FORM else kind):
        reading = Reading(stamp=peek.stamp, lang=lang, problems=(Problem("form.unknown"),), notices=_told(seen))
        return Examined(kind, peek.footer, reading)
    lang = lang or shelf.lang
    if kind == PDF_FORM:
        reading = pdf_form.read(data, form, lang)
    else:
        reading = _read(data, kind, form, lang, template_of(shelf, form.id, lang))
    return Examined(kind, peek.footer, _whole(reading, form.id, lang, peek.stamp, seen))


class UnusableTemplate(Exception):  # noqa: N818 - the situation is the name
    """A form cannot be read because its template, a file of ours, cannot."""


def _read(data: bytes, kind: str, form: Form, lang: str, template: bytes) -> Reading:
    """What a filled form says; raises UnusableTemplate where not the sender's file is at fault, but ours."""
    try:
        return FORMATS[kind].read(data, form, lang, template)
    except BROKEN as error:
        try:
            FORMATS[kind].read(template, form, lang, template)
        except Exception:
            raise UnusableTemplate(f"the template of {form.id} ({lang})") from error
        raise


def template_of(shelf: KnownForms, form: str, lang: str) -> bytes:
    """The template of a form in a language; raises KeyError, OSError."""
    known = shelf.templates[form, lang]
    return known if isinstance(known, bytes) else Path(known).read_bytes()


WRITTEN = "docx"
"""The format whose forms are PDF forms too."""

BROKEN = (zips.UnreadableError, zipfile.BadZipFile, zlib.error, OSError, SyntaxError)
"""What is raised by what takes files apart, at a part that is broken (lxml and Pillow raise SyntaxError, Pillow OSError too)."""

SCANS = ("pdf", "image")
"""The kinds in which signed paper comes back."""

UNREADABLE = {
    "file.damaged",
    "file.protected",
    "file.empty",
    "file.too-large",
    "file.too-complex",
    "file.legacy",
    "file.kind",
}
"""The problems of sniffing after which a file is not opened; what else sniffing tells is a trait of it."""


def _whole(reading: Reading, form: str, lang: str, stamp: str | None, seen: tuple[Problem, ...]) -> Reading:
    """A reading with what was known before it: its form, language and stamp, and what sniffing saw."""
    return replace(reading, form=form, lang=lang, stamp=stamp, notices=(*_told(seen), *reading.notices))


def _told(seen: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What sniffing saw and reading does not mind, as it is told to the sender: `noted.macro` for `file.macro` and so on."""
    return tuple(replace(p, code=p.code.replace("file.", "noted.", 1)) for p in seen)


def to_json(seen: Examined) -> dict[str, Json]:
    """The result as JSON values: what crosses from the reader process is data only."""
    return dataclass_json.encode(seen)


def from_json(data: Answers) -> Examined:
    """The result that `to_json` wrote."""
    return dataclass_json.decode(Examined, data)
