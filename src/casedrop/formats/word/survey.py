"""A template surveyed once in each language: what it has for which field, and what it prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from casedrop.formats import zips
from casedrop.formats.word.folding import folded, key
from casedrop.formats.word.identity import Identity, Same, split
from casedrop.formats.word.layout import EDGE, Beside, Fixed, Region, Seat, TemplateLayout
from casedrop.formats.word.package import body_name, edge_names
from casedrop.formats.word.page import Page, PageRow, PageTable, Span, Spot
from casedrop.formats.word.placeholder import Placeholders
from casedrop.formats.word.prepare import fields
from casedrop.formats.word.printed import ANY, FIRST, NUMBER, Wording, printed
from casedrop.formats.word.reduce import reduced
from casedrop.formats.word.text import text_of
from casedrop.formats.word.walk import page
from casedrop.formats.word.xml import SDT, Element, P, parse
from casedrop.forms.form import ROW, Form

_FEW = 2
_COUNT = re.compile(r"\d+")

_CONDITION = re.compile(r"\{%(?:p|tr) (if|endif)\b")
_STRUCTURE = re.compile(r"\{%-?\s*(?:p|tr|tc)\b")


def layout(template: bytes, form: Form, lang: str) -> TemplateLayout:
    """The layout of a form's template, of a view what it shows; remembered. Raises zips.UnreadableError."""
    return _layout(template, Same(form), lang)


@lru_cache(maxsize=256)
def _layout(template: bytes, whose: Same, lang: str) -> TemplateLayout:
    parts = zips.read_parts(reduced(template, whose.form))
    roots = [parse(parts[name]) for name in (body_name(parts), *edge_names(parts))]
    return _Surveyor(roots, whose.form, lang).layout()


def conditional(root: Element) -> set[Element]:
    """The controls that stand between an `if` of a template, over paragraphs or rows, and its end."""
    depth, unsure = 0, set[Element]()
    for element in root.iter(P, SDT):
        if element.tag == SDT:
            unsure |= {element} if depth else set()
        else:
            depth += sum(1 if word == "if" else -1 for word in _CONDITION.findall(text_of(element)))
    return unsure


class _Tags:
    """The fields of a template, by tags alone."""

    def tag(self, tag: str | None) -> Identity | None:
        """The field of a tag."""
        return split(tag or "")

    def mark(self, name: str | None) -> None:
        """No field."""

    def alias(self, title: str | None) -> None:
        """No field."""


