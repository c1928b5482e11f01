"""The blocks of a sheet: information, table of rows with its sums, opinions, foot (documents.md 3, 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

import casedrop.formats.drafts.excel.look as look
from casedrop.formats.drafts.excel.grid import rows_of, split
from casedrop.formats.drafts.excel.page import SheetPage
from casedrop.formats.excel.refs import a1, letters
from casedrop.forms.form import Field

PAIR = (1.0, 2.0)
"""Label to value."""

ROW, LINES, TABLE_ROW = 20.0, 34.0, 34.0
"""Points of a row of one line, of several, and of a table's row."""

PAGE = "{{ phrase('paper.page_before') }}&P{{ phrase('paper.page_between') }}&N{{ phrase('paper.page_after') }}"
"""Page i of n, by the fields of a sheet's footer."""
CENTRE = "{{ phrase('paper.' ~ doc.audience) }}{% if company.footer %}\n{{ company.footer }}{% endif %}"
"""Whom a copy is for, and the company's own line below it."""

_FIGURES = ("decimal", "integer")
_MIDDLE = ("date", "choice")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One role's part: its heading and its fields."""

    heading: str
    fields: tuple[Field, ...]


def heading(page: SheetPage, text: str) -> None:
    """Write the heading of a section."""
    page.put(page.next(26), (1, page.last), look.HEADING, text)


def information(page: SheetPage, fields: Sequence[Field]) -> None:
    """Write labels and values in three pairs a row, between two rules."""
    runs = split(page.widths, PAIR * 3)
    for number, several in enumerate(rows_of(fields)):
        row = page.next(LINES if several[0].kind == "lines" else ROW)
        for place, one in enumerate(several):
            name, value = runs[2 * place], runs[2 * place + 1]
            wide = (value[0], page.last) if one is several[-1] else value
            pair(page, row, (name, wide), one)
        if number == 0:
            page.rule(row, replace(look.VALUE, edges={"top": look.RULE}))
    page.rule(page.row - 1, replace(look.VALUE, edges={"bottom": look.RULE}))


def pair(page: SheetPage, row: int, runs: tuple[tuple[int, int], tuple[int, int]], one: Field) -> None:
    """Write one label and its value."""
    page.put(row, runs[0], look.NAME, label(one))
    page.field(row, runs[1], look.VALUE, one)


def label(one: Field) -> str:
    """The wording that prints a field's label."""
    return f"{{{{ label('{one.pointer}') }}}}"


def table(page: SheetPage, fields: Sequence[Field], sums: str = "") -> int:
    """A head, the pattern row, and a row of sums under columns of money; returns the head's row."""
    head, pattern = page.next(30), page.next(TABLE_ROW)
    page.put(head, (1, 1), replace(look.HEAD, across="center"), "{{ phrase('paper.row') }}")
    page.put(pattern, (1, 1), replace(look.VALUE, across="center"), "{{ n }}")
    page.hush(pattern, 2)
    for column, one in enumerate(fields, 2):
        across = "right" if one.kind in _FIGURES else "center" if one.kind in _MIDDLE else "left"
        page.field(head, (column, column), replace(look.HEAD, across=across), one, label(one))
        page.put(pattern, (column, column), replace(look.VALUE, across=across))
    money = {column: one for column, one in enumerate(fields, 2) if one.kind == "decimal"}
    if money:
        totals(page, money, sums or "{{ phrase('paper.total') }}")
    else:
        page.rule(pattern, replace(look.VALUE, edges={"bottom": look.RULE}))
    return head


def totals(page: SheetPage, columns: Mapping[int, Field], text: str) -> None:
    """Write the sums of columns, added up by the workbook itself."""
    row = page.next(22)
    page.put(row, (1, min(columns) - 1), look.TOTAL, text)
    for column in range(min(columns), page.last + 1):
        cell = page.put(row, (column, column), look.TOTAL)
        if column in columns:
            cell.value = f"=SUM({{{{ column('{columns[column].pointer}') }}}})"
            cell.number_format = "#,##0.##" if columns[column].kind == "decimal" else "#,##0"


def opinions(page: SheetPage, several: Sequence[Opinion]) -> None:
    """Write what each role decides, in the order of signing, at most three side by side; a page breaks before it, if
    any does.
    """
    page.sheet.row_breaks.append(Break(id=page.row - 1))
    for start in range(0, len(several), 3):
        side_by_side(page, several[start : start + 3])


def side_by_side(page: SheetPage, several: Sequence[Opinion]) -> None:
    """Write blocks of one height: heads, then label and value line by line."""
    runs = split(page.widths, [1.0] * len(several))
    row = page.next(ROW)
    for run, one in zip(runs, several, strict=True):
        page.put(row, run, look.ROLE, one.heading)
    for number in range(max(len(o.fields) for o in several)):
        line = [o.fields[number] if number < len(o.fields) else None for o in several]
        row = page.next(LINES if any(f and f.kind == "lines" for f in line) else ROW)
        for run, field in zip(runs, line, strict=True):
            own = [(a + run[0] - 1, b + run[0] - 1) for a, b in split(page.widths[run[0] - 1 : run[1]], PAIR)]
            if field:
                pair(page, row, (own[0], own[1]), field)
            else:
                page.put(row, run, look.VALUE)
    page.rule(page.row - 1, replace(look.VALUE, edges={"bottom": look.RULE}))
    page.next(8)


def foot(page: SheetPage, text: str) -> None:
    """Write one grey line below everything, only in a document that is to be filled."""
    page.put(page.next(16), (1, page.last), look.NOTE, f"{{% if fillable %}}{text}{{% endif %}}")


def print_setup(page: SheetPage, head: int | None) -> None:
    """Set the print: A4 landscape, one page wide; the table's head on every page; readable id, audience and page below."""
    sheet = page.sheet
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.print_area = f"A1:{a1(page.row - 1, page.last)}"
    margins = sheet.page_margins
    margins.left = margins.right = 15 / 25.4
    margins.top, margins.bottom, margins.header, margins.footer = 12 / 25.4, 15 / 25.4, 8 / 25.4, 8 / 25.4
    if head:
        sheet.print_title_rows = f"{head}:{head}"
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("{{ doc.readable }}", font="Courier New,Regular", size=8),
        center=_HeaderFooterPart(CENTRE, font="Arial,Regular", size=8),
        right=_HeaderFooterPart(PAGE, font="Arial,Regular", size=8),
    )
    freeze(page, head)


def freeze(page: SheetPage, head: int | None) -> None:
    """Keep the head and the naming column in sight, if the head stands high enough to leave room below it."""
    if head and head <= 12:
        page.sheet.freeze_panes = f"{letters(3)}{head + 1}"
