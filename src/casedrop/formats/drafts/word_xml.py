"""The elements of a Word document a template is built of, each child in the order ISO/IEC 29500 asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
NAMES = {"w": W, "w14": W14, "r": R, "wp": WP, "a": A, "pic": PIC}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

ACCENT, INK, LABEL, GREY = "1F4E66", "000000", "3F4C53", "5E6B72"
TINT, HINT = "F2F5F6", "5A6970"
HAIRLINE, RULE, ACCENT_RULE = (4, "98A4AA"), (6, "5B6A72"), (10, ACCENT)
"""Lines as (eighths of a point, colour)."""

Line = tuple[int, str]


def dxa(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of the main namespace; attributes are of that namespace too."""
    made = etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{k}": str(v) for k, v in attributes.items()}, nsmap=None)
    made.extend(children)
    return made


def root(tag: str, *children: Element) -> Element:
    """A part's outermost element, which declares every prefix used below it."""
    made = etree.Element(f"{{{W}}}{tag}", nsmap=NAMES)
    made.extend(children)
    return made


def run(text: str, style: str = "") -> Element:
    """A run of one text, with a character style."""
    made = w("r", *([w("rPr", w("rStyle", val=style))] if style else []))
    wording = etree.SubElement(made, f"{{{W}}}t")
    wording.text = text
    wording.set(SPACE, "preserve")
    return made


def tab() -> Element:
    """A run that steps to the style's next tab: to the right, or along a line to write on."""
    return w("r", w("tab"))


def held(block: Element) -> Element:
    """The block, each of its paragraphs kept on the page of the next one."""
    for about in block.iter(w("pPr").tag):
        if about.find(w("keepNext").tag) is None:
            about.insert(0 if about.find(w("pStyle").tag) is None else 1, w("keepNext"))
    return block


def field(instruction: str, shown: str = "1") -> Element:
    """A field Word keeps up to date, such as PAGE."""
    return w("fldSimple", run(shown), instr=f" {instruction} ")


def paragraph(*content: Element | str, style: str = "", align: str = "", keep: bool = False) -> Element:
    """A paragraph; a text in `content` becomes a run. `keep` holds it on the page of the next one."""
    properties = w("pPr")
    if style:
        properties.append(w("pStyle", val=style))
    if keep:
        properties.append(w("keepNext"))
    if align:
        properties.append(w("jc", val=align))
    return w("p", properties, *(run(c) if isinstance(c, str) else c for c in content))


def gap(points: float = 3) -> Element:
    """An empty line of exactly so many points, to keep two tables from merging."""
    spacing = w("spacing", before=0, after=0, line=round(points * 20), lineRule="exact")
    return w("p", w("pPr", w("pStyle", val="Gap"), spacing))


def edges(**lines: Line | None) -> Element:
    """The borders of a cell by side, in the order top, left, bottom, right; None draws nothing."""
    made = w("tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in lines:
            line = lines[side]
            made.append(w(side, val="single", sz=line[0], space=0, color=line[1]) if line else w(side, val="nil"))
    return made


def cell(
    width: float,
    *paragraphs: Element,
    span: int = 1,
    tint: bool = False,
    borders: Element | None = None,
    at: str = "center",
    wraps: bool = True,
) -> Element:
    """A table cell `width` millimetres wide; what stands in one that does not wrap is never broken over two lines."""
    properties = w("tcPr", w("tcW", w=dxa(width), type="dxa"))
    if span > 1:
        properties.append(w("gridSpan", val=span))
    if borders is not None:
        properties.append(borders)
    if tint:
        properties.append(w("shd", val="clear", color="auto", fill=TINT))
    if not wraps:
        properties.append(w("noWrap"))
    properties.append(w("vAlign", val=at))
    return w("tc", properties, *(paragraphs or (paragraph(),)))


def shade(one: Element, fill: str) -> None:
    """Give a cell that has none a ground."""
    after = next(one.iter(w("noWrap").tag, w("vAlign").tag))
    after.addprevious(w("shd", val="clear", color="auto", fill=fill))


def row(*cells: Element, height: float = 8, head: bool = False) -> Element:
    """A table row at least `height` millimetres high that never breaks; `head` repeats it on each page."""
    properties = w("trPr", w("cantSplit"), w("trHeight", val=dxa(height), hRule="atLeast"))
    if head:
        properties.append(w("tblHeader"))
    return w("tr", properties, *cells)


def table(widths: Sequence[float], rows: Iterable[Element], *, ruled: bool = True, flush: bool = False) -> Element:
    """A table of fixed column widths (mm).

    `ruled` draws rules above and below and hairlines between the rows; `flush` sets text on the table's very edge.
    """
    borders = w("tblBorders")
    for side, line in (("top", RULE), ("bottom", RULE), ("insideH", HAIRLINE)) if ruled else ():
        borders.append(w(side, val="single", sz=line[0], space=0, color=line[1]))
    properties = w(
        "tblPr",
        w("tblW", w=sum(map(dxa, widths)), type="dxa"),
        w("tblInd", w=0, type="dxa"),
        *([borders] if ruled else []),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=0 if flush and mm == 2 else dxa(mm), type="dxa") for side, mm in MARGINS)),
    )
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=dxa(mm)) for mm in widths)), *rows)


MARGINS = (("top", 1.1), ("left", 2), ("bottom", 1.1), ("right", 2))
"""The margins of a cell in millimetres, in the order of CT_TblCellMar."""


def serialise(element: Element) -> bytes:
    """A part's bytes: UTF-8 with a declaration, no indentation (blanks are content in Word)."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=list(NAMES))
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
