"""A sheet being laid out from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from casedrop.formats.drafts.excel.look import FACE, CellLook, bordered
from casedrop.formats.excel.names import field_name
from casedrop.formats.excel.refs import a1, letters, quoted
from casedrop.forms.form import Field


class SheetPage:
    """One sheet, its columns, and the row that comes next."""

    def __init__(self, name: str, widths: Sequence[float], book: Workbook | None = None) -> None:
        self.book = book or Workbook()
        self.sheet: Worksheet = self.book.create_sheet() if book else self.book.worksheets[0]
        self.sheet.title = name
        normal = self.book._named_styles["Normal"]  # type: ignore[attr-defined]  # column widths are counted in its figures
        normal.font = Font(name=FACE, size=10)
        self.sheet.sheet_view.showGridLines = False
        self.widths = list(widths)
        self.row = 1
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[letters(number)].width = width

    def beside(self, name: str, widths: Sequence[float]) -> SheetPage:
        """Another sheet of the same workbook, behind those it has."""
        return SheetPage(name, widths, self.book)

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths)

    def next(self, height: float) -> int:
        """The row that was next, now so high (in points); the one after is next."""
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1
        return self.row - 1

    def put(self, row: int, run: tuple[int, int], look: CellLook, text: str | None = None) -> Cell:
        """A run of columns in one row as one cell, merged if they are several, dressed and with its text."""
        first, last = run
        for column in range(first, last + 1):
            look.put(self._cell(row, column))
        if last > first:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        return look.put(self._cell(row, first), text)

    def field(self, row: int, run: tuple[int, int], look: CellLook, one: Field, text: str | None = None) -> None:
        """Name a field's cell, or a column's head."""
        self.put(row, run, look, text)
        self.name(field_name(one.pointer), a1(row, run[0], fixed=True))

    def name(self, name: str, cells: str) -> None:
        """Give cells of this sheet (`$A$1`, `$A$1:$B$1`) a name."""
        self.book.defined_names[name] = DefinedName(name, attr_text=f"{quoted(self.sheet.title)}!{cells}")

    def hush(self, row: int, first: int) -> None:
        """Print no number in the first column of a row of which the columns from `first` on are empty: each is named alone, for
        a range would grow with the rows."""
        empty = ",".join(f'${letters(column)}{row}=""' for column in range(first, self.last + 1))
        white = DifferentialStyle(font=Font(color="FFFFFF"))
        self.sheet.conditional_formatting.add(a1(row, 1), Rule("expression", dxf=white, formula=[f"AND({empty})"]))

    def rule(self, row: int, look: CellLook) -> None:
        """Draw a look's lines along a row, over what its cells have."""
        for column in range(1, self.last + 1):
            cell = self.sheet.cell(row, column)
            kept = {side: getattr(cell.border, side) for side in ("left", "right", "top", "bottom")}
            cell.border = bordered({**kept, **look.edges})

    def _cell(self, row: int, column: int) -> Cell:
        cell = self.sheet.cell(row, column)
        if not isinstance(cell, Cell):
            raise TypeError(a1(row, column))
        return cell
