"""A document's PDFs: made together, each page with its code, and looked at before they may go out."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdfium2 import PdfiumError

from casedrop.cases.parts import Print
from casedrop.desk.libreoffice.convert import ConversionFailed, Failure
from casedrop.desk.libreoffice.fonts import NoFace
from casedrop.desk.rendering import pdf_form
from casedrop.desk.rendering.render import Leaking, Unfit, form_of, refuse_leaks, render, template_of
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.formats.pdf.inspect import expected
from casedrop.formats.pdf.stamp import stamp
from casedrop.formats.registry import printable
from casedrop.forms import page_code
from casedrop.forms.stamp import write
from casedrop.language.problem import Problem
from casedrop.store.errors import Trouble

CODED = "docx"
"""The format whose pages bear codes; a sheet's stands in its file only."""


def sources(room: Room, made: Document, data: bytes) -> list[tuple[bytes, str]]:
    """What is converted (bytes, name) for each of a document's PDFs; raises Unfit where our own template fails by now.

    `data` is the document as it was issued, of which an original differs by its copy line and code.
    """
    try:
        return [(_source(room, made, paper, data), made.name) for paper in made.prints]
    except (OSError, Trouble, Leaking):
        raise
    except Exception as error:
        told = Problem("desk.unprintable", args={"message": f"{type(error).__name__}: {error}"})
        raise Unfit(made.name, [told]) from error


def printed(room: Room, made: Document, data: bytes) -> list[bytes]:
    """The PDFs of a document in the order of its prints; raises NoConverter, ConversionFailed, Unfit, Leaking."""
    raw = room.convert(sources(room, made, data))
    coded = [_finished(room, made.printed(p), pdf) for p, pdf in zip(made.prints, raw, strict=True)]
    whole = [_form(room, made, data, pdf) if p.fillable else pdf for p, pdf in zip(made.prints, coded, strict=True)]
    for pdf in whole:
        refuse_leaks(room, made, pdf, "pdf")
    return whole


def _source(room: Room, made: Document, paper: Print, data: bytes) -> bytes:
    """What is converted for one of a document's PDFs."""
    if paper.fillable:
        return pdf_form.source(data)
    return printable(render(room, made.printed(paper)) if paper.copy else data, form_of(room, made).format)


def _form(room: Room, made: Document, data: bytes, pdf: bytes) -> bytes:
    """The PDF with its fields laid over what was looked at before."""
    template, line = template_of(room, made), write(made.stamp, room.key)
    paper = pdf_form.about(template, form_of(room, made), made.lang, made.answers, line)
    try:
        filled = pdf_form.form_of_pdf(pdf, data, paper, made.name)
    except NoFace as lack:
        raise Unfit(made.name, [lack.problem]) from lack
    if filled.problems:
        raise Unfit(made.name, filled.problems)
    return filled.data


def _finished(room: Room, made: Document, pdf: bytes | Failure) -> bytes:
    """The PDF with its codes; looked at before they are drawn, for they repeat number and page, and after."""
    if isinstance(pdf, Failure):
        raise ConversionFailed(made.name)
    _look(room, made, pdf, [])
    code, key = page_code.of(made.stamp), bytes.fromhex(made.code_key)
    if code is None or form_of(room, made).format != CODED:
        return pdf
    try:
        stamped = stamp(pdf, code, made.facts["doc"]["readable"], key)
        total = len(PdfReader(io.BytesIO(stamped)).pages)
    except (PyPdfError, PdfiumError, KeyError) as error:
        raise ConversionFailed(made.name) from error
    _look(room, made, stamped, [page_code.write(code.at(n, total), key) for n in range(1, total + 1)])
    return stamped


def _look(room: Room, made: Document, pdf: bytes, shown: Sequence[str]) -> None:
    problems = room.inspect(pdf, expected(form_of(room, made), made.lang, made.number, shown))
    if problems:
        raise Unfit(made.name, problems)
