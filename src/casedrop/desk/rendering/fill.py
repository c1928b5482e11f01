"""Filling a form by hand, outside any case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casedrop.customers.prefill import of_row
from casedrop.desk import customers
from casedrop.desk.libreoffice.convert import ConversionFailed, NoConverter
from casedrop.desk.recording.lookups import LedgerRecords
from casedrop.desk.rendering.render import fill
from casedrop.desk.room import Room
from casedrop.documents.document import facts_of, pdf_name
from casedrop.formats.late import Late
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Form, is_fillable
from casedrop.forms.messages import sentence
from casedrop.forms.pointers import unflatten
from casedrop.forms.stamp import Stamp, write
from casedrop.language import filenames
from casedrop.language.problem import Answers, Json, Problem

if TYPE_CHECKING:
    from casedrop.desk.libreoffice import fonts
    from casedrop.desk.rendering import pdf_form
    from casedrop.formats.pdf.form.make import PdfForm
else:  # few forms are filled as PDFs
    fonts, pdf_form = Late("casedrop.desk.libreoffice.fonts"), Late("casedrop.desk.rendering.pdf_form")


@dataclass(frozen=True, slots=True)
class FillResult:
    """The file and a name for it, or why there is none."""

    data: bytes | None
    name: str
    problems: tuple[str, ...] = ()


def about(room: Room, form: str, case_id: str) -> dict[str, Json] | None:
    """What the form by which cases are steered says of a case before anyone has written on it; None for another form, or if
    there is no such case."""
    steering, case = room.workspace.book.steering, LedgerRecords(room.ledger).case(case_id)
    if steering is None or steering.form != form or case is None:
        return None
    known = {steering.case: case.id, steering.customer: case.customer["name"]}
    return unflatten({pointer: value for pointer, value in known.items() if pointer})


def filled(room: Room, form: Form, lang: str, part: str, answers: Answers, *, pdf: bool = False) -> FillResult:
    """The form filled with answers, as one from the shelf, or a PDF form of it; answers that no file can hold are problems,
    and so is whatever keeps a PDF from being made."""
    held, problems = canonical(answers, form)
    name = filenames.safe_name(form.titles[lang], f".{form.format}")
    if problems:
        return FillResult(None, name, tuple(sentence(form, p, lang) for p in problems))
    data = as_file(room, form, lang, part, held)
    if not pdf:
        return FillResult(data, name)
    if not is_fillable(form, part):
        return FillResult(None, name, (sentence(form, Problem("pdf.not-fillable"), lang),))
    line = write(_stamp(form, lang, part), room.key)
    return _as_pdf(room, data, pdf_form.about(room.workspace.template(form, lang), form, lang, held, line), name)


def as_file(room: Room, form: Form, lang: str, part: str, held: Answers, number: str = "") -> bytes:
    """The Word or Excel file of a form with answers that are canonical, as one from the shelf, or with a `number` and so
    with the code that issued ones bear; raises FileNotFoundError for a form without a template, and whatever a broken one makes
    its library raise."""
    stamp = replace(_stamp(form, lang, part), number=number)
    facts = facts_of(room.workspace.book, None, form, stamp, room.key, room.clock())
    writable = form.writable(part) if form.returns else frozenset[str]()
    return fill(room, form, lang, held, writable, stamp, facts)


def _stamp(form: Form, lang: str, part: str) -> Stamp:
    return Stamp(form.id, form.version, lang, part=part)


def _as_pdf(room: Room, data: bytes, paper: PdfForm, name: str) -> FillResult:
    """The PDF form of a filled Word file, or why there is none."""
    try:
        made = pdf_form.at_once(room, data, paper, name)
    except (NoConverter, fonts.NoFace, ConversionFailed) as lack:
        return FillResult(None, name, (sentence(paper.form, _reason(lack), paper.lang),))
    told = tuple(sentence(paper.form, p, paper.lang) for p in made.problems)
    return FillResult(None if told else made.data, pdf_name(name), told)


def _reason(lack: Exception) -> Problem:
    match lack:
        case NoConverter():
            return Problem("doctor.soffice")
        case fonts.NoFace():
            return lack.problem
    return Problem("pdf.none")


def filled_for(
    room: Room, form: Form, customer: str, lang: str | None, part: str, answers: Answers, *, pdf: bool = False
) -> FillResult:
    """The form filled with answers and what the register knows of a customer (code, name or short name), in the language
    that is asked for, else his own; a customer it does not know is a problem."""
    found = customers.asked(room, customer)
    usual = room.workspace.settings.lang
    if isinstance(found, Problem):
        return FillResult(None, "", (sentence(None, found, lang or usual),))
    register, row = found
    theirs = str(row.get(register.language, usual))
    return filled(room, form, lang or theirs, part, of_row(register, form, row, answers), pdf=pdf)
