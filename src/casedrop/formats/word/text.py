"""The text of a piece of a document as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casedrop.formats.word.looks.said import SAID
from casedrop.formats.word.looks.symbols import drawn
from casedrop.formats.word.xml import NS, SDT, SDT_CONTENT, TBL, VAL, Element, P, T, is_on, q

ON, OFF = "☑", "☐"

_TEXT = {
    q("w:tab"): "\t",
    q("w:ptab"): "\t",
    q("w:cr"): "\n",
    q("w:br"): "\n",
    q("w:noBreakHyphen"): "-",
    q("w:softHyphen"): "",
}
_SILENT = {
    q("w:pPr"),
    q("w:sdtPr"),
    q("w:tblPr"),
    q("w:tcPr"),
    q("w:trPr"),
    q("w:instrText"),
    q("w:delText"),
    q("w:del"),
    q("w:moveFrom"),
    q("w:rt"),
    q("mc:Fallback"),
}
_RUN, _SYM, _FIELD, _ROW, _CELL = q("w:r"), q("w:sym"), q("w:ffData"), q("w:tr"), q("w:tc")


def text_of(elements: Iterable[Element]) -> str:
    """The text of elements one after the other; paragraphs and breaks, of pages too, are line feeds, cells are apart by
    tabs, hidden text is left out.

    In a settled tree what is not plain text stands as `said` (see `looks.plain`); `looks.doubts` tells what is doubtful.
    """
    out: list[str] = []
    for element in elements:
        if out and (element.tag == _CELL or _begins_line(element)):
            out.append("\t" if element.tag == _CELL else "\n")
        out.extend(_pieces(element))
    return "".join(out)


def _pieces(element: Element) -> Iterator[str]:
    """The pieces of text of one element."""
    tag = element.tag
    if tag == T:
        yield element.text or ""
    elif tag in _TEXT:
        yield _TEXT[tag]
    elif tag == SAID:
        yield element.get("text", "")
    elif tag == _SYM:
        yield drawn(element) or ""
    elif tag == _FIELD:
        yield _legacy(element)
    elif tag not in _SILENT and not (tag == _RUN and is_on(element, "w:rPr/w:vanish")):
        yield text_of(element)


def _begins_line(element: Element) -> bool:
    """Whether what is before an element is another line."""
    if element.tag == SDT:
        content = element.find(SDT_CONTENT)
        return content is not None and any(map(_begins_line, list(content)[:1]))
    return element.tag in (P, _ROW, TBL)


def _legacy(data: Element) -> str:
    """What an old form field shows that has no text of its own: a box, or the chosen entry of a list."""
    box = data.find("w:checkBox", NS)
    if box is not None:
        return ON if is_on(box, "w:checked" if box.find("w:checked", NS) is not None else "w:default") else OFF
    entries = [e.get(VAL, "") for e in data.iterfind("w:ddList/w:listEntry", NS)]
    chosen = data.find("w:ddList/w:result", NS)
    at = int(chosen.get(VAL, "0")) if chosen is not None else 0
    return entries[at] if at < len(entries) else ""
