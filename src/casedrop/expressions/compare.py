"""Which values can be compared: told from what is known of them, with the sentence for those that cannot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from casedrop.expressions import shapes
from casedrop.expressions.names_read import written
from casedrop.expressions.shapes import ANY, CHOICE, NOTHING, TEXT, Leaf, ListShape, NameShape, Shape
from casedrop.language.messages import phrase
from casedrop.language.problem import LANGS

Side = tuple[nodes.Node, Shape]
"""One side of a comparison, as it is written and what is known of it."""
Wrong = tuple[str, Mapping[str, Any]]
"""A problem's code, and what its sentence needs."""


def unlike(one: Side, other: Side) -> Wrong | None:
    """Why two values can never be the same: a choice and a word that is none of its, unlike kinds; None if they can."""
    (left, a), (right, b) = one, other
    if ANY in (a, b) or NOTHING in (a, b):
        return None
    if isinstance(a, ListShape) and isinstance(b, ListShape):
        return unlike((left, a.row), (right, b.row))
    if not isinstance(a, Leaf) or not isinstance(b, Leaf) or not shapes.meanings(a) & shapes.meanings(b):
        return _incomparable(one, other)
    if a.kind == b.kind == CHOICE:
        return _never(left, a, b) if b.written else _never(right, b, a)
    return None


def _never(node: nodes.Node, choice: Leaf, words: Leaf) -> Wrong | None:
    """The words that a choice never is: any that is written out, or all if they are another choice's (or both are written)."""
    strange = [word for word in words.choices if word not in choice.choices]
    is_wrong = strange and (len(strange) == len(words.choices) or (words.written and not choice.written))
    args = {"name": written(node), "given": strange, "choices": choice.choices}
    return ("expression.choice", args) if is_wrong else None


def unordered(one: Side, other: Side) -> Wrong | None:
    """Why neither of two values comes first (texts, a day and a moment, a figure and a day); None if one may."""
    both = [shape for _, shape in (one, other) if shape not in (ANY, NOTHING)]
    kinds = [shapes.order(shape) if isinstance(shape, Leaf) else frozenset[str]() for shape in both]
    return None if not kinds or frozenset.intersection(*kinds) else _incomparable(one, other)


def unfit(written: str, given: Shape, target: Shape) -> Wrong | None:
    """Why a value cannot fill what holds this only: a word that is none of a choice's, a figure for a day; None if it can.

    Any single value may fill a text.
    """
    match given, target:
        case ListShape(row), ListShape(target_row):
            return unfit(written, row, target_row)
        case NameShape(), NameShape():
            parts = (unfit(f"{written}: {n}", given.of(n), target.of(n)) for n in target.names if n in given.names)
            return next((wrong for wrong in parts if wrong), None)
        case Leaf(), Leaf():
            return _unfit_leaf(written, given, target)
    fits = ANY in (given, target) or NOTHING in (given, target)
    return None if fits else ("expression.kind", {"name": written, "given": kind(given), "wanted": kind(target)})


def _unfit_leaf(written: str, given: Leaf, target: Leaf) -> Wrong | None:
    if NOTHING in (given, target) or target.kind == TEXT:
        return None
    if not shapes.meanings(given) & shapes.meanings(target):
        return "expression.kind", {"name": written, "given": kind(given), "wanted": kind(target)}
    strange = [choice for choice in given.choices if target.kind == CHOICE and choice not in target.choices]
    return ("expression.choice", {"name": written, "given": strange, "choices": target.choices}) if strange else None


def _incomparable(one: Side, other: Side) -> Wrong:
    (left, a), (right, b) = one, other
    said = {"left": written(left), "one": kind(a), "right": written(right), "other": kind(b)}
    return "expression.compare", said


def kind(shape: Shape) -> Mapping[str, str]:
    """What people call a value of a shape, in every language: a word that is written out is a text."""
    return named(TEXT if isinstance(shape, Leaf) and shape.written else shape.kind or TEXT)


def named(kind: str) -> Mapping[str, str]:
    """What people call a kind of values, in every language."""
    return {lang: phrase(f"kinds.{kind}", lang) for lang in LANGS}
