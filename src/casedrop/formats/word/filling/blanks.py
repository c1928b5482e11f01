"""A document made ready to become a fillable PDF: where its open fields stand is told by links and grounds that converting
keeps (decision 0028)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from casedrop.formats import zips
from casedrop.formats.word.filling.printing import printable
from casedrop.formats.word.package import body_name
from casedrop.formats.word.prepare import fields
from casedrop.formats.word.text import OFF, text_of
from casedrop.formats.word.xml import (
    NS,
    SDT,
    SDT_CONTENT,
    TC,
    Element,
    P,
    cell_property,
    holder,
    inside,
    is_on,
    make,
    must,
    parse,
    q,
    write,
)

LINK = "http://casedrop.invalid/"
"""What the link of a field points to, its number behind it; no machine has that name (RFC 2606)."""
GROUND = "FEFEFE"
"""The ground of a cell that is one field, so that the PDF draws its box: white to the eye."""

_STYLE, _STYLES = "CasedropBlank", "word/styles.xml"
_WIDE = "\u00a0"
_TWIPS = 55
"""The width of such a blank in the text of our documents."""
_LETTERS = 80
"""The width, in twips, taken for a letter; an East Asian one is taken for two."""
_LINE, _MARGIN = 9500, 240
"""The width in twips of a line of the page, and of what a cell's margins take."""
_NARROW, _BROAD = {"date": 24, "integer": 16, "decimal": 24, "code": 24}, 40
"""How many blanks a field within a line gets, by what it shows."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One open field of a document: the concrete tag of its control, and whether a cell is its own."""

    tag: str
    alone: bool


def blanks(data: bytes) -> tuple[bytes, tuple[Blank, ...]]:
    """A copy for the PDF, printed as any but with room and a numbered link for each open field, and the fields in their order.

    For documents as `fill` made them. Raises zips.UnreadableError, etree.XMLSyntaxError.
    """
    parts = zips.read_parts(data)
    body = body_name(parts)
    root = parse(parts[body])
    open_ = list(fields(root))
    shared = Counter(inside(sdt, P) for sdt, _ in open_)
    placed = tuple(Blank(tag, "=" not in tag and _is_alone(sdt)) for sdt, tag in open_)
    rooms = [_room(sdt, blank, shared[inside(sdt, P)]) for (sdt, _), blank in zip(open_, placed, strict=True)]
    for number, ((sdt, _), lines) in enumerate(zip(open_, rooms, strict=True)):
        _mark(sdt, number, lines, is_alone=placed[number].alone)
    changed = {body: write(root), _STYLES: _styled(parts[_STYLES])}
    return printable(zips.patch(data, changed)), placed


def _is_alone(sdt: Element) -> bool:
    """Whether a control is all that its cell holds."""
    tc = inside(sdt, TC)
    if tc is None or sum(1 for _ in tc.iter(SDT)) > 1:
        return False
    return not text_of(child for p in tc.iter(P) for child in p if child is not sdt).strip()


def _room(sdt: Element, blank: Blank, sharing: int) -> list[str]:
    """The lines that keep room for an answer; `sharing` open fields stand in the same paragraph."""
    wide = _wide(inside(sdt, TC))
    if "=" in blank.tag:
        return [OFF]
    return [_WIDE] * _lines(sdt, wide) if blank.alone else [_WIDE * _blanks(sdt, wide // sharing)]


def _mark(sdt: Element, number: int, lines: Sequence[str], *, is_alone: bool) -> None:
    """Put a link of some lines in a control's place."""
    tc = inside(sdt, TC)
    if is_alone and tc is not None:
        _ground(tc)
    parent = holder(sdt)
    at = parent.index(sdt)
    parent[at : at + 1] = _linked(number, _run(sdt, lines))


def _lines(sdt: Element, wide: int) -> int:
    """How many lines the answer that is there takes, as far as that can be told before it is laid out."""
    if is_on(sdt, "w:sdtPr/w:showingPlcHdr"):
        return 1
    lines = text_of(must(sdt.find(SDT_CONTENT))).split("\n")
    return sum(1 + sum(2 if ord(c) > 0x2E80 else 1 for c in line) * _LETTERS // wide for line in lines)


def _blanks(sdt: Element, wide: int) -> int:
    """How many blanks a field within a line gets: as it needs by what it shows, no more than fit."""
    kind = "date" if sdt.find("w:sdtPr/w:date", NS) is not None else ""
    shown = 0 if is_on(sdt, "w:sdtPr/w:showingPlcHdr") else len(text_of(must(sdt.find(SDT_CONTENT))))
    return max(8, min(max(_NARROW.get(kind, _BROAD), 3 * shown), wide // _TWIPS - 2))


def _wide(tc: Element | None) -> int:
    """The width of a cell's text in twips, or of the page's outside cells."""
    measure = tc.find("w:tcPr/w:tcW", NS) if tc is not None else None
    width = measure.get(q("w:w"), "") if measure is not None else ""
    return max(int(width) - _MARGIN, 400) if width.isdigit() and int(width) else _LINE


def _run(sdt: Element, lines: Sequence[str]) -> Element:
    """A run of lines in the look of a control's text, with a style of its own: without one LibreOffice keeps no link."""
    own = sdt.find(f"{SDT_CONTENT}//w:rPr", NS)
    look = make("rPr") if own is None else deepcopy(own)
    for name in ("rStyle", "color", "shd", "highlight", "u"):
        for element in look.findall(f"w:{name}", NS):
            look.remove(element)
    look.insert(0, make("rStyle", val=_STYLE))
    run = make("r", look)
    for n, line in enumerate(lines):
        text = make("t")
        text.text = line
        run.extend([*([make("br")] if n else []), text])
    return run


def _linked(number: int, run: Element) -> list[Element]:
    """The run as the text of a link, by field codes: they need no relationship."""
    code = make("instrText")
    code.text = f' HYPERLINK "{LINK}{number}" '
    begin, between, end = (make("r", make("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, make("r", code), between, run, end]


def _ground(tc: Element) -> None:
    """Give a cell a ground, unless it has one."""
    there = cell_property(tc, "shd")
    if not there.attrib:
        there.set(q("w:val"), "clear")
        there.set(q("w:color"), "auto")
    if there.get(q("w:fill"), "auto") == "auto":
        there.set(q("w:fill"), GROUND)


def _styled(styles: bytes) -> bytes:
    """The styles with one for the text of links, which looks like any text."""
    root = parse(styles)
    root.append(make("style", make("name", val=_STYLE), type="character", customStyle="1", styleId=_STYLE))
    return write(root)
