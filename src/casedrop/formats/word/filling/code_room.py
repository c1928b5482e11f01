"""The room of a code in a header or footer: a line as high as the code, and white around it (decision 0084)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.formats.qr import SIZE, white
from casedrop.formats.word.xml import MARK_START, NAME, NS, TC, TR, Element, P, cell_property, inside, make, must, q

PLACE = "_qr"
"""The bookmark at which a template keeps room for a code."""

_DXA = 1440 / 25.4
_BELOW = 1.9
"""Millimetres of white below the code of a header beside the cell's own 1.1: the rule under it is 3 away."""
_BESIDE = 1.5
"""Millimetres of white the cell of a header's code has left of it: it is 20 wide."""
_ABOVE, _LEFT = 12 / 72 * 25.4, 5.0
"""Millimetres of white above and left of the code of a footer, whatever the code: more than four modules of any."""


def places(root: Element) -> list[Element]:
    """Where a header or footer keeps room for a code, one a paragraph (LibreOffice doubles the bookmark of a template)."""
    marks = (mark for mark in root.iter(MARK_START) if mark.get(NAME) == PLACE)
    return list({inside(mark, P): mark for mark in marks if inside(mark, P) is not None}.values())


def beside(text: str) -> str:
    """The width that the code of a header needs free of anything beside its own cell, in twentieths of a point."""
    return _dxa(max(0.0, white(text) - _BESIDE))


def make_room(mark: Element, right: str) -> None:
    """Make the room of a code whose picture stands at a mark; in a header `right` (see `beside`) is kept free beside it."""
    paragraph, cell = must(inside(mark, P)), inside(mark, TC)
    _set_line(paragraph)
    if _is_foot(mark):
        paragraph.addprevious(_white(_ABOVE))
    else:
        paragraph.addnext(_white(_BELOW))
    if cell is not None:
        _let_grow(cell)
        _keep_off(cell.getprevious(), _left(cell) if _is_foot(mark) else right)


def close_room(root: Element) -> bool:
    """Let the rows of a footer that keep room for a code be as low as what else stands there; whether there were any."""
    rows = {inside(mark, TR) for mark in places(root) if _is_foot(mark)} - {None}
    heights = [height for row in rows for height in _heights(row)]
    for height in heights:
        must(height.getparent()).remove(height)
    return bool(heights)


def _is_foot(element: Element) -> bool:
    return element.getroottree().getroot().tag == q("w:ftr")


def _set_line(paragraph: Element) -> None:
    """Make a paragraph one line as high as the picture (an exact one would clip it, documents.md 2).

    White above and below are paragraphs of their own: LibreOffice counts space after the last one of a cell twice.
    """
    auto = make("spacing", before="0", after="0", line="240", lineRule="auto")
    old = paragraph.find("w:pPr", NS)
    if old is not None:
        paragraph.remove(old)
    paragraph.insert(0, make("pPr", auto, make("ind", left="0", right="0"), make("jc", val="right"), tiny()))


def _white(mm: float) -> Element:
    """An empty paragraph of that height."""
    spacing = make("spacing", before="0", after="0", line=_dxa(mm), lineRule="exact")
    return make("p", make("pPr", spacing, tiny()))


def tiny() -> Element:
    """The properties of letters that must not make their line higher."""
    return make("rPr", make("sz", val="2"))


def _let_grow(cell: Element) -> None:
    """Let a cell's row be as high as the code needs, where the template gives it an exact height."""
    for height in _heights(inside(cell, TR)):
        height.set(q("w:hRule"), "atLeast")


def _heights(row: Element | None) -> Iterator[Element]:
    """What a row says of its height."""
    yield from () if row is None else row.findall("w:trPr/w:trHeight", NS)


def _left(cell: Element) -> str:
    """What the code of a footer needs free beside its own cell, by that cell's width; "" where the template has that."""
    before = cell.getprevious()
    wide = _mm(cell.find("w:tcPr/w:tcW", NS)) or SIZE + _BESIDE
    there = 0.0 if before is None else _mm(before.find("w:tcPr/w:tcMar/w:right", NS))
    needed = SIZE + _LEFT - wide
    return _dxa(needed) if needed > there else ""


def _mm(width: Element | None) -> float:
    """A width in millimetres; 0 for one that is not there or not said in twentieths of a point."""
    is_said = width is not None and width.get(q("w:type")) == "dxa"
    return float(must(width).get(q("w:w"), "0")) / _DXA if is_said else 0.0


def _keep_off(cell: Element | None, right: str) -> None:
    """Keep what stands in a cell off its right edge, by so many twentieths of a point ("": as it is)."""
    if cell is None or cell.tag != TC or not right:
        return
    margins = cell_property(cell, "tcMar")
    for old in margins.findall("w:right", NS):
        margins.remove(old)
    margins.append(make("right", w=right, type="dxa"))


def _dxa(mm: float) -> str:
    """Millimetres as twentieths of a point."""
    return str(round(mm * _DXA))
