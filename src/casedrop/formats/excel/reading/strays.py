"""What people typed where the form has no field: beside its fields, below its tables, on other sheets. Nothing of it is an
answer, and nothing of it is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.locate import FilledWorkbook, plain_text
from casedrop.formats.excel.names import heads
from casedrop.formats.excel.reading.match import FEWEST, LIKE, Pair
from casedrop.formats.excel.refs import a1
from casedrop.formats.excel.worksheet import Address, Worksheet
from casedrop.language.letters import folded, squeeze
from casedrop.language.problem import Place, Problem

SHOWN = 20
"""Cells outside the fields that are named one by one."""
LONGEST = 80
"""Letters of what stands there that are shown."""


def strays(filled: FilledWorkbook, known: Sequence[Pair]) -> list[Problem]:
    """A `cell.beside`, `sheet.copied` or `sheet.foreign` for each thing that stands outside the form's fields; `known` are the
    form's own sheets."""
    beside = (p for pair in known for p in _beside(pair, _bulk_columns(filled, pair)))
    found = list(islice(beside, SHOWN))
    own = {pair.sheet.name for pair in known}
    others = [s for s in filled.book.sheets if s.name not in own and not (s.hidden and s.name.startswith("_"))]
    return found + [p for sheet in others for p in _elsewhere(sheet, known, filled)]


def is_unseen(problem: Problem, filled: FilledWorkbook) -> bool:
    """Whether it is about a foreign sheet that is hidden: programs keep notes of their own there, so it is only told."""
    sheet = filled.book.sheet(str(problem.place.args.get("sheet", "")))
    return problem.code == "sheet.foreign" and sheet is not None and sheet.hidden


def _bulk_columns(filled: FilledWorkbook, pair: Pair) -> tuple[int, frozenset[int]] | None:
    """The row of a bulk table's head in a sheet and its columns; None if it has none."""
    at = [filled.book.names[n] for n in heads(filled.form) if n in filled.book.names]
    here = [(row, column) for sheet, row, column in at if sheet == pair.sheet.name]
    return (max(row for row, _ in here), frozenset(column for _, column in here)) if here else None


def _beside(pair: Pair, bulk: tuple[int, frozenset[int]] | None) -> Iterator[Problem]:
    """The filled cells of a sheet that neither the form nor the template has; of a bulk table's sheet one a column."""
    head, columns = bulk or (1 << 30, frozenset[int]())
    seen: set[int] = set()
    outside = ((at, cell) for at, cell in pair.sheet.cells.items() if at[0] < head or at[1] not in columns)
    for (row, column), cell in sorted(outside):
        if (row >= head and column in seen) or _is_known(pair, row, column, cell) or not _says(cell):
            continue
        if row >= head:
            seen.add(column)
        place = Place("cell", {"sheet": pair.sheet.name, "cell": a1(row, column)})
        yield Problem("cell.beside", place, args={"given": _given(cell)})


def _says(cell: Cell) -> bool:
    """Whether a cell holds something that a person may have typed."""
    return cell.kind not in ("formula", "error") and bool(squeeze(folded(cell.value)).strip("-/.*"))


def _given(cell: Cell) -> str:
    return squeeze(cell.value)[:LONGEST]


def _is_known(pair: Pair, row: int, column: int, cell: Cell) -> bool:
    """Whether a cell is a field's, a table's, or the template's own."""
    if (row, column) in pair.fields or pair.is_of_weeks(row, column, cell):
        return True
    if pair.sheet.home(row, column) != (row, column):
        return False
    for table in pair.tables:
        if table.head < row < table.end:
            return column in table.columns or (table.pattern, column) in pair.printed
    if cell.value in pair.plain:
        return True
    text = plain_text(cell.value)
    return pair.is_printed(row, column, text) or (cell.kind == "text" and text in pair.wording)


def _elsewhere(sheet: Worksheet, known: Sequence[Pair], filled: FilledWorkbook) -> Iterator[Problem]:
    """What is to be asked about a sheet that is none of the form's."""
    said = [(at, cell) for at, cell in sorted(sheet.cells.items()) if _says(cell)]
    texts = {plain_text(cell.value) for _, cell in said if cell.kind == "text"}
    wordings = set(filled.wording.values())
    if texts and len(texts & wordings) == len(said):
        return
    for pair in known:
        alike = len(texts & pair.wording)
        if alike >= FEWEST and alike >= LIKE * len(pair.wording):
            if _differs(sheet, pair):
                names = (f"“{pair.sheet.name}”", f"“{sheet.name}”")
                yield Problem("sheet.copied", _first(sheet, said[0][0]), args={"sheets": names})
            return
    if said:
        args = {"sheet": sheet.name, "given": _given(said[0][1])}
        yield Problem("sheet.foreign", _first(sheet, said[0][0]), args=args)


def _first(sheet: Worksheet, at: Address) -> Place:
    return Place("cell", {"sheet": sheet.name, "cell": a1(*at)})


def _differs(copy: Worksheet, pair: Pair) -> bool:
    """Whether a copy says anything that the form's own sheet does not say in the same place."""
    return any(
        _says(cell) and not _same(cell, pair.sheet.cells.get(at)) and plain_text(cell.value) not in pair.wording
        for at, cell in copy.cells.items()
    )


def _same(cell: Cell, other: Cell | None) -> bool:
    return other is not None and (cell.kind, cell.value) == (other.kind, other.value)
