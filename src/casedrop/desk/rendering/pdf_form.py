"""PDF forms of documents: what is converted for one, and what is made of it (decision 0028)."""

from __future__ import annotations

from fontTools.ttLib import TTLibError
from pypdf.errors import PyPdfError
from pypdfium2 import PdfiumError

from casedrop.desk.libreoffice.convert import ConversionFailed
from casedrop.desk.libreoffice.fonts import faces
from casedrop.desk.room import Room
from casedrop.formats.pdf.form.make import Made, PdfForm, make
from casedrop.formats.word.filling.blanks import blanks
from casedrop.formats.word.prepare import prepare
from casedrop.formats.word.reduce import reduced
from casedrop.forms.form import Form
from casedrop.language.problem import Answers


def source(data: bytes) -> bytes:
    """What is converted for the PDF form of a Word document."""
    return blanks(data)[0]


def form_of_pdf(pdf: bytes, data: bytes, paper: PdfForm, name: str) -> Made:
    """The PDF form of a Word document of which `source` was converted; raises NoFace, OSError, ConversionFailed."""
    try:
        return make(pdf, blanks(data)[1], paper, faces(paper.lang))
    except (PyPdfError, PdfiumError, TTLibError) as error:
        raise ConversionFailed(name) from error


def about(template: bytes, form: Form, lang: str, answers: Answers, stamp: str) -> PdfForm:
    """What a PDF form is made of besides its pages, by the template of its document."""
    return PdfForm(form, lang, answers, prepare(reduced(template, form)).pointers, stamp)


def at_once(room: Room, data: bytes, paper: PdfForm, name: str) -> Made:
    """The PDF form of a Word document, converted alone; raises NoConverter and what `form_of_pdf` raises."""
    pdf = room.convert([(source(data), name)])[0]
    if not isinstance(pdf, bytes):
        raise ConversionFailed(name)
    return form_of_pdf(pdf, data, paper, name)