class _Surveyor:
    """One walk through a template: its body, then its headers and footers."""

    def __init__(self, roots: Sequence[Element], form: Form, lang: str) -> None:
        self.form, self.lang = form, lang
        self.roots = roots
        self.pages = [page(root, _Tags()) for root in roots]
        self.body: Page = self.pages[0]
        self.sources = {spot: _source(spot) for one in self.pages for spot in one.spots}
        self.seats = {spot: self._seat(spot) for spot in self.sources}
        self.keys = {spot: self._key(spot) for spot in self.body.spots}

    def layout(self) -> TemplateLayout:
        """Everything noted."""
        beside: dict[str, Beside | None] = {}
        regions: dict[str, Region] = {}
        for table in self.body.tables:
            for at, row in enumerate(table.rows):
                for cell in (c for c in row.cells if c.spans):
                    self._note(cell, table, row, at, beside, regions)
        return TemplateLayout(
            self._by_pointer(),
            self._certain(),
            {pointer: b for pointer, b in beside.items() if b},
            regions,
            self._fixed(),
            Placeholders(self.form),
        )

    def _note(
        self,
        cell: Spot,
        table: PageTable,
        row: PageRow,
        at: int,
        beside: dict[str, Beside | None],
        regions: dict[str, Region],
    ) -> None:
        """Note where a cell's fields stand."""
        for pointer in self.seats[cell].pointers:
            if ROW in pointer:
                array = pointer.split(ROW)[0]
                if array not in regions:
                    regions[array] = self._region(array, table, at)
            elif pointer not in beside:
                beside[pointer] = self._beside(table, row, at, cell)

    def _seat(self, spot: Spot) -> Seat:
        wordings = printed(self.sources[spot], self.form, self.lang)
        return Seat([span.identity for span in _ordered(spot)], wordings)

    def _by_pointer(self) -> Mapping[str, Sequence[Seat]]:
        seats: dict[str, list[Seat]] = {}
        for seat in self.seats.values():
            for pointer in seat.pointers:
                seats.setdefault(pointer, []).append(seat)
        return seats

    def _certain(self) -> frozenset[str]:
        """The fields of the body that no condition leaves out."""
        root = self.roots[0]
        unsure = conditional(root)
        named = ((sdt, split(tag)) for sdt, tag in fields(root))
        return frozenset(identity.pointer for sdt, identity in named if identity and sdt not in unsure)

    def _key(self, spot: Spot) -> str:
        """The key of what a place prints around its fields, "" where only a document can tell."""
        ways = {
            "".join(w) for w in zip(*(sorted(w.texts, key=len)[:1] for w in self.seats[spot].wordings), strict=True)
        }
        said = next(iter(ways), "")
        return (
            ""
            if ANY in said or any(len(w.texts - {""}) > 1 and not _label(w) for w in self.seats[spot].wordings)
            else key(said)
        )

    def _beside(self, table: PageTable, row: PageRow, at: int, cell: Spot) -> Beside | None:
        """The words beside a field: in the cell on its left, else in the one above."""
        left = [c for c in row.cells if c.start < cell.start]
        above = table.rows[at - 1].by_start.get(cell.start) if at else None
        for label, below in ((left[-1] if left else None, False), (above, True)):
            if label and self.keys[label]:
                alike = [c for c in self._cells() if self.keys[c] == self.keys[label]]
                return Beside(self.keys[label], alike.index(label), len(alike), below)
        return None

    def _cells(self) -> Iterator[Spot]:
        return (cell for table in self.body.tables for row in table.rows for cell in row.cells)

    def _region(self, array: str, table: PageTable, at: int) -> Region:
        """The heads over the pattern row at a number."""
        heads: dict[str, str] = {}
        for cell in table.rows[at].cells:
            seat = self.seats[cell]
            above = (row.by_start.get(cell.start) for row in reversed(table.rows[:at]))
            head = next((self.keys[c] for c in above if c and self.keys[c]), "")
            if head and seat.alone and cell.spans:
                heads |= {pointer: head for pointer in seat.pointers if pointer.startswith(array + ROW)}
        return Region(heads, at, len(table.rows) - at - 1)

    def _fixed(self) -> Fixed:
        """What is printed where no field stands."""
        lines: dict[str, str] = {}
        patterns: dict[str, re.Pattern[str]] = {}
        behind = Counter[tuple[str, bool]]()
        for number, one in enumerate(self.pages):
            before = {EDGE if number else ""}
            for spot in one.spots:
                seat = self.seats[spot]
                for wording in seat.wordings:
                    self._lines(wording, lines, patterns, counts=number > 0)
                if not seat.fields and any(way and _is_open(way) for way in seat.wordings[0].folded):
                    behind.update((token, spot.is_cell) for token in before)
                before = _tokens(seat) or before
        keys = frozenset(self.keys[cell] for cell in self._cells() if self.keys[cell])
        return Fixed(lines, list(patterns.values()), behind, keys)

    def _lines(
        self, wording: Wording, lines: dict[str, str], patterns: dict[str, re.Pattern[str]], *, counts: bool
    ) -> None:
        """Note a wording's whole texts and their lines; where pages are counted, numbers are others in each document."""
        for text in sorted(wording.texts):
            for piece in (text, *text.split("\n")):
                way = folded(piece)
                if counts and _COUNT.search(way):
                    patterns.setdefault(way, re.compile(_COUNT.sub(r"\\d+", re.escape(way).replace(ANY, "[^\n]*"))))
                elif ANY not in way and NUMBER not in way:
                    lines.setdefault(way.rstrip(":*"), piece)
                elif not _is_open(way) and NUMBER not in way:
                    patterns.setdefault(way, Wording(frozenset({piece})).whole)


def _is_open(way: str) -> bool:
    """Whether only a document can tell what a printed text is: it says hardly a letter of its own."""
    return ANY in way and sum(c.isalnum() for c in way) < _FEW


def _tokens(seat: Seat) -> set[str]:
    """What a place is known by to what stands behind it: its first field, else what it may say."""
    if seat.fields:
        return {seat.fields[0].pointer}
    return {way.rstrip(":*") for way in seat.wordings[0].folded if way and ANY not in way}


def _label(wording: Wording) -> bool:
    """Whether a wording differs only by the mark of a field that must be filled."""
    return len({key(text) for text in wording.texts}) == 1


def _ordered(spot: Spot) -> list[Span]:
    return sorted(spot.spans, key=lambda span: span.start)


def _source(spot: Spot) -> str:
    """The text of a template's place, a character for each field."""
    text, at, out = spot.text, 0, []
    for n, span in enumerate(_ordered(spot)):
        out += [text[at : span.start], chr(FIRST + n)]
        at = span.end
    return "".join([*out, text[at:]])
