"""Answers into cells: typed, formatted for the language, open where they may be written, explained by a prompt."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, PatternFill, Protection

from casedrop.formats.excel.filling.rules import Rules
from casedrop.formats.excel.filling.sheets import cell_at
from casedrop.formats.excel.job import Job, SheetLayout
from casedrop.formats.excel.shown import SIGNS, TEXT, is_as_it_is, number_format
from casedrop.formats.excel.values import cell_value
from casedrop.formats.excel.xml import escaped
from casedrop.formats.tints import INPUT
from casedrop.forms.form import Field
from casedrop.language.problem import Json

_TINTED = PatternFill("solid", fgColor=INPUT)
"""The ground of what people are to fill: white is ours, the tint is theirs, on screen and on paper."""


def write_fields(book: Workbook, job: Job, layout: SheetLayout) -> None:
    """Write every answer to its cell and make every field's cells ready to be filled or locked."""
    rules = Rules(book, job)
    for pointer, site in layout.sites.items():
        field, sheet = job.form.by_pointer[pointer], book[site.sheet]
        places = list(places_of(pointer, field, layout))
        style = number_format(field, job)
        for concrete, row in places:
            cell = cell_at(sheet, row, site.column)
            cell.number_format = style
            write(cell, job.leaves.get(concrete), field, job.lang)
            dress(cell, pointer in job.writable)
        if pointer in job.writable:
            rules.add(sheet, field, [(row, site.column) for _, row in places])


def write(cell: Cell, value: Json, field: Field, lang: str) -> None:
    """Put one answer into its cell; a text is always a text, whatever it begins with (faults K4)."""
    if value is None:
        cell.value = None
        return
    made = cell_value(value, field, lang)
    if isinstance(made, date | int | Decimal):
        cell.value = made
        shrink(cell)
        return
    cell.value, cell.data_type = escaped(made), "s"
    cell.quotePrefix = made.startswith(SIGNS)
    if not is_as_it_is(field):
        cell.number_format = TEXT


def shrink(cell: Cell) -> None:
    """Let a figure that is too wide for its column become smaller: it cannot wrap, and ### says nothing (faults D6)."""
    now = cell.alignment
    cell.alignment = Alignment(horizontal=now.horizontal, vertical=now.vertical, indent=now.indent, shrink_to_fit=True)


def dress(cell: Cell, is_open: bool) -> None:
    """Open a cell and tint it, or lock it on the ground its template gave it."""
    cell.protection = Protection(locked=not is_open)
    if is_open:
        cell.fill = copy(_TINTED)


def places_of(pointer: str, field: Field, layout: SheetLayout) -> Iterator[tuple[str, int]]:
    """(concrete pointer, row) of each of a field's cells."""
    table = layout.tables.get(field.rows or "")
    if field.rows is None:
        yield pointer, layout.sites[pointer].row
    elif table:
        yield from ((field.at(n), row) for n, row in enumerate(range(table.first, table.last + 1)))
