"""A workbook's template as a view has it: without the fields it hides, and without the rows that would only be about them."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.names import END, FIELD, LIST, dotted, pointers
from casedrop.formats.excel.refs import target
from casedrop.forms.form import Form
from casedrop.forms.template_fields import mentions

Seats = dict[tuple[str, int, int], bool]
"""Whether the field whose cell this is (sheet, row, column) is hidden."""


def reduce(book: Workbook, form: Form) -> None:
    """Take out of a template of a view what it hides: names, words, and rows about nothing else, emptied and folded
    away. Change nothing for any other form.
    """
    if not form.hides:
        return
    seats = _seats(book, form)
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            _reduce_row(sheet, row, seats, form)
    _unname(book, form)


def _seats(book: Workbook, form: Form) -> Seats:
    """The cells of all fields; of a column its head and the pattern row below."""
    known, seats = pointers(form.base), Seats()
    for name, defined in book.defined_names.items():
        at, pointer = target(defined.attr_text or ""), known.get(name.casefold())
        if at and pointer:
            seats[at] = pointer in form.hides
            if "/-/" in pointer:
                seats[at[0], at[1] + 1, at[2]] = pointer in form.hides
    return seats


def _reduce_row(sheet: Worksheet, row: int, seats: Seats, form: Form) -> None:
    there = [cell for cell in sheet[row] if isinstance(cell, Cell)]
    about = {cell.column: list(_about(cell, seats, form)) for cell in there}
    hides = [hidden for hiddens in about.values() for hidden in hiddens]
    if True not in hides:
        return
    for cell in there:
        if False not in hides or (True in about[cell.column] and False not in about[cell.column]):
            _clear(cell)
    if False not in hides:
        sheet.row_dimensions[row].hidden = True


def _about(cell: Cell, seats: Seats, form: Form) -> Iterator[bool]:
    seat = seats.get((cell.parent.title, cell.row, cell.column))
    if seat is not None:
        yield seat
    if isinstance(cell.value, str):
        yield from mentions(cell.value, form)


def _clear(cell: Cell) -> None:
    cell.value, cell.comment, cell.hyperlink = None, None, None
    cell.border, cell.fill = Border(), PatternFill()


def _unname(book: Workbook, form: Form) -> None:
    """Take out the names of hidden fields, and of tables that have no others."""
    gone = {f"{kind}{dotted(p)}".casefold() for p in form.hides for kind in (FIELD, LIST)}
    gone |= {f"{END}{dotted(table)}".casefold() for table in form.base.tables if table not in form.tables}
    for name in [n for n in book.defined_names if n.casefold() in gone]:
        del book.defined_names[name]
