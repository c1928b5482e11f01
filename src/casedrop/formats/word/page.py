"""A part of a document as places to write: its cells and the lines outside tables, each with its text and the fields in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from casedrop.formats.word.grid import story
from casedrop.formats.word.identity import Identity
from casedrop.formats.word.looks.said import SAID, Doubt, doubt_of
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import (
    ID,
    MARK_END,
    MARK_START,
    NAME,
    NS,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    TBL,
    TC,
    TR,
    Element,
    P,
    R,
    is_on,
    q,
    value,
)
from casedrop.language.problem import Place

_SILENT = frozenset(map(q, ("w:pPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tcPr", "w:trPr", "w:tblGrid", "w:sectPr")))
_DRAWN = frozenset(map(q, ("w:drawing", "w:pict", "w:object")))
_BOX_TEXT = q("w:txbxContent")
_VALUE = q("w14:val")
_HEAD = "w:trPr/w:tblHeader"

HOWS = ("tag", "bookmark", "alias")
"""How a field's place may be known, the surest first."""


class Names(Protocol):
    """What tells fields by what a document calls them."""

    def tag(self, tag: str | None) -> Identity | None:
        """The field of a control's tag."""

    def mark(self, name: str | None) -> Identity | None:
        """The field of a bookmark's name."""

    def alias(self, title: str | None) -> Identity | None:
        """The field of a control's title."""


