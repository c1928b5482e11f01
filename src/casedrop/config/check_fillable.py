"""Documents that a flow brings out as PDF forms."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.config.yamls import Source
from casedrop.core.book import Book
from casedrop.core.flow import Flow
from casedrop.core.form import Form
from casedrop.core.model import Problem


def check_fillable(book: Book, flow: Flow, source: Source) -> Iterator[Problem]:
    """`pdf.not-fillable` for each document with `pdf: fillable` that cannot come back as one: a sheet, a form that only goes
    out, a part with nothing to fill, or one that comes out as originals."""
    for stage in flow.stages.values():
        for k, issue in enumerate(stage.issues):
            form = book.forms.get(issue.form)
            if form and issue.fillable and (issue.originals or not is_fillable(form, issue.part)):
                yield Problem("pdf.not-fillable", source.place("stages", stage.id, "issues", k, "pdf"))


def is_fillable(form: Form, part: str) -> bool:
    """Whether a form's part can be filled in a PDF."""
    return form.returns and form.format == "docx" and bool(form.writable(part))
