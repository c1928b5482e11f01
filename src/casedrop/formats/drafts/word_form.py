"""A form to fill: closed frames, a band over each section, white for what is ours and the tint for what people fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from casedrop.formats.drafts.word_blocks import TEXT, wording
from casedrop.formats.drafts.word_xml import (
    ACCENT,
    Element,
    W,
    cell,
    edges,
    gap,
    held,
    paragraph,
    row,
    run,
    shade,
    table,
    w,
)
from casedrop.formats.tints import INPUT
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
TITLE, DUE = 112.0, 56.0
"""The widths of a form's title and of the box beside it that says when it is due."""
SIGN_HIGH, SEAL_HIGH, INITIAL_HIGH = 18.0, 46.0, 24.0
"""The room for a signature, for a signature with its name, date and seal, and for one of ours in a row of several."""
BY_CUSTOMER = "{{ phrase('paper.filled_by', who=phrase('paper.the_customer')) }}"
BY_US = wording("filled_by_us")
"""Who fills a section, as the right side of its band says it."""


def title_block(lines: Sequence[Element], due: Element | None = None) -> list[Element]:
    """The title and what stands under it, over the full width or beside the box of `due_box`."""
    if due is None:
        return [*lines]
    left = cell(TITLE, *lines)
    must(left.find(f"{w('tcPr').tag}/{w('vAlign').tag}")).addprevious(w("tcMar", w("left", w=0, type="dxa")))
    return [table((TITLE, DUE), [row(left, due)], ruled=False), gap(6)]


def due_box(day: Sequence[Element | str], name: str = "") -> Element:
    """The framed cell that says by when a form must be back: the one figure of its page in the accent."""
    frame = edges(**dict.fromkeys(("top", "left", "bottom", "right"), (8, ACCENT)))
    said = paragraph(name or wording("fill_by"), style="DueLabel")
    made = cell(DUE, said, paragraph(*day, style="Due"), borders=frame)
    shade(made, INPUT)
    return made


def section_name(name: str, by: str = "", ours: bool = False) -> Element:
    """The heading of a section, to become its band: what it is, and at the right who fills it; white where that is us."""
    who = [w("r", w("tab")), run(by, "BandBy")] if by else []
    return paragraph(run(name), *who, style="BandOurs" if ours else "Heading1")


def sealed(widths: Sequence[float], names: tuple[str, str], facts: Sequence[tuple[str, Sequence[Element]]]) -> Element:
    """Where a customer signs and seals, in four columns: signature over `facts` (label and control of the signer's name, day …),
    and beside all of them white room for the seal. `names` are the labels of signature and seal."""
    below = max(9.0, (SEAL_HIGH - SIGN_HIGH) / max(len(facts), 1))
    lines = [(names[0], (), SIGN_HIGH if facts else SEAL_HIGH), *((name, content, below) for name, content in facts)]
    rows = []
    for n, (name, content, high) in enumerate(lines):
        mine = cell(widths[1], paragraph(*content))
        shade(mine, INPUT)
        seal = [cell(widths[2], paragraph(*([names[1]] if not n else []), style="Label")), cell(widths[3])]
        for one in seal:
            _merge(one, opens=not n)
        rows.append(row(cell(widths[0], paragraph(name, style="Label")), mine, *seal, height=high))
    made = framed(table(widths, rows), shaded=True)
    return held(made)


def signed(*roles: str) -> Element:
    """Equal cells side by side, each for one of us to sign in: the role, and room."""
    width = TEXT / len(roles)
    hint = wording("sign_only")
    cells = [
        cell(width, paragraph(role, style="TableHead", align="center"), paragraph(hint, style="Hint"), at="top")
        for role in roles
    ]
    made = framed(table([width] * len(roles), [row(*cells, height=INITIAL_HIGH)]))
    return held(made)


def sections(blocks: Sequence[Element]) -> Iterator[Element]:
    """The blocks of a page with every table framed and every heading before a table as the band over it."""
    waiting: Element | None = None
    for block in blocks:
        if waiting is not None and block.tag != _TABLE:
            yield waiting
            waiting = None
        if _style_of(block) in HEADINGS:
            waiting = block
        elif block.tag == _TABLE:
            yield from [gap(7)] if waiting is not None else []
            yield banded(framed(block), waiting)
            waiting = None
        else:
            yield block
    yield from [waiting] if waiting is not None else []


def framed(table: Element, shaded: bool = False) -> Element:
    """A table in a closed frame with light lines both ways, its cells with fields in the tint, all others white; one that is
    `shaded` keeps the shades it has."""
    about = must(table.find(w("tblPr").tag))
    lines = w("tblBorders", *(w(side, val="single", sz=line[0], space=0, color=line[1]) for side, line in _SIDES))
    for old in about.findall(lines.tag):
        about.remove(old)
    must(about.find(w("tblInd").tag)).addnext(lines)
    for one in () if shaded else table.iter(w("tc").tag):
        _plain(one)
        if next(one.iter(w("sdt").tag), None) is not None:
            shade(one, INPUT)
    return table


def banded(table: Element, heading: Element | None) -> Element:
    """A table with its section's name in a band over it, repeated on each page it goes over; without a name as it is."""
    if heading is None:
        return table
    columns = table.findall(f"{w('tblGrid').tag}/{w('gridCol').tag}")
    first = must(table.find(w("tr").tag))
    ours = _style_of(heading) == "BandOurs"
    name = paragraph(*(deepcopy(run) for run in heading.findall(w("r").tag)), style="BandOurs" if ours else "Band")
    wide = sum(int(column.get(_WIDTH, "0")) for column in columns) * 25.4 / 1440
    made = cell(wide, name, span=len(columns))
    if not ours:
        shade(made, ACCENT)
    first.addprevious(row(made, height=BAND_HIGH, head=True))
    return table


def _plain(one: Element) -> None:
    """Take shade and lines from a cell."""
    about = must(one.find(w("tcPr").tag))
    for name in ("shd", "tcBorders"):
        for old in about.findall(w(name).tag):
            about.remove(old)


def _merge(one: Element, *, opens: bool) -> None:
    """Make a cell one with those below it (`opens`) or above it."""
    place = must(one.find(f"{w('tcPr').tag}/{w('tcW').tag}"))
    place.addnext(w("vMerge", **({"val": "restart"} if opens else {})))


def _style_of(block: Element) -> str:
    style = block.find(f"{w('pPr').tag}/{w('pStyle').tag}")
    return "" if style is None else style.get(_VALUE, "")


HEADINGS = ("Heading1", "BandOurs")
"""The styles of paragraphs that become the band over the table after them."""
_TABLE, _WIDTH, _VALUE = f"{{{W}}}tbl", f"{{{W}}}w", f"{{{W}}}val"
