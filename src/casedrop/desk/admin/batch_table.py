"""The table of a batch: an empty one to begin with, and which heads are missing or nearly right."""

from __future__ import annotations

import difflib
import io
from collections.abc import Collection, Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from casedrop.forms.form import Field, Form
from casedrop.language import filenames
from casedrop.language.problem import Place, Problem

REQUIRED = PatternFill("solid", fgColor="F2F5F6")
"""The ground of the head of a column that must be filled in."""
WIDEST = 40


def columns(form: Form, lang: str, part: str = "") -> list[tuple[str, Field]]:
    """The heads of a form's table in a language and the field of each: its label, or its pointer where several are called so.
    Rows within a document are no columns, nor is what another stage fills in."""
    fields = [field for field in form.fields if not field.rows and (field.stage or "") in ("", part)]
    names = [filenames.fold(label) for field in fields for label in {*field.labels.values()}]
    alone = (names.count(filenames.fold(field.labels[lang])) == 1 for field in fields)
    return [(field.labels[lang] if own else field.pointer, field) for field, own in zip(fields, alone, strict=True)]


def empty(form: Form, lang: str, part: str = "") -> bytes:
    """An Excel table with a column for each field of the form; those that must be filled in are marked, the choices of the others
    stand in a note."""
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = filenames.safe_name(form.titles[lang], "")[:31]
    for n, (head, field) in enumerate(columns(form, lang, part), 1):
        cell = sheet.cell(1, n, head)
        cell.font = Font(bold=field.required)
        if field.required:
            cell.fill = REQUIRED
        if field.choices:
            cell.comment = Comment("\n".join(words[lang] for words in field.choices.values()), "casedrop")
        sheet.column_dimensions[get_column_letter(n)].width = min(WIDEST, max(12, len(head) * 1.4))
    sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def missing(form: Form, sheet: str, there: Collection[str], strange: Sequence[str]) -> Iterator[Problem]:
    """A problem for each field that must be filled in and has no column, with the head that is most like it of those that name no
    field (`strange`)."""
    for field in form.fields:
        if field.required and not field.rows and not field.stage and field.pointer not in there:
            near = {like for label in field.labels.values() if (like := nearest(label, strange))}
            args = {"name": field.labels, "like": sorted(near)[0] if near else ""}
            code = "batch.missing-near" if near else "batch.missing"
            yield Problem(code, Place("cell", {"sheet": sheet, "cell": "A1"}), args=args)


def nearest(name: str, known: Sequence[str]) -> str:
    """The name most like one; "" if none is."""
    folded: Mapping[str, str] = {filenames.fold(one): one for one in known}
    return next((folded[one] for one in difflib.get_close_matches(filenames.fold(name), [*folded], n=1)), "")
