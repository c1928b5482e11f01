"""Days off in a workbook: what its formulas need to know of a calendar, on a hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.sheets import cell_at
from casedrop.formats.excel.refs import a1, quoted
from casedrop.forms.form import Facts

SHEET = "_days"
"""The hidden sheet of days off."""

ALWAYS: Facts = {"week": "1111111", "closed": [], "opened": []}


def list_days(book: Workbook, calendar: Facts | None) -> None:
    """Name what a calendar says (`workdays.fact`) as `d.week`, `d.closed` and `d.opened`; without one, always open."""
    known, sheet = calendar or ALWAYS, book.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    days = ([date.fromisoformat(day) for day in known[name]] for name in ("closed", "opened"))
    for column, (name, values) in enumerate(
        zip(("week", "closed", "opened"), ([known["week"]], *days), strict=True), 1
    ):
        _column(book, sheet, column, f"d.{name}", values)


def _column(book: Workbook, sheet: Worksheet, column: int, name: str, values: Sequence[str | date]) -> None:
    """Write values below each other and name them; no values are one empty cell."""
    for row, value in enumerate(values, 1):
        cell_at(sheet, row, column).value = value
    cells = f"{a1(1, column, fixed=True)}:{a1(max(len(values), 1), column, fixed=True)}"
    book.defined_names[name] = DefinedName(name, attr_text=f"{quoted(sheet.title)}!{cells}")
