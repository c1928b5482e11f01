"""A part of a document walked once, from its first element to its last: what stands in each of its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casedrop.formats.word.controls import Controls
from casedrop.formats.word.grid import story
from casedrop.formats.word.identity import Identity
from casedrop.formats.word.page import NOWHERE, Names, Page, PageRow, PageTable, Span, Spot, in_table
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import (
    ID,
    MARK_END,
    MARK_START,
    NAME,
    NS,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    Element,
    P,
    R,
    q,
    value,
)
from casedrop.language.problem import Place

_SILENT = frozenset(map(q, ("w:pPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tcPr", "w:trPr", "w:tblGrid", "w:sectPr")))
_DRAWN = frozenset(map(q, ("w:drawing", "w:pict", "w:object")))
_BOX_TEXT = q("w:txbxContent")
_HEAD = "w:trPr/w:tblHeader"


def page(root: Element, names: Names, styles: frozenset[str] = frozenset(), *, edge: bool = False) -> Page:
    """The places of a settled part. `styles` are the ids of the styles of Word's own placeholders; an `edge` is a header or
    footer, where no place is counted."""
    walk = _Walk(root, names, styles, edge=edge)
    walk.body(story(root))
    return Page([PageTable(rows) for rows in walk.tables], walk.spots)


class _Walk:
    """One walk through a part."""

    def __init__(self, root: Element, names: Names, styles: frozenset[str], *, edge: bool) -> None:
        self.names, self.edge, self.controls = names, edge, Controls(names, styles)
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
            SDT: lambda sdt, spot: self._control(sdt, *self.controls.identify(sdt), spot),
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
        """Put a line of the page into a spot; one in which a bookmark begins that ends below goes on there."""
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
        """Walk a control around paragraphs: one spot if it is a field, else what it holds."""
        content = sdt.find(SDT_CONTENT)
        how, identity = self.controls.identify(sdt)
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
        """Walk a table; those in its cells follow it."""
        rows: list[PageRow] = []
        self.tables.append(rows)
        for n, tr in enumerate(self._flat(tbl, TR), 1):
            rows.append(self._row(tr, number, n, place))

    def _row(self, tr: Element, table: int, row: int, place: Place | None) -> PageRow:
        at, cells = int(value(tr, "w:trPr/w:gridBefore") or 0), []
        for column, tc in enumerate(self._flat(tr, TC), 1):
            here = place or (NOWHERE if self.edge else in_table(table, row, column))
            spot = Spot(here, at, is_cell=True)
            cells.append(spot)
            self.spots.append(spot)
            self._cell(tc, spot)
            at += int(value(tc, "w:tcPr/w:gridSpan") or 1)
        return PageRow(cells, tr.find(_HEAD, NS) is not None)

    def _cell(self, tc: Element, spot: Spot) -> None:
        """Put what a cell says into its spot; a field whose control is around the whole cell has all of it."""
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
                how, identity = self.controls.identify(child) if name == TC else ("", None)
                self.around = [self.controls.span(child, how, identity, 0)] if identity else []
                yield from self._flat(content, name) if content is not None else ()
                self.around = []
            elif child.tag not in _SILENT:
                yield from self._flat(child, name)

    def _paragraph(self, paragraph: Element, spot: Spot) -> None:
        self._inside(paragraph, spot)
        self._close(spot, only_lost=True)

    def _inside(self, parent: Element, spot: Spot) -> None:
        """Put what stands in a cell, a paragraph or a control into its spot; a block behind another begins a line."""
        begun = False
        for child in parent:
            if child.tag in (P, TBL) or (child.tag == SDT and _is_block(child)):
                spot.say("\n" if begun else "")
                begun = True
            if child.tag not in _SILENT:
                self._puts.get(child.tag, self._other)(child, spot)

    def _run(self, run: Element, spot: Spot) -> None:
        """Put the text of a run into its spot; a text box in it is a line of its own."""
        drawn = [child for child in run if child.tag in _DRAWN]
        boxes = [box for child in drawn for box in child.iter(_BOX_TEXT)]
        if not boxes:
            self._say(run, spot)
        for box in boxes:
            spot.say("\n" if spot.length else "")
            self._inside(box, spot)

    def _other(self, element: Element, spot: Spot) -> None:
        """Walk whatever wraps runs: links, fields, tags of other programs."""
        if next(element.iter(R), None) is None:
            self._say(element, spot)
        else:
            self._inside(element, spot)

    def _say(self, element: Element, spot: Spot) -> None:
        spot.note(element)
        spot.say(text_of((element,)))

    def _inner(self, tbl: Element, spot: Spot) -> None:
        """Walk a table in a cell: the form's own has cells of its own; a pasted one is text, its cells apart by tabs."""
        if spot.is_cell and any(self.controls.is_field(e) for e in tbl.iter(SDT, MARK_START)):
            self._table(tbl, 0, spot.place)
            return
        for n, tr in enumerate(self._flat(tbl, TR)):
            spot.say("\n" if n else "")
            for m, tc in enumerate(self._flat(tr, TC)):
                spot.say("\t" if m else "")
                self._pasted(tc, spot)

    def _pasted(self, tc: Element, spot: Spot) -> None:
        """Put a cell of a pasted table on one line."""
        spot.note(tc)
        spot.say(" ".join(text_of(child for child in tc if child.tag not in _SILENT).split()))

    def _control(self, sdt: Element, how: str, identity: Identity | None, spot: Spot) -> None:
        content = sdt.find(SDT_CONTENT)
        start = spot.length
        span = self.controls.span(sdt, how, identity, start) if identity else None
        if span:
            spot.spans.append(span)
        if content is not None:
            self._inside(content, spot)
        if span:
            span.end = spot.length
        else:
            spot.wraps.append((start, spot.length))

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


def _is_block(sdt: Element) -> bool:
    """Whether a control is around paragraphs or tables."""
    content = sdt.find(SDT_CONTENT)
    first = next((child for child in content if child.tag in (P, TBL, SDT, R)), None) if content is not None else None
    return first is not None and (first.tag in (P, TBL) or (first.tag == SDT and _is_block(first)))
