"""Open tables on the page's axes, and what stands only on a condition: what offers, letters and contract papers share."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from casedrop.formats.drafts.word_control import sdt, shape
from casedrop.formats.drafts.word_xml import Element, cell, dxa, paragraph, run, w

Sides = tuple[float, float, float, float]
"""The margins of a cell in millimetres: top, left, bottom, right."""
SIDES = ("top", "left", "bottom", "right")
FLUSH: Sides = (0, 0, 0, 0)
Said = Sequence[Element | str]
"""What stands in a paragraph."""
ZH = "lang in ('zh-Hans', 'zh-Hant')"
VI, EN, LATIN = "lang == 'vi'", "lang == 'en'", "lang in ('vi', 'en')"
"""The languages a part of a page is for, as a template asks."""


def spot(
    width: float,
    *paragraphs: Element,
    span: int = 1,
    fill: str = "",
    borders: Element | None = None,
    margins: Sides | None = None,
    whole: bool = False,
    merged: str = "",
    at: str = "top",
) -> Element:
    """A cell with a ground and margins of its own; `whole` never breaks its line, `merged` (restart, continue) goes over rows."""
    made = cell(width, *paragraphs, span=span, borders=borders, at=at)
    about = made[0]
    if merged:
        about.insert(2 if span > 1 else 1, w("vMerge", val=merged))
    extra = [w("shd", val="clear", color="auto", fill=fill)] if fill else []
    extra += [w("noWrap")] if whole else []
    extra += [w("tcMar", *edges_of(margins))] if margins else []
    for element in extra:
        about.insert(len(about) - 1, element)
    return made


def edges_of(margins: Sides) -> list[Element]:
    """Margins as Word counts them."""
    return [w(side, w=dxa(mm), type="dxa") for side, mm in zip(SIDES, margins, strict=True)]


def band(*cells: Element, height: float = 0, exact: bool = False, head: bool = False) -> Element:
    """A row that never breaks, as high as what stands in it or as said (mm); `head` repeats it on each page."""
    about = w("trPr", w("cantSplit"))
    if height:
        about.append(w("trHeight", val=dxa(height), hRule="exact" if exact else "atLeast"))
    if head:
        about.append(w("tblHeader"))
    return w("tr", about, *cells)


def plain(widths: Sequence[float], rows: Sequence[Element], margins: Sides = FLUSH) -> Element:
    """A table without lines of its own, whose columns have fixed widths (mm)."""
    about = w(
        "tblPr",
        w("tblW", w=sum(map(dxa, widths)), type="dxa"),
        w("tblInd", w=0, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *edges_of(margins)),
    )
    return w("tbl", about, w("tblGrid", *(w("gridCol", w=dxa(mm)) for mm in widths)), *rows)


def given(condition: str, *blocks: Element) -> list[Element]:
    """Paragraphs and tables that stand only where a condition holds."""
    return [paragraph(f"{{%p if {condition} %}}"), *blocks, paragraph("{%p endif %}")]


def rows_given(condition: str, widths: Sequence[float], *rows: Element) -> list[Element]:
    """Rows of a table that stand only where a condition holds."""
    marks = (f"{{%tr if {condition} %}}", "{%tr endif %}")
    first, last = (band(cell(sum(widths), paragraph(mark), span=len(widths))) for mark in marks)
    return [first, *rows, last]


def strong(pointer: str, kind: str = "text") -> Element:
    """A control whose answer stands out."""
    shown = run(pointer.strip("/").replace("/-/", ".").replace("/", "."), "Placeholder")
    shown[0].append(w("b"))
    return sdt(pointer, shown, *shape(kind))


def again(said: Said) -> Said:
    """The same once more: an element stands in one place only."""
    return [one if isinstance(one, str) else deepcopy(one) for one in said]
