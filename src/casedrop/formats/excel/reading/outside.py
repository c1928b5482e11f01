"""What a workbook prints outside its fields and tables, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.locate import FilledWorkbook
from casedrop.formats.excel.reading.match import Pair
from casedrop.formats.excel.refs import in_cell
from casedrop.forms.wording import Printed


def outside(filled: FilledWorkbook, known: Sequence[Pair]) -> Iterator[Printed]:
    """What stands in the cells of the form's own sheets (those of `known`) that nobody fills; of a form with bulk tables,
    nothing. What a sheet reckons changes with what is filled in, and does not count."""
    if filled.form.bulk:
        return
    for pair in known:
        if pair.sheet.hidden:
            continue
        for (row, column), cell in sorted(pair.sheet.cells.items()):
            if cell.kind not in ("formula", "error") and not _is_filled(pair, row, column):
                yield Printed(in_cell(pair.sheet.name, row, column), _said(cell))


def _is_filled(pair: Pair, row: int, column: int) -> bool:
    """Whether a cell is a field's, or reckoned, or stands in a row of a table, or is hidden by one it is merged with."""
    if (row, column) in pair.fields or column >= pair.week:
        return True
    for table in pair.tables:
        if table.head < row < table.end:
            return True
    return pair.is_reckoned(row, column) or pair.sheet.home(row, column) != (row, column)


def _said(cell: Cell) -> str:
    """What a cell holds, a number the same however it is written."""
    if cell.kind == "text":
        return cell.value.strip()
    try:
        return f"{Decimal(cell.value).normalize():f}"
    except InvalidOperation:
        return cell.value.strip()
