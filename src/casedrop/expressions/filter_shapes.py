"""What each filter takes and gives, as far as it can be told before there are values (`filters` does the work)."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature

from jinja2 import nodes

from casedrop.expressions import list_shapes
from casedrop.expressions.filters import LISTS, PARTS, by_pattern
from casedrop.expressions.resolve import Filter, Resolver
from casedrop.expressions.shapes import (
    BOOL,
    CHOICE,
    DATE,
    MOMENT,
    NAMES,
    NUMBER,
    ROWS,
    TEXT,
    Leaf,
    ListShape,
    Shape,
)


def for_guards() -> Mapping[str, Filter]:
    """The filters of expressions."""
    own: dict[str, Filter] = {"number": _number, "mentions": _mentions, "lines": _of_rows(TEXT), "pieces": _pieces}
    return {name: _named(made) for name, made in {**_LISTS, **own}.items()}


def for_templates() -> Mapping[str, Filter]:
    """The filters of templates, which are the same in every language."""
    days = {"date": _dated, "day": _shown(DATE), "long_date": _shown(DATE)}
    figures = {"number": _shown(NUMBER), "money": _shown(NUMBER), "words": _shown(NUMBER)}
    made: dict[str, Filter] = {
        **_LISTS,
        **days,
        **figures,
        "upper": _any_text,
        "pad": _any_text,
        "join": _of_rows(TEXT),
    }
    return {name: _named(work) for name, work in made.items()}


def _named(work: Filter) -> Filter:
    """The filter, which also tells of arguments by a name that it does not have."""

    def checked(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
        known = signature(LISTS[node.name]).parameters if node.name in LISTS else {}
        for pair in node.kwargs:
            if pair.key not in known:
                look.unknown(node, str(pair.key), known)
        return work(look, node, given)

    return checked


def _later(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, DATE)
    for argument, shape in list_shapes.argued(look, node):
        look.wanted(argument, shape, NUMBER)
    return Leaf(DATE)


def _month(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, DATE)
    return Leaf(TEXT)


def _is_open(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, MOMENT, DATE, TEXT)
    list_shapes.argued(look, node)
    return Leaf(BOOL)


def _number(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, NUMBER, TEXT)
    return Leaf(NUMBER)


def _taxed(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, NUMBER, TEXT)
    for argument, shape in list_shapes.argued(look, node):
        look.wanted(argument, shape, NUMBER, TEXT, CHOICE)
    return Leaf(NUMBER)


def _mentions(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, TEXT)
    for argument, words in list_shapes.argued(look, node):
        look.row(argument, words)
    return Leaf(BOOL)


def _pieces(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, TEXT)
    return ListShape(Leaf(TEXT))


def _any_text(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    if given.kind in (ROWS, NAMES):
        look.wanted(node.node or node, given, TEXT)
    list_shapes.argued(look, node)
    return Leaf(TEXT)


def _dated(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    for letters in (one.value for one in node.args if isinstance(one, nodes.Const)):
        try:
            by_pattern("2026-01-02", str(letters))
        except ValueError:
            look.unknown(node, str(letters), PARTS)
    return _shown(DATE)(look, node, given)


def _shown(kind: str) -> Filter:
    """A filter that writes values of a kind, and nothing where nothing is."""

    def shown(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
        look.wanted(node.node or node, given, kind)
        list_shapes.argued(look, node)
        return Leaf(TEXT)

    return shown


def _of_rows(kind: str) -> Filter:
    """A filter that makes one value of a list."""

    def made(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
        look.row(node.node or node, given)
        list_shapes.argued(look, node)
        return Leaf(kind)

    return made


_LISTS: Mapping[str, Filter] = {
    **list_shapes.LISTS,
    "count": _of_rows(NUMBER),
    "add_days": _later,
    "add_months": _later,
    "month": _month,
    "is_open": _is_open,
    "vat": _taxed,
    "gross": _taxed,
}
