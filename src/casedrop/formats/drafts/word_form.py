"""A form to fill: closed frames, a band over each section, white for what is ours and the tint for what people fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from casedrop.formats.drafts.word_xml import ACCENT, FIELD_TINT, Element, W, cell, gap, paragraph, row, w
from casedrop.formats.word.xml import must

OUTSIDE, INSIDE = (8, "5B6A72"), (4, "98A4AA")
"""The lines around a table to fill and between its cells: eighths of a point, colour."""
_SIDES = (
    ("top", OUTSIDE),
    ("left", OUTSIDE),
    ("bottom", OUTSIDE),
    ("right", OUTSIDE),
    ("insideH", INSIDE),
    ("insideV", INSIDE),
)
BAND_HIGH = 7.5
"""The height of a section's band in millimetres."""


def sections(blocks: Sequence[Element]) -> Iterator[Element]:
    """The blocks of a page with every table framed and every heading before a table as the band over it."""
    waiting: Element | None = None
    for block in blocks:
        if waiting is not None and block.tag != _TABLE:
            yield waiting
            waiting = None
        if _style_of(block) == "Heading1":
            waiting = block
        elif block.tag == _TABLE:
            yield from [gap(7)] if waiting is not None else []
            yield banded(framed(block), waiting)
            waiting = None
        else:
            yield block
    yield from [waiting] if waiting is not None else []


def framed(table: Element) -> Element:
    """A table in a closed frame with light lines both ways, its cells with fields in the tint, all others white."""
    about = must(table.find(w("tblPr").tag))
    lines = w("tblBorders", *(w(side, val="single", sz=line[0], space=0, color=line[1]) for side, line in _SIDES))
    for old in about.findall(lines.tag):
        about.remove(old)
    must(about.find(w("tblInd").tag)).addnext(lines)
    for one in table.iter(w("tc").tag):
        _plain(one)
        if next(one.iter(w("sdt").tag), None) is not None:
            _shade(one, FIELD_TINT)
    return table


def banded(table: Element, heading: Element | None) -> Element:
    """A table with its section's name in a band over it, repeated with the heads of columns; without a name as it is."""
    if heading is None:
        return table
    columns = table.findall(f"{w('tblGrid').tag}/{w('gridCol').tag}")
    first = must(table.find(w("tr").tag))
    name = paragraph(*(deepcopy(run) for run in heading.findall(w("r").tag)), style="Band")
    wide = sum(int(column.get(_WIDTH, "0")) for column in columns) * 25.4 / 1440
    is_list = next(first.iter(w("tblHeader").tag), None) is not None
    made = cell(wide, name, span=len(columns))
    _shade(made, ACCENT)
    first.addprevious(row(made, height=BAND_HIGH, head=is_list))
    return table


def _plain(one: Element) -> None:
    """Take shade and lines from a cell."""
    about = must(one.find(w("tcPr").tag))
    for name in ("shd", "tcBorders"):
        for old in about.findall(w(name).tag):
            about.remove(old)


def _shade(one: Element, fill: str) -> None:
    must(one.find(f"{w('tcPr').tag}/{w('vAlign').tag}")).addprevious(w("shd", val="clear", color="auto", fill=fill))


def _style_of(block: Element) -> str:
    style = block.find(f"{w('pPr').tag}/{w('pStyle').tag}")
    return "" if style is None else style.get(_VALUE, "")


_TABLE, _WIDTH, _VALUE = f"{{{W}}}tbl", f"{{{W}}}w", f"{{{W}}}val"
