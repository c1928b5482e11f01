"""A template filled once with marks instead of answers: the workbook as openpyxl writes it, to be taken apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats import zips
from casedrop.formats.excel.compiled.shape import Shape
from casedrop.formats.excel.compiled.wordings import is_same
from casedrop.formats.excel.filling.code import put_code
from casedrop.formats.excel.filling.fields import dress, places_of, shrink
from casedrop.formats.excel.filling.finish import finish
from casedrop.formats.excel.filling.heights import face_of, widths_of
from casedrop.formats.excel.filling.layout import lay_out
from casedrop.formats.excel.filling.open_tables import open_tables
from casedrop.formats.excel.filling.pages import room_of, scale_of_one
from casedrop.formats.excel.filling.reduce import reduce
from casedrop.formats.excel.filling.rules import Rules
from casedrop.formats.excel.filling.sheets import cell_at, cells
from casedrop.formats.excel.filling.weeks import put_weeks
from casedrop.formats.excel.filling.wording import edges, formula, name_sheets, render_cell, render_rules
from casedrop.formats.excel.job import Job, SheetLayout
from casedrop.formats.excel.lines import Face
from casedrop.formats.excel.wordings import NUMBER, is_template
from casedrop.forms.template import scene
from casedrop.language.problem import Json

OPEN, CLOSE = "\ue000", "\ue001"
"""Signs of no script that stand around a mark."""

CODE, STAMP, AUTHOR, DAY = f"{OPEN}code{CLOSE}", f"{OPEN}S{CLOSE}", f"{OPEN}A{CLOSE}", f"{OPEN}D{CLOSE}"
HEIGHT, PAGES = 777.25, 987
"""What stands for a height that depends on texts, and for a number of pages."""


class Unknown(Exception):  # noqa: N818
    """A template, or a document, that is not for the compiled road: the other one is gone."""


@dataclass
class Hole:
    """A cell that a document fills. `kind` is `value` (of the field `what`), `wording` (that says `what`) or `formula` (shown as
    figures of `what`); `row` the number of its row, from 1, in a table; `style` as it is before."""

    kind: str
    what: str
    row: int = 0
    style: tuple[int, ...] = ()
    shrunk: int = 0
    face: Face | None = None


class Wrapping(NamedTuple):
    """A text that may wrap: the first and last of its rows, its column, its face, and the text or the number of its hole."""

    first: int
    last: int
    column: int
    face: Face
    said: str | int


@dataclass
class Probe:
    """A workbook with holes: its parts, and what cannot be seen in them.

    `at` has the number of the hole in a cell (sheet, row, column); `formats` and `styles` are those that every document has;
    `events` say in which order a document brings number formats of its own; `bases` are the heights of rows without their
    texts; `edges` the wordings of headers and footers; `fits` the points of a page and its pages, of sheets that are fitted.
    """

    parts: dict[str, bytes]
    book: Workbook
    layout: SheetLayout
    holes: list[Hole]
    at: dict[tuple[str, int, int], int]
    formats: list[str]
    styles: list[tuple[int, ...]]
    events: list[tuple[str, str]]
    bases: dict[str, list[float | None]]
    wraps: dict[str, list[Wrapping]]
    edges: list[str]
    fits: dict[str, tuple[float, int | None]]


def probe(template: bytes, job: Job, shape: Shape) -> Probe:
    """A template laid out for a shape, with marks where a document has something of its own. Raises `Unknown`, and what filling
    raises; `job` has no answers."""
    return _Probing(template, job, shape).done()


class _Probing:
    """The steps of `filling.fill`, marks instead of answers."""

    def __init__(self, template: bytes, job: Job, shape: Shape) -> None:
        self.shape = shape
        facts: dict[str, Json] = {"doc": {"date": DAY}, "company": {"name": AUTHOR}}
        facts["doc"] |= {"code": CODE} if shape.is_coded else {}
        names = {**scene(job.form, job.lang, {}, {}, job.writable), "fillable": bool(job.writable)}
        calendar = {"workdays": shape.calendar} if shape.calendar else {}
        self.job = Job(job.form, job.lang, {}, job.writable, job.environment, names, {**facts, **calendar})
        self.book = load_workbook(io.BytesIO(template))
        self.holes: list[Hole] = []
        self.at: dict[tuple[str, int, int], int] = {}
        self.edges: list[str] = []

    def done(self) -> Probe:
        """The workbook with holes."""
        book, job = self.book, self.job
        reduce(book, job.form)
        self._must_be_same(sheet.title for sheet in book)
        name_sheets(book, job)
        self.layout = lay_out(book, job, self.shape.rows)
        put_weeks(book, job, lambda _: self.shape.weeks)
        formats = list(book._number_formats)  # type: ignore[attr-defined]
        self._mark_wording()
        before = len(book._cell_styles)  # type: ignore[attr-defined]
        self._mark_fields()
        bulk = book._number_formats[:]  # type: ignore[attr-defined]
        open_sheets = open_tables(book, job)
        events = [(h.kind, h.what) for h in self.holes if h.kind == "formula"]
        events += [("value", pointer) for pointer in self.layout.sites]
        events += [("format", code) for code in book._number_formats if code not in bulk]  # type: ignore[attr-defined]
        wraps = {sheet.title: list(self._wraps(sheet)) for sheet in book.worksheets}
        put_code(book, job.facts)
        fits = dict(self._pages())
        bases = {sheet.title: self._heights(sheet, wraps[sheet.title]) for sheet in book.worksheets}
        styles = [tuple(style) for style in book._cell_styles[:before]]  # type: ignore[attr-defined]
        data = finish(book, job, self.layout, STAMP if self.shape.is_stamped else "", open_sheets)
        parts, mine = zips.read_parts(data), (self.holes, self.at)
        return Probe(parts, book, self.layout, *mine, formats, styles, events, bases, wraps, self.edges, fits)

    def _must_be_same(self, wordings: Iterator[str | None]) -> None:
        for text in wordings:
            if is_template(text) and not is_same(str(text), self.job.form, self.job.lang):
                raise Unknown(text)

    def _mark_wording(self) -> None:
        for sheet in self.book:
            for cell in cells(sheet):
                if is_template(cell.value):
                    self._mark_cell(sheet, cell)
                elif isinstance(cell.value, str) and OPEN in cell.value:
                    raise Unknown(cell.value)
            for rule in sheet.data_validations.dataValidation:
                parts = (rule.formula1, rule.promptTitle, rule.prompt, rule.errorTitle, rule.error)
                self._must_be_same(iter(parts))
            render_rules(sheet, self.job)
            for part in edges(sheet):
                if is_template(part.text):
                    self.edges.append(str(part.text))
                    part.text = f"{OPEN}e{len(self.edges) - 1}{CLOSE}"

    def _mark_cell(self, sheet: Worksheet, cell: Cell) -> None:
        text, number = str(cell.value), self.layout.number(sheet.title, cell.row)
        if cell.data_type == "f":
            cell.value, named = formula(text, self.job, self.layout)
            if named:
                shrink(cell)
                self._hole(sheet, cell, Hole("formula", named, 0, tuple(cell._style)))  # type: ignore[attr-defined]
        elif (text.strip() == NUMBER and number) or is_same(text, self.job.form, self.job.lang):
            render_cell(cell, self.job, self.layout)
        else:
            self._hole(sheet, cell, Hole("wording", text, number or 0, tuple(cell._style)))  # type: ignore[attr-defined]

    def _hole(self, sheet: Worksheet, cell: Cell, hole: Hole) -> None:
        self.at[sheet.title, cell.row, cell.column] = len(self.holes)
        if hole.kind != "formula":
            cell.value = f"{OPEN}{len(self.holes)}{CLOSE}"
        self.holes.append(hole)

    def _mark_fields(self) -> None:
        rules, job = Rules(self.book, self.job), self.job
        for pointer, site in self.layout.sites.items():
            field, sheet = job.form.by_pointer[pointer], self.book[site.sheet]
            places = list(places_of(pointer, field, self.layout))
            for number, (_, row) in enumerate(places, 1):
                cell = cell_at(sheet, row, site.column)
                dress(cell, pointer in job.writable)
                hole = Hole("value", pointer, number if field.rows else 0, tuple(cell._style))  # type: ignore[attr-defined]
                self._hole(sheet, cell, hole)
                hole.shrunk = self._shrunk(cell)
            if pointer in job.writable:
                rules.add(sheet, field, [(row, site.column) for _, row in places])

    def _shrunk(self, cell: Cell) -> int:
        """The alignment of a cell once a figure stands in it."""
        kept = StyleArray(cell._style)  # type: ignore[attr-defined]
        shrink(cell)
        there = int(cell._style.alignmentId)  # type: ignore[attr-defined]
        cell._style = kept  # type: ignore[attr-defined]
        return there

    def _wraps(self, sheet: Worksheet) -> Iterator[Wrapping]:
        """Each text that may wrap, in the order in which rows are made higher for them."""
        widths = dict(widths_of(sheet))
        spans = {(a.min_row, a.min_col): a.max_row for a in sheet.merged_cells.ranges}
        there = [c for c in cells(sheet) if c.alignment.wrap_text and isinstance(c.value, str) and c.value]
        for cell in sorted(there, key=lambda c: spans.get((c.row, c.column), c.row) - c.row):
            last, hole = spans.get((cell.row, cell.column), cell.row), self.at.get((sheet.title, cell.row, cell.column))
            if cell.data_type == "s":
                said = str(cell.value) if hole is None else hole
                yield Wrapping(cell.row, last, cell.column, face_of(cell, widths[cell.row, cell.column]), said)

    def _pages(self) -> Iterator[tuple[str, tuple[float, int | None]]]:
        """For each sheet that is fitted to a page's width the points of its page, and into how many it goes."""
        for sheet in self.book.worksheets:
            properties = sheet.sheet_properties.pageSetUpPr
            if properties and properties.fitToPage:
                scale_of_one(sheet)  # which gives every row an entry of its own, as it does in a document
                yield sheet.title, (room_of(sheet), sheet.page_setup.fitToHeight)
                sheet.page_setup.fitToHeight = PAGES

    def _heights(self, sheet: Worksheet, wraps: list[Wrapping]) -> list[float | None]:
        """The heights of the rows without their texts; those that there are, and those that may be, get a mark."""
        have = [
            sheet.row_dimensions[n].height if n in sheet.row_dimensions else None for n in range(1, sheet.max_row + 1)
        ]
        marked = {n for n, height in enumerate(have, 1) if height is not None} | {wrap.last for wrap in wraps}
        for number in marked:
            sheet.row_dimensions[number].height = HEIGHT
        return have


def marks_in(text: str) -> list[str]:
    """The text between marks, and the marks without their signs, in turn."""
    return re.split(f"{OPEN}(\\w+){CLOSE}", text)
