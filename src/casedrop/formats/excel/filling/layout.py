"""The template laid out for its answers: fields found by their names, tables given their rows."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from casedrop.formats.excel.filling.spread import spread
from casedrop.formats.excel.job import FieldCell, Job, SheetLayout, TableRange
from casedrop.formats.excel.names import end_name, pointers
from casedrop.formats.excel.refs import a1, quoted, target
from casedrop.forms.form import ROW, Form


def lay_out(book: Workbook, job: Job, counts: Mapping[str, int]) -> SheetLayout:
    """Where everything is once each table of the workbook, by its array's pointer, has so many rows."""
    for rows in job.form.tables:
        head = head_of(find_sites(book, job.form), rows)
        if head:
            spread(book, book[head.sheet], head.row + 1, counts[rows])
            name_end(book, rows, FieldCell(head.sheet, head.row + 1 + counts[rows], 1))
    sites = find_sites(book, job.form)
    return SheetLayout(sites, dict(_tables(book, job.form, sites)))


def find_sites(book: Workbook, form: Form) -> dict[str, FieldCell]:
    """Where the workbook has each field, by pattern pointer: its cell, or for a column its head."""
    known, sites = pointers(form), {}
    for name, defined in book.defined_names.items():
        at = target(defined.attr_text or "")
        if at and name.casefold() in known and at[0] in book.sheetnames:
            sites[known[name.casefold()]] = FieldCell(*at)
    return sites


def head_of(sites: Mapping[str, FieldCell], rows: str) -> FieldCell | None:
    """The head of a table's first column that the workbook has."""
    return next((site for pointer, site in sites.items() if pointer.startswith(rows + ROW)), None)


def name_end(book: Workbook, rows: str, below: FieldCell) -> None:
    """Give the first row below a table its name, by which a reader knows where people's own rows end."""
    reference = f"{quoted(below.sheet)}!{a1(below.row, below.column, fixed=True)}"
    book.defined_names[end_name(rows)] = DefinedName(end_name(rows), attr_text=reference)


def _tables(book: Workbook, form: Form, sites: Mapping[str, FieldCell]) -> Mapping[str, TableRange]:
    tables = {}
    for rows in form.tables:
        head, name = head_of(sites, rows), book.defined_names.get(end_name(rows))
        end = target(name.attr_text or "") if name else None
        if head and end:
            tables[rows] = TableRange(head.sheet, head.row + 1, end[1] - 1)
    return tables
