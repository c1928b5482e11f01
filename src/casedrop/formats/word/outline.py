"""A document as text: its tables, paragraphs and controls in reading order, so that a change can be reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.formats import zips
from casedrop.formats.word.grid import blocks, story
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import (
    MARK_START,
    NAME,
    NS,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    TC,
    TR,
    Element,
    P,
    flat,
    parse,
    value,
)

_STEP = "  "
_KINDS = ("dropDownList", "comboBox", "date", "checkbox", "text", "picture", "group")


def outline(data: bytes) -> str:
    """The document as lines: parts, tables with their rows, a `|` before each cell, controls as `[tag kind]`.

    Raises zips.UnreadableError, etree.XMLSyntaxError.
    """
    parts = zips.read_parts(data)
    names = (*(n for n in edge_names(parts) if "header" in n), body_name(parts))
    footers = (n for n in edge_names(parts) if "footer" in n)
    return "".join(f"{line}\n" for name in (*names, *footers) for line in _part(name, parse(parts[name])))


def _part(name: str, root: Element) -> Iterator[str]:
    yield name
    yield from _blocks(story(root), _STEP)


def _blocks(parent: Element, margin: str) -> Iterator[str]:
    """The lines of paragraphs and tables; empty paragraphs are left out."""
    for block in blocks(parent):
        if block.tag == P:
            shown = _shown(block)
            yield from (f"{margin}{line}" for line in shown.split("\n") if shown.strip())
        else:
            yield f"{margin}table {_widths(block)}"
            for tr in flat(block, TR):
                yield from _row(tr, margin + _STEP)


def _widths(tbl: Element) -> str:
    """The widths of a table's grid in millimetres."""
    columns = (int(c.get(f"{{{NS['w']}}}w", "0")) for c in tbl.iterfind("w:tblGrid/w:gridCol", NS))
    return " + ".join(f"{round(width / 56.7)}" for width in columns) + " mm"


def _row(tr: Element, margin: str) -> Iterator[str]:
    """The lines of a row: its kind, then every cell."""
    yield margin + ("head row" if tr.find("w:trPr/w:tblHeader", NS) is not None else "row")
    for tc in flat(tr, TC):
        lines = list(_blocks(tc, ""))
        span = value(tc, "w:tcPr/w:gridSpan")
        yield f"{margin}| {lines[0] if lines else ''}" + (f" (spans {span})" if span else "")
        yield from (f"{margin}  {line}" for line in lines[1:])


def _shown(paragraph: Element) -> str:
    """A paragraph with its controls and named bookmarks shown where they stand."""
    out = []
    for child in paragraph:
        if child.tag == SDT:
            out.append(_control(child))
        elif child.tag == MARK_START and not child.get(NAME, "").startswith("_GoBack"):
            out.append(f"[#{child.get(NAME)}]")
        else:
            out.append(text_of([child]))
    return "".join(out)


def _control(sdt: Element) -> str:
    """A control by its tag (else its title) and kind."""
    properties = sdt.find(SDT_PR)
    names = {child.tag.split("}")[1] for child in properties} if properties is not None else set()
    kind = next((k for k in _KINDS if k in names), "rich")
    named = value(sdt, "w:sdtPr/w:tag") or value(sdt, "w:sdtPr/w:alias") or text_of(sdt.findall(SDT_CONTENT))
    return f"[{named} {kind}]"
