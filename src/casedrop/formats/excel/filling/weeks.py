"""A grid of days beside a table: the week a template has, repeated to the right for as long as the table's dates run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.daylist import list_days
from casedrop.formats.excel.filling.heights import width_of
from casedrop.formats.excel.filling.sheets import cells
from casedrop.formats.excel.filling.weekpages import set_pages
from casedrop.formats.excel.job import Job
from casedrop.formats.excel.measures import DAYS, WEEK
from casedrop.formats.excel.refs import a1, letters, target
from casedrop.formats.excel.shown import DATES


@dataclass(frozen=True, slots=True)
class Week:
    """The columns of the template's week."""

    sheet: Worksheet
    first: int

    @property
    def last(self) -> int:
        """Its last column."""
        return self.first + DAYS - 1


def put_weeks(book: Workbook, job: Job, count: Callable[[str], int]) -> None:
    """Repeat the week a template has as often as the tables of its sheet ask, with its formulas, rules and widths.

    A day's own cell reckons its date from the one before, so that bars stay right when someone moves a date. `d.closed`,
    `d.opened` and `d.week` name what `workdays` of the facts says, on a hidden sheet. A template without a week is left alone.
    """
    week = _week(book)
    if week is None:
        return
    weeks = count(week.sheet.title)
    _formats(week, job.lang)
    made = [cell for cell in cells(week.sheet) if week.first <= cell.column <= week.last]
    merged = [a for a in week.sheet.merged_cells.ranges if week.first <= a.min_col and a.max_col <= week.last]
    for n in range(1, weeks):
        _repeat(week.sheet, made, merged, n * DAYS)
    _stretch(week, weeks)
    list_days(book, job.facts.get("workdays"))
    set_pages(week.sheet, week.first, weeks)


def _week(book: Workbook) -> Week | None:
    name = book.defined_names.get(WEEK)
    at = target(name.attr_text or "") if name else None
    return Week(book[at[0]], at[2]) if at else None


def _formats(week: Week, lang: str) -> None:
    """Show dates of the week, where they are shown whole, as the language writes them."""
    for cell in (c for c in cells(week.sheet) if week.first <= c.column <= week.last and c.data_type == "f"):
        cell.number_format = DATES[lang] if cell.number_format == "yyyy-mm-dd" else cell.number_format


def _repeat(sheet: Worksheet, made: Sequence[Cell], merged: Sequence[CellRange], by: int) -> None:
    """Put the template's week in once more, so many columns further right."""
    for one in made:
        cell = sheet.cell(one.row, one.column + by, _moved(one, a1(one.row, one.column + by)))
        cell._style = copy(one._style)  # type: ignore[attr-defined]
        sheet.column_dimensions[letters(one.column + by)].width = width_of(sheet, one.column)
    for area in merged:
        there = CellRange(area.coord)
        there.shift(col_shift=by)
        sheet.merge_cells(there.coord)


def _moved(made: Cell, to: str) -> str | None:
    if made.data_type != "f":
        return None if made.value is None else str(made.value)
    return str(Translator(str(made.value), origin=made.coordinate).translate_formula(to))


def _stretch(week: Week, count: int) -> None:
    """Make conditional formats of the week hold for every week, and print all weeks."""
    last = week.first + count * DAYS - 1
    formats = ConditionalFormattingList()
    for kept in week.sheet.conditional_formatting:
        areas = [_wide(area, week, last) for area in kept.sqref.ranges]
        for rule in kept.rules:
            formats.add(" ".join(areas), rule)
    week.sheet.conditional_formatting = formats
    printed = CellRange(str(week.sheet.print_area).rpartition("!")[2].replace("$", ""))
    week.sheet.print_area = f"A1:{a1(printed.max_row, last)}"


def _wide(area: CellRange, week: Week, last: int) -> str:
    if (area.min_col, area.max_col) != (week.first, week.last):
        return str(area.coord)
    return f"{a1(area.min_row, area.min_col)}:{a1(area.max_row, last)}"
