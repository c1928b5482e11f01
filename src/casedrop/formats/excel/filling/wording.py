"""Fixed wording: every string of a workbook is a small template: cells, prompts, sheet names, header and footer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.header_footer import _HeaderFooterPart
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.charts import follow
from casedrop.formats.excel.filling.fields import shrink
from casedrop.formats.excel.filling.sheets import cells, formulas, names
from casedrop.formats.excel.job import Job, SheetLayout
from casedrop.formats.excel.refs import a1, renamed
from casedrop.formats.excel.shown import sum_format
from casedrop.formats.excel.wordings import NUMBER, is_template, lowered
from casedrop.formats.excel.xml import escaped
from casedrop.forms.form import Names

_FORBIDDEN = re.compile(r"[\\/?*\[\]:]")

LONGEST_NAME = 31
"""Letters a sheet's name may have (Excel)."""


def render_sheets(book: Workbook, job: Job, layout: SheetLayout) -> None:
    """Render what the sheets say; a formula sees nothing but `column(pointer)`, so no answer becomes part of one."""
    for sheet in book:
        for cell in cells(sheet):
            if is_template(cell.value):
                render_cell(cell, job, layout)
        render_rules(sheet, job)
        _render_edges(sheet, job)


def name_sheets(book: Workbook, job: Job) -> None:
    r"""Render the names of the sheets (31 letters, none of `\ / ? * [ ] :`); what refers to a sheet follows."""
    for sheet in book:
        old = sheet.title
        if is_template(old):
            sheet.title = sheet_name(_rendered(old, job))
            _follow(book, old, sheet.title)


def sheet_name(text: str) -> str:
    """A name a sheet may have: at most 31 letters, cut between words where it can be."""
    name = _FORBIDDEN.sub(" ", text).strip("' ")
    if len(name) > LONGEST_NAME:
        whole = name[: LONGEST_NAME + 1].rpartition(" ")[0]
        name = whole or name[:LONGEST_NAME]
    return name.rstrip("' ")


def render_cell(cell: Cell, job: Job, layout: SheetLayout) -> None:
    """Put what a cell's wording says into it."""
    text, number = str(cell.value), layout.number(cell.parent.title, cell.row)
    if cell.data_type == "f":
        _render_formula(cell, job, layout)
    elif text.strip() == NUMBER and number:
        cell.value = number
    else:
        cell.value = escaped(_rendered(text, job, {"n": number} if number else {})) or None
        cell.data_type = "s" if cell.value else "n"


def _render_formula(cell: Cell, job: Job, layout: SheetLayout) -> None:
    """Render a formula; it shows figures as the first column it names does, and nothing for nought if that has none."""
    cell.value, named = formula(str(cell.value), job, layout)
    if named:
        cell.number_format = sum_format(job.form.by_pointer[named], job)
        shrink(cell)


def formula(wording: str, job: Job, layout: SheetLayout) -> tuple[str | None, str | None]:
    """A formula rendered, and the first column it names; None for one that reckons with a column that the view hides."""
    named: list[str] = []

    def column(pointer: str) -> str:
        named.append(pointer)
        return _column(layout, pointer)

    try:
        said = job.environment.from_string(lowered(wording)).render(column=column)
    except KeyError:
        if job.form.whole is None:
            raise
        return None, None
    return said, next(iter(named), None)


def _column(layout: SheetLayout, pointer: str) -> str:
    """The cells of a column, as formulas write them: `H12:H16`. Raises KeyError for a column the template lacks."""
    site, rows = layout.sites[pointer], pointer.split("/-/", maxsplit=1)[0]
    table = layout.tables[rows]
    return f"{a1(table.first, site.column)}:{a1(table.last, site.column)}"


def render_rules(sheet: Worksheet, job: Job) -> None:
    """Render what the rules of a sheet say."""
    for rule in sheet.data_validations.dataValidation:
        for part in ("formula1", "promptTitle", "prompt", "errorTitle", "error"):
            if is_template(getattr(rule, part)):
                setattr(rule, part, _rendered(getattr(rule, part), job))


def _render_edges(sheet: Worksheet, job: Job) -> None:
    """Render header and footer of the print; an ampersand in a value is doubled, for a single one begins a code there."""
    doubled = doubling(job)
    for part in edges(sheet):
        if is_template(part.text):
            part.text = doubled.from_string(str(part.text)).render(job.names)


def doubling(job: Job) -> Environment:
    """The environment of headers and footers: ampersands in values are doubled."""
    return job.environment.overlay(finalize=lambda value: str(value).replace("&", "&&"))


def edges(sheet: Worksheet) -> Iterator[_HeaderFooterPart]:
    """Left, middle and right of every header and footer of a sheet."""
    whole = (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter, sheet.firstHeader, sheet.firstFooter)
    yield from (part for edge in whole if edge for part in (edge.left, edge.center, edge.right))


def _follow(book: Workbook, old: str, new: str) -> None:
    for name in names(book):
        name.attr_text = renamed(name.attr_text or "", old, new)
    for _, cell in formulas(book):
        cell.value = renamed(str(cell.value), old, new)
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            rule.formula1 = renamed(rule.formula1, old, new) if rule.formula1 else rule.formula1
    follow(book, lambda text: renamed(text, old, new))


def _rendered(text: str, job: Job, more: Names | None = None) -> str:
    return job.environment.from_string(text).render({**job.names, **(more or {})})
