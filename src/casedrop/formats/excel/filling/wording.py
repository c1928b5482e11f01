"""Fixed wording: every string of a workbook is a small template: cells, prompts, sheet names, header and footer."""

from __future__ import annotations

import re

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.charts import follow
from casedrop.formats.excel.filling.fields import figures_of, number_format, shrink
from casedrop.formats.excel.filling.sheets import cells, formulas, names
from casedrop.formats.excel.job import Job, SheetLayout
from casedrop.formats.excel.refs import a1, renamed
from casedrop.formats.excel.xml import escaped
from casedrop.forms.form import Names

_FORBIDDEN = re.compile(r"[\\/?*\[\]:]")
_NUMBER = "{{ n }}"
_COLUMN = re.compile(r"\{\{\s*COLUMN\(")
"""LibreOffice knows a function of that name and writes it in capitals."""

LONGEST_NAME = 31
"""Letters a sheet's name may have (Excel)."""


def render_sheets(book: Workbook, job: Job, layout: SheetLayout) -> None:
    """Render what the sheets say; a formula sees nothing but `column(pointer)`, so no answer becomes part of one."""
    for sheet in book:
        for cell in cells(sheet):
            if _is_template(cell.value):
                _render_cell(cell, job, layout)
        _render_rules(sheet, job)
        _render_edges(sheet, job)


def name_sheets(book: Workbook, job: Job) -> None:
    r"""Render the names of the sheets (31 letters, none of `\ / ? * [ ] :`); what refers to a sheet follows."""
    for sheet in book:
        old = sheet.title
        if _is_template(old):
            sheet.title = sheet_name(_rendered(old, job))
            _follow(book, old, sheet.title)


def sheet_name(text: str) -> str:
    """A name a sheet may have: at most 31 letters, cut between words where it can be."""
    name = _FORBIDDEN.sub(" ", text).strip("' ")
    if len(name) > LONGEST_NAME:
        whole = name[: LONGEST_NAME + 1].rpartition(" ")[0]
        name = whole or name[:LONGEST_NAME]
    return name.rstrip("' ")


def _render_cell(cell: Cell, job: Job, layout: SheetLayout) -> None:
    text, number = str(cell.value), layout.number(cell.parent.title, cell.row)
    if cell.data_type == "f":
        _render_formula(cell, job, layout)
    elif text.strip() == _NUMBER and number:
        cell.value = number
    else:
        cell.value = escaped(_rendered(text, job, {"n": number} if number else {})) or None
        cell.data_type = "s" if cell.value else "n"


def lowered(formula: str) -> str:
    """The formula with our function `column` in small letters, whatever a program made of them."""
    return _COLUMN.sub(lambda found: found[0].lower(), formula)


def _render_formula(cell: Cell, job: Job, layout: SheetLayout) -> None:
    """Render a formula; it shows figures as the first column it names does, and nothing for nought if that has none."""
    named: list[str] = []

    def column(pointer: str) -> str:
        named.append(pointer)
        return _column(layout, pointer)

    wording = lowered(str(cell.value))
    try:
        cell.value = job.environment.from_string(wording).render(column=column)
    except KeyError:
        if job.form.whole is None:
            raise
        cell.value, named = None, []  # it reckons with a column that the view hides
    if named:
        field = job.form.by_pointer[named[0]]
        figures = number_format(field, job)
        negative = figures.replace("#", "-#", 1) if "#" in figures else f"-{figures}"
        cell.number_format = figures if figures_of(field, job) else f"{figures};{negative};"
        shrink(cell)


def _column(layout: SheetLayout, pointer: str) -> str:
    """The cells of a column, as formulas write them: `H12:H16`. Raises KeyError for a column the template lacks."""
    site, rows = layout.sites[pointer], pointer.split("/-/", maxsplit=1)[0]
    table = layout.tables[rows]
    return f"{a1(table.first, site.column)}:{a1(table.last, site.column)}"


def _render_rules(sheet: Worksheet, job: Job) -> None:
    for rule in sheet.data_validations.dataValidation:
        for part in ("formula1", "promptTitle", "prompt", "errorTitle", "error"):
            if _is_template(getattr(rule, part)):
                setattr(rule, part, _rendered(getattr(rule, part), job))


def _render_edges(sheet: Worksheet, job: Job) -> None:
    """Render header and footer of the print; an ampersand in a value is doubled, for a single one begins a code there."""
    doubled = job.environment.overlay(finalize=lambda value: str(value).replace("&", "&&"))
    edges = (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter, sheet.firstHeader, sheet.firstFooter)
    for part in (part for edge in edges if edge for part in (edge.left, edge.center, edge.right)):
        if _is_template(part.text):
            part.text = doubled.from_string(str(part.text)).render(job.names)


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


def _is_template(value: object) -> bool:
    return isinstance(value, str) and ("{{" in value or "{%" in value)