@dataclass(eq=False)
class Span:
    """Where a field stands in the text of its place: how it was known, from where to where; of a box, what its control says
    of itself, and the signs it has for that; whether what it shows is what Word shows in an empty control; what is doubtful
    in it."""

    identity: Identity
    how: str
    start: int
    end: int = -1
    checked: bool = False
    signs: tuple[str, ...] = ()
    blank: bool = False
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(eq=False)
class Spot:
    """One cell, or one line outside tables: where a person sees it, its text, the fields in it, the controls that are none
    of them (start, end), and what is doubtful in it, and where. `start` is the grid column it begins in."""

    place: Place
    start: int = 0
    is_cell: bool = False
    spans: list[Span] = field(default_factory=list)
    wraps: list[tuple[int, int]] = field(default_factory=list)
    doubts: list[tuple[int, Doubt]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    length: int = 0

    @cached_property
    def text(self) -> str:
        """All it says, paragraphs as lines; asked for when the page is walked."""
        return "".join(self._pieces)

    def say(self, text: str) -> None:
        """Put text at its end."""
        if text:
            self._pieces.append(text)
            self.length += len(text)

    def note(self, element: Element) -> None:
        """Note what is doubtful in an element whose text comes next."""
        for doubt in (d for d in map(doubt_of, element.iter(SAID)) if d):
            self.doubts.append((self.length, doubt))
            for span in (s for s in self.spans if s.end < 0):
                span.doubts.append(doubt)


@dataclass(eq=False)
class PageRow:
    """A row of cells; whether Word repeats it on each page."""

    cells: Sequence[Spot]
    is_head: bool

    @cached_property
    def by_start(self) -> dict[int, Spot]:
        """The cells keyed by the grid column they start in."""
        return {c.start: c for c in self.cells}


@dataclass(eq=False)
class PageTable:
    """The rows of a table."""

    rows: Sequence[PageRow]


@dataclass(eq=False)
class Page:
    """A walked part: its tables, each before those in its cells, and all its spots in reading order."""

    tables: Sequence[PageTable]
    spots: Sequence[Spot]


def page(root: Element, names: Names, styles: frozenset[str] = frozenset(), *, edge: bool = False) -> Page:
    """The places of a settled part. `styles` are the ids of the styles of Word's own placeholders; an `edge` is a header or
    footer, where no place is counted."""
    walk = _Walk(root, names, styles, edge=edge)
    walk.body(story(root))
    return Page([PageTable(rows) for rows in walk.tables], walk.spots)


class _Walk:
    """One walk through a part."""

    def __init__(self, root: Element, names: Names, styles: frozenset[str], *, edge: bool) -> None:
        self.names, self.styles, self.edge = names, styles, edge
        self.tables: list[list[PageRow]] = []
        self.spots: list[Spot] = []
        self.ends = {end.get(ID) for end in root.iter(MARK_END)}
        self.open: dict[str | None, tuple[Span, Spot]] = {}
        self.counted = [0, 0]
        self.around: list[Span] = []
        self._puts: dict[object, Callable[[Element, Spot], None]] = {
            R: self._run,
            P: self._paragraph,
            TBL: self._inner,
            MARK_START: self._mark,
            MARK_END: lambda end, spot: self._end(end.get(ID), spot),
            SDT: lambda sdt, spot: self._control(sdt, *self._identify(sdt), spot),
        }

    def body(self, parent: Element) -> None:
        """Walk what holds paragraphs and tables outside cells."""
        for child in parent:
            tag = child.tag
            if tag == P:
                self._line(child)
            elif tag == TBL:
                self.counted[0] += 1
                self._table(child, self.counted[0], None)
            elif tag == SDT:
                self._held(child)
            elif tag not in _SILENT and tag not in (MARK_START, MARK_END):
                self.body(child)

    def _line(self, paragraph: Element) -> None:
        """A line of the page; one in which a bookmark begins that ends below goes on there."""
        held = next((spot for span, spot in self.open.values() if not spot.is_cell), None)
        spot = held or Spot(Place())
        if held:
            spot.say("\n")
        else:
            self.spots.append(spot)
        self._paragraph(paragraph, spot)
        if not held and not self.edge and spot.length and "".join(spot._pieces).strip():
            self.counted[1] += 1
            spot.place = Place("paragraph", {"paragraph": self.counted[1]})

    def _held(self, sdt: Element) -> None:
        """A control around paragraphs: one spot if it is a field, else what it holds."""
        content = sdt.find(SDT_CONTENT)
        how, identity = self._identify(sdt)
        if content is None:
            return
        if identity is None or content.find(f".//{TBL}") is not None:
            self.body(content)
            return
        place = Place() if self.edge else Place("paragraph", {"paragraph": self.counted[1] + 1})
        spot = Spot(place)
        self.spots.append(spot)
        self._control(sdt, how, identity, spot)
        self.counted[1] += sum(1 for p in content.iter(P) if text_of((p,)).strip())

    def _table(self, tbl: Element, number: int, place: Place | None) -> None:
        """A table; those in its cells follow it."""
        rows: list[PageRow] = []
        self.tables.append(rows)
        for n, tr in enumerate(self._flat(tbl, TR), 1):
            rows.append(self._row(tr, number, n, place))

    def _row(self, tr: Element, table: int, row: int, place: Place | None) -> PageRow:
        at, cells = int(value(tr, "w:trPr/w:gridBefore") or 0), []
        for column, tc in enumerate(self._flat(tr, TC), 1):
            here = place or (Place() if self.edge else Place("table", {"table": table, "row": row, "column": column}))
            spot = Spot(here, at, is_cell=True)
            cells.append(spot)
            self.spots.append(spot)
            self._cell(tc, spot)
            at += int(value(tc, "w:tcPr/w:gridSpan") or 1)
        return PageRow(cells, tr.find(_HEAD, NS) is not None)

    def _cell(self, tc: Element, spot: Spot) -> None:
        """What a cell says; a field whose control is around the whole cell has all of it."""
        whole, self.around = self.around, []
        self._inside(tc, spot)
        for span in whole:
            span.end = spot.length
            spot.spans.append(span)
        self._close(spot)

    def _flat(self, parent: Element, name: str) -> Iterator[Element]:
        """The rows of a table or the cells of a row, also those in controls around them; deleted rows are left out."""
        for child in parent:
            if child.tag == name:
                if child.find("w:trPr/w:del", NS) is None:
                    yield child
            elif child.tag == SDT:
                content = child.find(SDT_CONTENT)
                how, identity = self._identify(child) if name == TC else ("", None)
                self.around = [self._span(child, how, identity, 0)] if identity else []
                yield from self._flat(content, name) if content is not None else ()
                self.around = []
            elif child.tag not in _SILENT:
                yield from self._flat(child, name)

    def _paragraph(self, paragraph: Element, spot: Spot) -> None:
        self._inside(paragraph, spot)
        self._close(spot, only_lost=True)

    def _inside(self, parent: Element, spot: Spot) -> None:
        """What stands in a cell, a paragraph or a control, put into its spot; a block behind another begins a line."""
        begun = False
        for child in parent:
            if child.tag in (P, TBL) or (child.tag == SDT and _is_block(child)):
                spot.say("\n" if begun else "")
                begun = True
            if child.tag not in _SILENT:
                self._puts.get(child.tag, self._other)(child, spot)

    def _run(self, run: Element, spot: Spot) -> None:
        """A run: its text; a text box in it is a line of its own."""
        drawn = [child for child in run if child.tag in _DRAWN]
        boxes = [box for child in drawn for box in child.iter(_BOX_TEXT)]
        if not boxes:
            self._say(run, spot)
        for box in boxes:
            spot.say("\n" if spot.length else "")
            self._inside(box, spot)

    def _other(self, element: Element, spot: Spot) -> None:
        """Whatever wraps runs: links, fields, tags of other programs."""
        if next(element.iter(R), None) is None:
            self._say(element, spot)
        else:
            self._inside(element, spot)

    def _say(self, element: Element, spot: Spot) -> None:
        spot.note(element)
        spot.say(text_of((element,)))

    def _inner(self, tbl: Element, spot: Spot) -> None:
        """A table in a cell: one of the form's own has cells of its own; one that was pasted is text, cells apart by tabs."""
        if spot.is_cell and any(self._is_field(e) for e in tbl.iter(SDT, MARK_START)):
            self._table(tbl, 0, spot.place)
            return
        for n, tr in enumerate(self._flat(tbl, TR)):
            spot.say("\n" if n else "")
            for m, tc in enumerate(self._flat(tr, TC)):
                spot.say("\t" if m else "")
                self._pasted(tc, spot)

    def _pasted(self, tc: Element, spot: Spot) -> None:
        """A cell of a pasted table, on one line."""
        spot.note(tc)
        lines = text_of(child for child in tc if child.tag not in _SILENT).split("\n")
        spot.say(" ".join(line.strip() for line in lines if line.strip()))

    def _is_field(self, element: Element) -> bool:
        if element.tag == SDT:
            return self._identify(element)[1] is not None
        return self.names.mark(element.get(NAME)) is not None

    def _identify(self, sdt: Element) -> tuple[str, Identity | None]:
        """How a control is known, and as what."""
        about = sdt.find(SDT_PR)
        if about is None:
            return "", None
        identity = self.names.tag(value(about, "w:tag"))
        if identity:
            return "tag", identity
        return "alias", self.names.alias(value(about, "w:alias"))

    def _span(self, sdt: Element, how: str, identity: Identity, start: int) -> Span:
        """The span that a control begins."""
        box = sdt.find("w:sdtPr/w14:checkbox", NS)
        if box is None:
            return Span(identity, how, start, blank=self._is_words_own(sdt))
        state = box.find("w14:checked", NS)
        checked = state is not None and state.get(_VALUE) in ("1", "true")
        return Span(identity, how, start, checked=checked, signs=_signs(box))

    def _control(self, sdt: Element, how: str, identity: Identity | None, spot: Spot) -> None:
        content = sdt.find(SDT_CONTENT)
        start = spot.length
        span = self._span(sdt, how, identity, start) if identity else None
        if span:
            spot.spans.append(span)
        if content is not None:
            self._inside(content, spot)
        if span:
            span.end = spot.length
        else:
            spot.wraps.append((start, spot.length))

    def _is_words_own(self, sdt: Element) -> bool:
        """Whether a control shows what Word puts there by itself, in whatever language Word speaks.

        The flag alone does not tell: LibreOffice keeps it on controls that were filled meanwhile.
        """
        if not self.styles or not is_on(sdt, "w:sdtPr/w:showingPlcHdr"):
            return False
        runs = [value(run, "w:rPr/w:rStyle") for run in sdt.iter(R) if text_of((run,)).strip()]
        return bool(runs) and self.styles.issuperset(str(style) for style in runs)

    def _mark(self, start: Element, spot: Spot) -> None:
        identity = self.names.mark(start.get(NAME))
        if identity is not None:
            span = Span(identity, "bookmark", spot.length)
            spot.spans.append(span)
            self.open[start.get(ID)] = span, spot

    def _end(self, number: str | None, spot: Spot) -> None:
        span, whose = self.open.pop(number, (None, spot))
        if span:
            span.end = spot.length if whose is spot else whose.length

    def _close(self, spot: Spot, *, only_lost: bool = False) -> None:
        """End the bookmarks that go on beyond a cell, or (only those) that end nowhere."""
        for number, (span, whose) in list(self.open.items()):
            if whose is spot and (not only_lost or number not in self.ends):
                span.end = spot.length
                del self.open[number]


def _signs(box: Element) -> tuple[str, ...]:
    """The signs by which a check box control says that it is ticked or not."""
    states = (box.find(f"w14:{name}", NS) for name in ("checkedState", "uncheckedState"))
    codes = [state.get(_VALUE, "") for state in states if state is not None]
    return tuple(chr(int(code, 16)) for code in codes if re.fullmatch("[0-9A-Fa-f]{1,5}", code))


def _is_block(sdt: Element) -> bool:
    """Whether a control is around paragraphs or tables."""
    content = sdt.find(SDT_CONTENT)
    first = next((child for child in content if child.tag in (P, TBL, SDT, R)), None) if content is not None else None
    return first is not None and (first.tag in (P, TBL) or (first.tag == SDT and _is_block(first)))
