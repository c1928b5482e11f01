"""How a sheet looks: the tokens of paper carried over to cells (documents.md 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

INK, LABEL, GREY, ACCENT = "000000", "3F4C53", "5E6B72", "1F4E66"
TINT = PatternFill("solid", fgColor="EEF2F4")
"""The ground of a table's head and of its sums; labels stand on white, what people fill gets its tint when it is opened."""
HAIRLINE, RULE, ACCENT_RULE = Side("thin", "98A4AA"), Side("thin", "5B6A72"), Side("medium", ACCENT)
FACE = "Arial"


@dataclass(frozen=True, slots=True)
class CellLook:
    """One kind of cell: size in points, colour, weight, ground, and how its text lies."""

    size: float
    color: str = INK
    bold: bool = False
    tint: bool = False
    across: str = "left"
    wrap: bool = True
    shrink: bool = False
    indent: int = 1
    edges: Mapping[str, Side] = field(default_factory=dict)

    def put(self, cell: Cell, text: str | None = None) -> Cell:
        """The cell dressed, and holding the text if one is given."""
        cell.font = Font(name=FACE, size=self.size, bold=self.bold, color=self.color)
        cell.alignment = Alignment(
            horizontal=self.across,
            vertical="center",
            wrap_text=self.wrap,
            shrink_to_fit=self.shrink or None,
            indent=0 if self.across == "center" else self.indent,
        )
        if self.tint:
            cell.fill = TINT
        if self.edges:
            cell.border = bordered(self.edges)
        if text is not None:
            cell.value = text
        return cell


def bordered(edges: Mapping[str, Side]) -> Border:
    """The border of some edges; the others have none."""
    none = Side()
    left, right, top, bottom = (edges.get(name, none) for name in ("left", "right", "top", "bottom"))
    return Border(left=left, right=right, top=top, bottom=bottom)


COMPANY = CellLook(10, ACCENT, bold=True, wrap=False, indent=0)
NUMBER = CellLook(9, INK, bold=True, wrap=False, across="right", indent=0)
TITLE = CellLook(19, bold=True, indent=0)
ABOUT = CellLook(9, GREY, wrap=False, shrink=True, indent=0)
HEADING = CellLook(11, ACCENT, bold=True, wrap=False, indent=0)
NAME = CellLook(9, LABEL, edges={"bottom": HAIRLINE})
VALUE = CellLook(10, edges={"bottom": HAIRLINE})
HEAD = CellLook(9, LABEL, bold=True, tint=True, edges={"top": RULE, "bottom": RULE})
TOTAL = CellLook(10, bold=True, tint=True, across="right", wrap=False, edges={"top": RULE, "bottom": RULE})
ROLE = CellLook(9, ACCENT, bold=True, edges={"top": ACCENT_RULE, "bottom": HAIRLINE})
NOTE = CellLook(8, GREY, wrap=False, indent=0)
