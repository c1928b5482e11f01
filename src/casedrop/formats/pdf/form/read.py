"""Reading: what a PDF form says that somebody filled in whatever program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from casedrop import language
from casedrop.formats.pdf.form.fields import PdfField, fields, opened
from casedrop.formats.pdf.form.identity import STAMP
from casedrop.formats.pdf.form.outside import outside
from casedrop.formats.pdf.pages import opened as shown
from casedrop.formats.pdf.unlocked import BROKEN
from casedrop.formats.properties import FirstLook
from casedrop.formats.word.reading.entry import put
from casedrop.forms.form import ROW, Field, Form
from casedrop.forms.pointers import pattern
from casedrop.forms.reading import Provenance, Reading
from casedrop.forms.wording import Printed
from casedrop.language.habits.currencies import CurrencySaid, said_in
from casedrop.language.problem import Json, Place, Problem

_ROWS = 10_000
_ROW = re.compile(r"/(\d{1,9})(?=/)", re.ASCII)
_FOOT, _TEXTS = 57, 40
"""The height of a page's foot in points, and how many texts a peek shows."""


def peek(data: bytes) -> FirstLook | None:
    """The stamp, foot and first texts of a PDF form of ours; None for any other PDF, which is taken for a scan."""
    try:
        reader = opened(data)
        known = fields(reader)
        if not known.is_ours:
            return None
        about = reader.metadata.get(STAMP) if reader.metadata else None
        look = first_look(data)
    except (*BROKEN, OSError):
        return None
    return replace(look, stamp=known.stamp or (str(about) if about else None))


def borne(data: bytes) -> str | None:
    """The stamp that a PDF's information holds; None if it holds none, or cannot be read."""
    try:
        about = opened(data).metadata
        return str(about[STAMP]) if about and STAMP in about else None
    except (*BROKEN, OSError):
        return None


def first_look(data: bytes) -> FirstLook:
    """The foot and the first texts of a PDF's first page, without a stamp; raises pypdfium2.PdfiumError."""
    with shown(data) as document:
        text = document[0].get_textpage()
        foot = text.get_text_bounded(top=_FOOT)
        texts = [line.strip() for line in text.get_text_range().splitlines() if line.strip()]
    return FirstLook(None, foot, tuple(texts[:_TEXTS]))


def unreadable(data: bytes) -> Problem | None:
    """Why no page of a PDF shows what it says, so that it cannot be taken for a scan: `pdf.xfa`, a form that no program but
    its maker's fills; `pdf.portfolio`, an envelope of other files. None of any other PDF."""
    try:
        known = fields(opened(data))
    except BROKEN:
        return None
    return Problem("pdf.xfa") if known.xfa else Problem("pdf.portfolio") if known.portfolio else None


def read(data: bytes, form: Form, lang: str) -> Reading:
    """What the fields of a PDF form say; fields that bear no name of ours are left alone.

    Problems: those of `words.read`, `field.twice`, `extra-property` (a name of ours the form does not know), `file.damaged`,
    `pdf.xfa`. Told: `noted.script`.
    """
    try:
        known = fields(opened(data))
    except BROKEN:
        return Reading(form.id, lang, problems=(Problem("file.damaged"),))
    if known.xfa:
        return Reading(form.id, lang, known.stamp or None, problems=(Problem("pdf.xfa"),))
    gathering = _PdfFormReader(form, lang, known.held)
    gathering.read()
    notices = (Problem("noted.script"),) if known.scripts else ()
    return Reading(
        form.id,
        lang,
        known.stamp or None,
        gathering.answers,
        gathering.found,
        tuple(gathering.problems),
        notices,
        printed(data),
        gathering.currencies,
    )


def printed(data: bytes) -> tuple[Printed, ...]:
    """What the pages of a PDF print; raises pypdfium2.PdfiumError for what is none."""
    with shown(data) as document:
        return tuple(outside(document))


class _PdfFormReader:
    """One form being read."""

    def __init__(self, form: Form, lang: str, held: Sequence[PdfField]) -> None:
        self.form, self.lang = form, lang
        self.answers: dict[str, Json] = {}
        self.found: dict[str, Provenance] = {}
        self.problems: list[Problem] = []
        self.currencies: dict[str, CurrencySaid] = {}
        self.by_name: dict[str, list[PdfField]] = {}
        for one in held:
            if one.name.startswith("/") and one.kind != "/Sig":
                self.by_name.setdefault(one.name, []).append(one)

    def read(self) -> None:
        """Gather every field in the form's order."""
        known = {name: pattern(name) for name in self.by_name}
        for name, wanted in known.items():
            if wanted not in self.form.by_pointer or _row(name) >= _ROWS:
                self.problems.append(Problem("extra-property", _place(self.by_name[name][0]), name))
        done: set[str] = set()
        for field in self.form.fields:
            if field.rows is None and field.pointer in self.by_name:
                self._keep(field, field.pointer, self.by_name[field.pointer])
            elif field.rows and field.rows not in done:
                done.add(field.rows)
                self._rows(field.rows)

    def _rows(self, array: str) -> None:
        """Read the rows of an array; one that says nothing is none (canonical answers have no blank rows)."""
        rows: dict[int, dict[str, list[PdfField]]] = {}
        for name, held in self.by_name.items():
            wanted = pattern(name)
            if wanted.startswith(array + ROW) and wanted in self.form.by_pointer and _row(name) < _ROWS:
                rows.setdefault(_row(name), {})[wanted] = held
        full = [rows[n] for n in sorted(rows) if any(one.value.strip() for held in rows[n].values() for one in held)]
        for at, cells in enumerate(full):
            self._row(self.form.tables[array], at, cells)
        if rows:
            first = next(iter(rows[min(rows)].values()))
            self.found[array] = Provenance("field", _place(first[0]))

    def _row(self, columns: Sequence[Field], at: int, cells: Mapping[str, Sequence[PdfField]]) -> None:
        for field in columns:
            if field.pointer in cells:
                self._keep(field, field.at(at), cells[field.pointer])

    def _keep(self, field: Field, pointer: str, held: Sequence[PdfField]) -> None:
        """Note one field: where it is, and its value or what is wrong with it."""
        place = _place(held[0])
        self.found[pointer] = Provenance("field", place)
        values = list(dict.fromkeys(one.value for one in held if one.value.strip()))
        if len(values) > 1:
            self.problems.append(Problem("field.twice", place, pointer, {"given": values}))
            return
        text = values[0] if values else ""
        result = (
            language.Ok(text)
            if text in field.choices
            else language.read(text, field.kind, self.lang, field.choices, percent=field.percent)
        )
        if isinstance(result, language.Bad):
            self.problems.append(Problem(result.code, place, pointer, result.args))
        elif result.value is not None:
            put(self.answers, pointer, result.value)
            if field.money and (beside := said_in(text)):
                self.currencies[pointer] = beside


def _row(name: str) -> int:
    """The number of the row a name is of; 0 outside rows."""
    match = _ROW.search(name)
    return int(match[1]) if match else 0


def _place(held: PdfField) -> Place:
    """Where a field is: its page, its row if it is in one, and, for marks, its name."""
    row = {"row": _row(held.name) + 1} if _ROW.search(held.name) else {}
    return Place("page", {"page": held.page or 1, **row, "field": held.name})
