"""White is ours, the tint is yours: a cell bears the tint of what is to fill only where somebody is asked to (decision 0083)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.formats.tints import INPUT
from casedrop.formats.word.prepare import after
from casedrop.formats.word.xml import NS, TC, Element, elements, inside, must, q

TINTED, WHITE = (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' for fill in (INPUT, "auto"))
"""The shade of a cell in which something is asked, and of any other."""

_SHADE, _FILL = "w:tcPr/w:shd", q("w:fill")


def tinted(root: Element) -> Iterator[Element]:
    """The cells below an element that bear the tint."""
    return (cell for cell in root.iter(TC) if _fill(cell).upper() == INPUT)


def of_cell(cell: Element, control: Element) -> bool:
    """Whether a control stands in this very cell, and in none of a table inside it."""
    return inside(control, TC) is cell


def untint(cell: Element) -> None:
    """Take the shade from a cell that has one."""
    shade = must(cell.find(_SHADE, NS))
    must(shade.getparent()).replace(shade, elements(WHITE, cell)[0])


def cut(cell: Element, instead: str) -> None:
    """Put a text in the place of a cell's shade."""
    shade = must(cell.find(_SHADE, NS))
    after(shade.getprevious(), must(shade.getparent()), instead)
    shade.tail = None
    must(shade.getparent()).remove(shade)


def _fill(cell: Element) -> str:
    found = cell.find(_SHADE, NS)
    return "" if found is None else found.get(_FILL, "")
