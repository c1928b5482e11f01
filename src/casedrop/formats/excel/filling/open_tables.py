"""Bulk tables of a workbook that is being filled: columns ready for rows by the thousand, without a cell for any of them."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Protection

from casedrop.formats.excel.filling.rules import Rules
from casedrop.formats.excel.job import FieldCell, Job
from casedrop.formats.excel.names import field_name
from casedrop.formats.excel.refs import letters, target
from casedrop.formats.excel.shown import number_format
from casedrop.forms.bulk.tables import tables
from casedrop.forms.form import COUNT, Field


def open_tables(book: Workbook, job: Job) -> frozenset[str]:
    """The names of the sheets whose bulk tables may be written, once their columns are typed, open, and explain themselves.

    A format of the whole column stands for all its cells: a hundred thousand dressed ones would make the file slow.
    """
    rules, sheets = Rules(book, job), set[str]()
    for table in tables(job.form):
        is_open = table.pointer + COUNT in job.writable
        for field, head in heads(book, [c.field for c in table.columns.values()]):
            column = book[head.sheet].column_dimensions[letters(head.column)]
            column.number_format = number_format(field, job)
            column.protection = Protection(locked=not is_open)
            if is_open:
                rules.add(book[head.sheet], field, [(head.row + n, head.column) for n in (1, table.most)])
                sheets.add(head.sheet)
    return frozenset(sheets)


def heads(book: Workbook, columns: list[Field]) -> Iterator[tuple[Field, FieldCell]]:
    """The columns a workbook has, and the cells of their heads."""
    for field in columns:
        name = book.defined_names.get(field_name(field.pointer))
        at = target(name.attr_text or "") if name else None
        if at and at[0] in book.sheetnames:
            yield field, FieldCell(*at)
