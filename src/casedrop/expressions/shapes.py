"""What is known of values before there are any: their kinds, choices and names, of which `resolve` works out expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

TEXT, DATE, MOMENT, NUMBER, BOOL, NONE, CHOICE, ROWS, NAMES = (
    *("text", "date", "moment", "number", "bool", "none", "choice"),
    *("rows", "names"),
)
"""The kinds of values, as `language.texts.*.kinds` calls them. A constant text is a choice of one."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T.+", re.ASCII)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Anything:
    """A value of which nothing is known."""

    kind: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value; `choices` are all that a choice may be. One `written` stands in the expression itself."""

    kind: str
    choices: tuple[str, ...] = ()
    written: bool = False


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list, and what each of its members is."""

    row: Shape
    kind: str = ROWS


@dataclass(frozen=True, slots=True)
class TupleShape:
    """A fixed sequence: what a loop takes apart."""

    members: tuple[Shape, ...]
    kind: str = ROWS


@dataclass(frozen=True, slots=True)
class NameShape:
    """An object: its names, each with what stands under it (or what works that out once it is asked for)."""

    names: Mapping[str, Shape | Callable[[], Shape]]
    kind: str = NAMES

    def of(self, name: str) -> Shape:
        """What stands under a name; raises KeyError."""
        there = self.names[name]
        return there() if callable(there) else there

    def and_also(self, **more: Shape) -> NameShape:
        """The names with more beside them, which hide those of the same name."""
        return NameShape({**self.names, **more})


Shape = Anything | Leaf | ListShape | TupleShape | NameShape
Held = Mapping[str, Shape | Callable[[], Shape]]
"""The names of an object, each with its shape or what works that out."""
ANY, NOTHING = Anything(), Leaf(NONE)


def constant(value: Any) -> Shape:
    """The shape of a constant of an expression."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return Leaf(BOOL)
    return Leaf(CHOICE, (value,), written=True) if isinstance(value, str) else Leaf(NUMBER)


def of_value(value: Any) -> Shape:
    """The shape of a value that is there: its names are known, of its texts only that they are there."""
    if isinstance(value, Mapping):
        return NameShape({str(name): of_value(inner) for name, inner in value.items()})
    return Leaf(BOOL) if isinstance(value, bool) else ANY


def either(shapes: Iterable[Shape]) -> Shape:
    """What a value is that is one or another: nothing at all beside something is that."""
    nothing: Shape = NOTHING
    return reduce(_either, shapes, nothing)


def _either(one: Shape, other: Shape) -> Shape:
    if NOTHING in (one, other):
        return other if one == NOTHING else one
    match one, other:
        case ListShape(row), ListShape(row_too):
            return ListShape(_either(row, row_too))
        case NameShape(), NameShape():
            names = dict.fromkeys((*one.names, *other.names))
            return NameShape({n: either(s.of(n) for s in (one, other) if n in s.names) for n in names})
        case Leaf(), Leaf() if CHOICE in (one.kind, other.kind):
            return _widest(one, other)
    return one if one == other else ANY


def _widest(one: Leaf, other: Leaf) -> Shape:
    """A choice or a constant beside another single value."""
    if one.kind == other.kind:
        return Leaf(CHOICE, tuple(dict.fromkeys((*one.choices, *other.choices))), one.written and other.written)
    plain = one if other.kind == CHOICE else other
    return plain if plain.kind in meanings(other if plain is one else one) else ANY


def meanings(leaf: Leaf) -> frozenset[str]:
    """The kinds as which a single value may be compared for likeness: a text may hold figures, a constant a day."""
    if leaf.kind == TEXT:
        return frozenset({TEXT, NUMBER})
    return frozenset(_of_choices(leaf)) if leaf.kind == CHOICE else frozenset({leaf.kind})


def _of_choices(leaf: Leaf) -> Iterator[str]:
    yield TEXT
    for kind, shape in ((NUMBER, _NUMBER), (DATE, _DATE), (MOMENT, _MOMENT)):
        if all(shape.fullmatch(choice) for choice in leaf.choices):
            yield kind


def order(leaf: Leaf) -> frozenset[str]:
    """The kinds as which a single value may be ordered; none for a text, of which nobody knows that it holds figures."""
    return frozenset() if leaf.kind == TEXT else meanings(leaf) & {NUMBER, DATE, MOMENT}
