"""Rows of a table spread: the pattern row repeated, and everything below it moved as a person would move it."""

from __future__ import annotations

from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.filling.charts import follow, shift
from casedrop.formats.excel.filling.sheets import cell_at, formulas, names
from casedrop.formats.excel.refs import Insertion
from casedrop.formats.excel.wordings import is_template


def spread(book: Workbook, sheet: Worksheet, pattern: int, count: int) -> None:
    """Let the pattern row stand `count` times (at least once); what is below it moves, what refers to it grows along."""
    more = count - 1
    if more <= 0:
        return
    put_in(book, sheet, Insertion(sheet.title, pattern + 1, more, grow=True))
    for row in range(pattern + 1, pattern + 1 + more):
        repeat(sheet, pattern, row)


def put_in(book: Workbook, sheet: Worksheet, insertion: Insertion) -> None:
    """Put empty rows into a sheet; cells, merges, heights, names, rules, breaks, formulas, charts and pictures follow."""
    sheet.insert_rows(insertion.at, insertion.count)
    _heights(sheet, insertion)
    _merges(sheet, insertion)
    _rules(sheet, insertion)
    _printing(sheet, insertion)
    _references(book, insertion)
    shift(sheet, insertion)
    follow(book, lambda text: insertion.text(text, ""))


def repeat(sheet: Worksheet, pattern: int, row: int) -> None:
    """Copy the pattern row's values, styles and height to another row; a formula without wording looks at that row then."""
    for made in [cell for cell in sheet[pattern] if isinstance(cell, Cell)]:
        cell = cell_at(sheet, row, made.column)
        cell.value = _beside(made, cell) if made.data_type == "f" else made.value
        cell._style = copy(made._style)  # type: ignore[attr-defined]  # all at once, or 500 rows take seconds
    sheet.row_dimensions[row].height = sheet.row_dimensions[pattern].height


def _beside(made: Cell, there: Cell) -> str:
    said = str(made.value)
    if is_template(said):
        return said
    return str(Translator(said, origin=made.coordinate).translate_formula(there.coordinate))


def _heights(sheet: Worksheet, insertion: Insertion) -> None:
    old = {n: sheet.row_dimensions[n] for n in sorted(sheet.row_dimensions)}
    sheet.row_dimensions.clear()
    for number, row in old.items():
        moved = RowDimension(sheet, index=insertion.row(number), ht=row.ht, hidden=row.hidden)
        sheet.row_dimensions[insertion.row(number)] = moved


def _merges(sheet: Worksheet, insertion: Insertion) -> None:
    for area in sheet.merged_cells.ranges:
        if area.min_row >= insertion.at:
            area.shift(row_shift=insertion.count)
        elif area.max_row >= insertion.at:
            area.expand(down=insertion.count)
    sheet.merged_cells = MultiCellRange(list(sheet.merged_cells.ranges))


def _rules(sheet: Worksheet, insertion: Insertion) -> None:
    """Keep validations and conditional formats on their cells."""
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange(_moved(str(rule.sqref), insertion))
        rule.formula1, rule.formula2 = (_text(f, sheet, insertion) for f in (rule.formula1, rule.formula2))
    formats = ConditionalFormattingList()
    for kept in sheet.conditional_formatting:
        for rule in kept.rules:
            rule.formula = [insertion.text(f, sheet.title) for f in rule.formula]
            formats.add(_moved(str(kept.sqref), insertion), rule)
    sheet.conditional_formatting = formats
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _moved(sheet.auto_filter.ref, insertion)
    for table in sheet.tables.values():
        table.ref = _moved(table.ref, insertion)
        if table.autoFilter:
            table.autoFilter.ref = _moved(table.autoFilter.ref, insertion)


def _printing(sheet: Worksheet, insertion: Insertion) -> None:
    if sheet.print_area:
        sheet.print_area = insertion.text(sheet.print_area, sheet.title).rpartition("!")[2].replace("$", "")
    for broken in sheet.row_breaks.brk:
        broken.id = insertion.last(broken.id)


def _references(book: Workbook, insertion: Insertion) -> None:
    """Rewrite the defined names and formulas of every sheet."""
    for name in names(book):
        name.attr_text = Insertion(insertion.sheet, insertion.at, insertion.count).text(name.attr_text or "", "")
    for sheet, cell in formulas(book):
        cell.value = insertion.text(str(cell.value), sheet.title)


def _moved(areas: str, insertion: Insertion) -> str:
    return " ".join(
        insertion.text(area if ":" in area else f"{area}:{area}", insertion.sheet) for area in areas.split()
    )


def _text(formula: str | None, sheet: Worksheet, insertion: Insertion) -> str | None:
    return insertion.text(formula, sheet.title) if formula else formula
