"""A template filled: rows spread, wording rendered, answers written as what they are, the rest locked."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from casedrop.formats.excel.filling.code import put_code
from casedrop.formats.excel.filling.fields import write_fields
from casedrop.formats.excel.filling.finish import finish
from casedrop.formats.excel.filling.heights import set_heights
from casedrop.formats.excel.filling.layout import lay_out
from casedrop.formats.excel.filling.open_tables import open_tables
from casedrop.formats.excel.filling.pages import fit_pages
from casedrop.formats.excel.filling.reduce import reduce
from casedrop.formats.excel.filling.weeks import put_weeks
from casedrop.formats.excel.filling.wording import name_sheets, render_sheets
from casedrop.formats.excel.job import job_of
from casedrop.formats.excel.measures import dates_in, row_counts, weeks_of
from casedrop.forms.form import Facts, Form
from casedrop.language.problem import Answers


def fill(
    template: bytes,
    form: Form,
    lang: str,
    answers: Answers,
    *,
    writable: frozenset[str],
    stamp: str,
    facts: Facts,
) -> bytes:
    """The bytes of a workbook: the template with canonical answers; the same bytes for the same input.

    Cells of `writable` pointers are tinted and unlocked, others locked as the template has them; with none writable it is an
    outgoing document, locked as a whole. Besides the names of every template, wording sees `fillable`, whether anything is
    writable, and in a row `n`, its number; formulas see `column(pointer)` only. `doc.code` of the facts is drawn as a QR
    code at the cells named `_qr`. Of a view only what it shows is there. Raises jinja2.TemplateError for wording that cannot
    be rendered.
    """
    book = load_workbook(io.BytesIO(template))
    reduce(book, form)
    job = job_of(form, lang, answers, writable, facts)
    name_sheets(book, job)
    layout = lay_out(book, job, row_counts(job))
    put_weeks(book, job, lambda sheet: weeks_of(list(dates_in(job, layout.on(sheet)))))
    render_sheets(book, job, layout)
    write_fields(book, job, layout)
    open_sheets = open_tables(book, job)
    set_heights(book, lang)
    put_code(book, facts)
    fit_pages(book)
    return finish(book, job, layout, stamp, open_sheets)
