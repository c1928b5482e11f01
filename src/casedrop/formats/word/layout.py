"""What a template says of a document in one language: which fields own which places, and what is printed around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from casedrop.formats.word.identity import Identity
from casedrop.formats.word.placeholder import Placeholders
from casedrop.formats.word.printed import Wording

EDGE = "^"
"""What stands before the first words of a header or footer; "" before those of the body."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a field stands: beside (right of, or below) the `nth` cell of `count` that say `label`."""

    label: str
    nth: int
    count: int
    below: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A table of rows: its heads by pattern pointer, and how many rows stand before and behind its rows."""

    heads: Mapping[str, str]
    before: int
    behind: int


@dataclass(frozen=True, eq=False)
class Seat:
    """A place that some fields own: they in their order, and the wordings before, between and behind them."""

    fields: Sequence[Identity]
    wordings: Sequence[Wording]

    @cached_property
    def pointers(self) -> frozenset[str]:
        """The pattern pointers of its fields."""
        return frozenset(identity.pointer for identity in self.fields)

    @property
    def alone(self) -> bool:
        """Whether it is one field, boxes with their words being one, and nothing else is said there."""
        boxes = all(identity.option for identity in self.fields)
        return len(self.pointers) == 1 and (boxes or not any(w.solid for w in self.wordings))


@dataclass(frozen=True, eq=False)
class Fixed:
    """What is printed where no field stands: whole places and single lines (folded, to what they say), patterns of those that
    say something of their own, and of those that only a document can tell, how many stand behind what (see `token`). `keys`
    are the keys of the cells.
    """

    lines: Mapping[str, str]
    patterns: Sequence[re.Pattern[str]]
    behind: Mapping[tuple[str, bool], int]
    keys: frozenset[str]


@dataclass(frozen=True, eq=False)
class TemplateLayout:
    """What a template says of a document; labels and heads are keys (see `folding.key`).

    `seats` are keyed by the pattern pointers of their fields, `certain` are the fields that no condition leaves out;
    `hints` is what the form's fields show while they are empty.
    """

    seats: Mapping[str, Sequence[Seat]]
    certain: frozenset[str]
    beside: Mapping[str, Beside]
    regions: Mapping[str, Region]
    fixed: Fixed
    hints: Placeholders

    @property
    def pointers(self) -> frozenset[str]:
        """The fields the template has a place for."""
        return frozenset(self.seats)
