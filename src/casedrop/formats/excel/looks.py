"""How a workbook's template looks, as far as its file says it: how it prints, what stands still on screen, what is tinted."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.excel.check import field_names
from casedrop.formats.excel.names import field_name
from casedrop.formats.excel.refs import target
from casedrop.formats.tints import INPUT
from casedrop.forms.form import Form
from casedrop.language.problem import Place, Problem

SMALLEST = 0.85
"""The scale below which ten points print as less than eight and a half."""
_LETTER, _CELL, _INCH = 7, 5, 96
"""Pixels of a letter of the width columns are counted in, of a cell's edges, of an inch."""
_A3, _SIDES = 8, {"portrait": (8.27, 11.69), "landscape": (11.69, 16.54)}
_DEFAULT = 8.43
Heads = dict[str, list[int]]
"""The rows of the heads of the form's tables, by sheet."""


def looks(template: bytes, form: Form) -> Iterator[Problem]:
    """For each sheet that is seen: `look.area` without a print area, `look.width` where it is not fitted to the width of its page
    alone, `look.scale` where that makes it too small (args given, in percent), `look.titles` where the head of its
    table is not printed on each page, `look.freeze` where it does not stand still."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    heads = _heads(template, form)
    seen = (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
    for number, sheet in enumerate(seen, 1):
        here = Place("sheet", {"sheet": number})
        yield from (Problem(code, here, args=args) for code, args in _of(sheet, heads.get(sheet.title, [])))


def tints(filled: bytes) -> Iterator[Problem]:
    """`look.tint` for the open cells of a filled workbook without the tint of cells to fill, `look.label` for the locked ones
    with it, each at its first cell (args count); nothing of a workbook that has the tint nowhere."""
    book = openpyxl.load_workbook(io.BytesIO(filled))
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    there = (cell for sheet in seen for row in sheet.iter_rows() for cell in row)
    cells = [(cell, _is_tinted(cell)) for cell in there if isinstance(cell, Cell)]  # of a merged area the first counts
    if any(is_tinted for _, is_tinted in cells):
        yield from _first("look.tint", [c for c, is_tinted in cells if not c.protection.locked and not is_tinted])
        yield from _first("look.label", [c for c, is_tinted in cells if c.protection.locked and is_tinted])


def _first(code: str, cells: list[Cell]) -> Iterator[Problem]:
    if cells:
        here = Place("cell", {"sheet": cells[0].parent.title, "cell": cells[0].coordinate})
        yield Problem(code, here, args={"count": len(cells)})


def _is_tinted(cell: Cell) -> bool:
    return bool(cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb)[-6:] == INPUT)


def _of(sheet: Worksheet, heads: list[int]) -> Iterator[tuple[str, dict[str, str]]]:
    """What is to be said of a sheet: codes and what they need."""
    fitted = sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    setup, share = sheet.page_setup, round(100 * scale(sheet))
    if not sheet.print_area:
        yield "look.area", {}
    if not fitted or setup.fitToWidth not in (None, 1) or setup.fitToHeight != 0:
        yield "look.width", {}
    elif share < 100 * SMALLEST:
        yield "look.scale", {"given": str(share)}
    if len(heads) == 1 and not _holds(sheet.print_title_rows, heads[0]):
        yield "look.titles", {}
    if len(heads) == 1 and not _is_frozen(sheet, heads[0]):
        yield "look.freeze", {}


def scale(sheet: Worksheet) -> float:
    """How large a sheet prints that is fitted to the width of its page; 1 at the most."""
    columns = (get_column_letter(n) for n in range(1, sheet.max_column + 1))
    widths = (sheet.column_dimensions[c] for c in columns if c in sheet.column_dimensions)
    pixels = sum((column.width or _DEFAULT) * _LETTER + _CELL for column in widths if not column.hidden)
    short, long = _SIDES["landscape" if int(sheet.page_setup.paperSize or 0) == _A3 else "portrait"]
    wide = long if sheet.page_setup.orientation == "landscape" else short
    room = (wide - sheet.page_margins.left - sheet.page_margins.right) * _INCH
    return min(room / pixels, 1) if pixels else 1.0


def _heads(template: bytes, form: Form) -> Heads:
    """The rows of the heads of the form's tables, by sheet."""
    at = {name.casefold(): target(cell) for name, cell in field_names(template).items()}
    found: Heads = {}
    for columns in (*form.tables.values(), *form.bulk.values()):
        spot = at.get(field_name(columns[0].pointer).casefold())
        if spot:
            found.setdefault(spot[0], []).append(spot[1])
    return found


def _holds(rows: str | None, head: int) -> bool:
    """Whether the rows printed on each page (`$5:$6`) hold a head."""
    first, _, last = (rows or "").replace("$", "").partition(":")
    return bool(last) and int(first) <= head <= int(last)


def _is_frozen(sheet: Worksheet, head: int) -> bool:
    """Whether a head stays in sight: the first row that moves is the one below it."""
    digits = "".join(letter for letter in str(sheet.freeze_panes or "") if letter.isdigit())
    return bool(digits) and int(digits) > head
