"""Which values can be compared: told from what is known of them, with the sentence for those that cannot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from casedrop.expressions import shapes
from casedrop.expressions.names_read import written
from casedrop.expressions.shapes import ANY, CHOICE, NOTHING, TEXT, Leaf, Rows, Shape
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
    if isinstance(a, Rows) and isinstance(b, Rows):
        return unlike((left, a.row), (right, b.row))
    if not isinstance(a, Leaf) or not isinstance(b, Leaf) or not shapes.meanings(a) & shapes.meanings(b):
        return _incomparable(one, other)
    if a.kind == b.kind == CHOICE and not {*a.choices} & {*b.choices}:
        (name, said), word = ((left, a), b) if isinstance(right, nodes.Const | nodes.List) else ((right, b), a)
        return "expression.choice", {"name": written(name), "given": word.choices, "choices": said.choices}
    return None


def unordered(one: Side, other: Side) -> Wrong | None:
    """Why neither of two values comes first (texts, a day and a moment, a figure and a day); None if one may."""
    both = [shape for _, shape in (one, other) if shape not in (ANY, NOTHING)]
    kinds = [shapes.order(shape) if isinstance(shape, Leaf) else frozenset[str]() for shape in both]
    return None if not kinds or frozenset.intersection(*kinds) else _incomparable(one, other)


def _incomparable(one: Side, other: Side) -> Wrong:
    (left, a), (right, b) = one, other
    said = {"left": written(left), "one": kind(a.kind), "right": written(right), "other": kind(b.kind)}
    return "expression.compare", said


def kind(name: str) -> Mapping[str, str]:
    """What people call a kind of values, in every language."""
    return {lang: phrase(f"kinds.{name or TEXT}", lang) for lang in LANGS}
