"""What is measured on the pages of a form that is shown, and of its template: advice, which keeps nothing from going out."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.desk.authoring.looking import of_file
from casedrop.formats.excel import looks as of_sheets
from casedrop.formats.pdf.measures.measure import measured
from casedrop.formats.pdf.measures.told import Told
from casedrop.formats.shown_texts import sheet_count, shown_texts
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten
from casedrop.language.problem import Answers, Problem


def on_pages(form: Form, lang: str, answers: Answers, file: bytes, pdf: bytes) -> tuple[Problem, ...]:
    """The advice about a document's pages, its file and its answers known."""
    return measured(pdf, told(form, lang, answers, file))


def on_template(template: bytes, form: Form, filled: bytes) -> tuple[Problem, ...]:
    """The advice about a form's template, as far as its file, and one that is filled from it, say how it looks."""
    tints = of_sheets.tints(filled) if form.format == "xlsx" else ()
    return (*of_file(template, form), *tints)


def told(form: Form, lang: str, answers: Answers, file: bytes) -> Told:
    """What a document's pages are held against."""
    values = tuple(value for _, value in flatten(answers) if isinstance(value, str))
    return Told(
        lang, shown_texts(file, form.format), values, tuple(_labels(form, lang)), sheet_count(file, form.format)
    )


def _labels(form: Form, lang: str) -> Iterator[str]:
    return (field.labels[lang] for field in form.fields if lang in field.labels)
