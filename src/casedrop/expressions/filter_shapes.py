"""What each filter takes and gives, as far as it can be told before there are values (`filters` does the work)."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature

from jinja2 import nodes

from casedrop.expressions import shapes
from casedrop.expressions.filters import LISTS, PARTS, by_pattern
from casedrop.expressions.resolve import Filter, Resolver
from casedrop.expressions.shapes import (
    ANY,
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
    NameShape,
    Shape,
)
from casedrop.expressions.tally import POINTS

_YES_NO = Leaf(CHOICE, ("yes", "no"))


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


def _row_of(look: Resolver, node: nodes.Filter, given: Shape) -> tuple[Shape, Shape]:
    """(a row, what stands in it under the name or path that the first argument says)."""
    row = look.row(node.node or node, given)
    key = _argument(node, 0, "key", "by")
    if not isinstance(key, nodes.Const) or not isinstance(key.value, str):
        if key is not None:
            look.shape(key)
        return row, ANY
    return row, look.at(node, row, key.value)


def _argument(node: nodes.Filter, n: int, *names: str) -> nodes.Node | None:
    """An argument by its place or one of its names; None if it is not there."""
    named = (pair.value for pair in node.kwargs if pair.key in names)
    return node.args[n] if n < len(node.args) else next(named, None)


def _argued(look: Resolver, node: nodes.Filter, first: int = 0) -> list[tuple[nodes.Node, Shape]]:
    """The arguments from one on, by place or name, each with its shape."""
    named = [pair.value for pair in node.kwargs if pair.key not in ("key", "by", "of")]
    return [(argument, look.shape(argument)) for argument in (*node.args[first:], *named)]


def _where(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row, there = _row_of(look, node, given)
    for other in _argued(look, node, 1):
        look.alike(node, (_column_named(node), there), other)
    return ListShape(row)


def _column_named(node: nodes.Filter) -> nodes.Node:
    """The column that a filter names, as one would write it."""
    key = _argument(node, 0, "key", "by")
    called = str(key.value) if isinstance(key, nodes.Const) else "…"
    return nodes.Name(called, "load", lineno=node.lineno)


def _among(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row, there = _row_of(look, node, given)
    for argument, several in _argued(look, node, 1):
        look.alike(node, (_column_named(node), there), (argument, look.row(argument, several)))
    return ListShape(row)


def _without(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row = look.row(node.node or node, given)
    keys = _argument(node, 0, "key")
    for key in keys.items if isinstance(keys, nodes.List) else [keys]:
        if isinstance(key, nodes.Const):
            look.at(node, row, str(key.value))
    for argument, several in _argued(look, node, 1):
        look.row(argument, several)
    return ListShape(row)


def _up_to(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row, there = _row_of(look, node, given)
    for other in _argued(look, node, 1):
        look.ordered(node, (_column_named(node), there), other)
    return ListShape(row)


def _once(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row, _ = _row_of(look, node, given)
    return ListShape(row)


def _told_apart(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    rows, keys = _argument(node, 0, "rows"), _argument(node, 1, "keys")
    row = look.row(rows, look.shape(rows)) if rows is not None else given
    for key in keys.items if isinstance(keys, nodes.List) else ():
        if isinstance(key, nodes.Const):
            look.at(node, row, str(key.value))
    return Leaf(TEXT)


def _column(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    _, there = _row_of(look, node, given)
    return ListShape(there)


def _total(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    _, there = _row_of(look, node, given)
    look.wanted(_column_named(node), there, NUMBER)
    return Leaf(NUMBER)


def _flat(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    return ListShape(look.row(node, look.row(node, given)))


def _plus(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    return ListShape(shapes.either([look.row(node, given), *(shape for _, shape in _argued(look, node))]))


def _member(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    return look.row(node, given)


def _later(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, DATE)
    for argument, shape in _argued(look, node):
        look.wanted(argument, shape, NUMBER)
    return Leaf(DATE)


def _month(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, DATE)
    return Leaf(TEXT)


def _tally(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row, by = _row_of(look, node, given)
    of, name = _argument(node, 1, "of"), _argument(node, 0, "by")
    if isinstance(of, nodes.Const):
        look.at(node, row, str(of.value))
    _argued(look, node, 2)
    names: dict[str, Shape] = dict.fromkeys(("count", "mean", "before", *POINTS.values()), Leaf(NUMBER))
    names |= {"key": by, "below": _YES_NO} | ({str(name.value): by} if isinstance(name, nodes.Const) else {})
    return ListShape(NameShape({**names}))


def _is_open(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, MOMENT, DATE, TEXT)
    _argued(look, node)
    return Leaf(BOOL)


def _number(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, NUMBER, TEXT)
    return Leaf(NUMBER)


def _taxed(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, NUMBER, TEXT)
    for argument, shape in _argued(look, node):
        look.wanted(argument, shape, NUMBER, TEXT, CHOICE)
    return Leaf(NUMBER)


def _shared_out(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.row(node.node or node, given)
    _argued(look, node)
    return ANY


def _mentions(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, TEXT)
    for argument, words in _argued(look, node):
        look.row(argument, words)
    return Leaf(BOOL)


def _pieces(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    look.wanted(node.node or node, given, TEXT)
    return ListShape(Leaf(TEXT))


def _any_text(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    if given.kind in (ROWS, NAMES):
        look.wanted(node.node or node, given, TEXT)
    _argued(look, node)
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
        _argued(look, node)
        return Leaf(TEXT)

    return shown


def _of_rows(kind: str) -> Filter:
    """A filter that makes one value of a list."""

    def made(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
        look.row(node.node or node, given)
        _argued(look, node)
        return Leaf(kind)

    return made


_LISTS: Mapping[str, Filter] = {
    "where": _where,
    "but": _where,
    "among": _among,
    "without": _without,
    "up_to": _up_to,
    "once": _once,
    "told_apart": _told_apart,
    "in_order": _once,
    "flat": _flat,
    "plus": _plus,
    "column": _column,
    "total": _total,
    "count": _of_rows(NUMBER),
    "first": _member,
    "last": _member,
    "add_days": _later,
    "add_months": _later,
    "month": _month,
    "tally": _tally,
    "is_open": _is_open,
    "vat": _taxed,
    "gross": _taxed,
    "shared_out": _shared_out,
}
