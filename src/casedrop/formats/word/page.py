"""A part of a document as places to write: its cells and the lines outside tables, each with its text and the fields in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Protocol

from casedrop.formats.word.folding import key
from casedrop.formats.word.identity import Identity
from casedrop.formats.word.looks.said import SAID, Doubt, doubt_of
from casedrop.formats.word.xml import (
    Element,
)
from casedrop.language.problem import Place

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


@dataclass(eq=False, slots=True)
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


NOWHERE = Place()


@lru_cache(4096)
def in_table(table: int, row: int, column: int) -> Place:
    """The place of a cell, all counted from 1; the same for all documents."""
    return Place("table", {"table": table, "row": row, "column": column})


@dataclass(eq=False, slots=True)
class Spot:
    """One cell, or one line outside tables: where a person sees it, its text, the fields in it, the controls that are none
    of them (start, end), and what is doubtful in it, and where. `start` is the grid column it begins in; its text, paragraphs as
    lines, is whole once the page is walked."""

    place: Place
    start: int = 0
    is_cell: bool = False
    spans: list[Span] = field(default_factory=list)
    wraps: list[tuple[int, int]] = field(default_factory=list)
    doubts: list[tuple[int, Doubt]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    length: int = 0
    text: str = ""

    @property
    def key(self) -> str:
        """All it says, as labels are compared."""
        return key(self.text)

    @property
    def seams(self) -> int:
        """How many pieces it was said in, at the most."""
        return len(self._pieces)

    def pieces(self, start: int, end: int) -> tuple[str, ...]:
        """What it says from one place to another, in the pieces it was said in: runs are seams of what was typed when."""
        ends = [*accumulate(map(len, self._pieces))]
        parts = zip(self._pieces, [0, *ends], ends, strict=False)
        return tuple(text[max(0, start - at) : end - at] for text, at, after in parts if after > start and at < end)

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

    def __post_init__(self) -> None:
        """Put the text of each spot together."""
        for spot in self.spots:
            spot.text = "".join(spot._pieces)
