"""What filters of lists take and give, as far as it can be told before there are values (`list_filters` does the work)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import nodes

from casedrop.expressions import shapes
from casedrop.expressions.compare import Side
from casedrop.expressions.resolve import Filter, Resolver
from casedrop.expressions.shapes import ANY, CHOICE, NUMBER, TEXT, Leaf, ListShape, NameShape, Shape
from casedrop.expressions.tally import POINTS

YES_NO = Leaf(CHOICE, ("yes", "no"))


def row_of(look: Resolver, node: nodes.Filter, given: Shape) -> tuple[Shape, Shape]:
    """(a row, what stands in it under the name or path that the first argument says)."""
    row = look.row(node.node or node, given)
    key = argument(node, 0, "key", "by")
    if not isinstance(key, nodes.Const) or not isinstance(key.value, str):
        if key is not None:
            look.shape(key)
        return row, ANY
    return row, look.at(node, row, key.value)


def argument(node: nodes.Filter, n: int, *names: str) -> nodes.Node | None:
    """An argument by its place or one of its names; None if it is not there."""
    named = (pair.value for pair in node.kwargs if pair.key in names)
    return node.args[n] if n < len(node.args) else next(named, None)


def argued(look: Resolver, node: nodes.Filter, first: int = 0) -> list[tuple[nodes.Node, Shape]]:
    """The arguments from one on, by place or name, each with its shape."""
    named = [pair.value for pair in node.kwargs if pair.key not in ("key", "by", "of")]
    return [(argument, look.shape(argument)) for argument in (*node.args[first:], *named)]


def column_named(node: nodes.Filter) -> nodes.Node:
    """The column that a filter names, as one would write it."""
    key = argument(node, 0, "key", "by")
    called = str(key.value) if isinstance(key, nodes.Const) else "…"
    return nodes.Name(called, "load", lineno=node.lineno)


def _compared(compare: Callable[[Resolver, nodes.Node, Side, Side], None]) -> Filter:
    """The filter that leaves rows of which a column holds against what it is given."""

    def shape(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
        row, there = row_of(look, node, given)
        for other in argued(look, node, 1):
            compare(look, node, (column_named(node), there), other)
        return ListShape(row)

    return shape


def _among(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row, there = row_of(look, node, given)
    for argument, several in argued(look, node, 1):
        look.alike(node, (column_named(node), there), (argument, look.row(argument, several)))
    return ListShape(row)


def _without(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row = look.row(node.node or node, given)
    keys = argument(node, 0, "key")
    for key in keys.items if isinstance(keys, nodes.List) else [keys]:
        if isinstance(key, nodes.Const):
            look.at(node, row, str(key.value))
    for one, several in argued(look, node, 1):
        look.row(one, several)
    return ListShape(row)


def _once(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row, _ = row_of(look, node, given)
    return ListShape(row)


def _in_order(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    argued(look, node, 1)
    return _once(look, node, given)


def _told_apart(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    rows, keys = argument(node, 0, "rows"), argument(node, 1, "keys")
    row = look.row(rows, look.shape(rows)) if rows is not None else given
    for key in keys.items if isinstance(keys, nodes.List) else ():
        if isinstance(key, nodes.Const):
            look.at(node, row, str(key.value))
    return Leaf(TEXT)


def _column(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    _, there = row_of(look, node, given)
    return ListShape(there)


def _total(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    _, there = row_of(look, node, given)
    look.wanted(column_named(node), there, NUMBER)
    return Leaf(NUMBER)


def _flat(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    return ListShape(look.row(node, look.row(node, given)))


def _plus(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    return ListShape(shapes.either([look.row(node, given), *(shape for _, shape in argued(look, node))]))


def _member(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    return look.row(node, given)


def _tally(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row, by = row_of(look, node, given)
    of, name = argument(node, 1, "of"), argument(node, 0, "by")
    if isinstance(of, nodes.Const):
        look.at(node, row, str(of.value))
    argued(look, node, 2)
    names: dict[str, Shape] = dict.fromkeys(("count", "mean", "before", *POINTS.values()), Leaf(NUMBER))
    names |= {"key": by, "below": YES_NO} | ({str(name.value): by} if isinstance(name, nodes.Const) else {})
    return ListShape(NameShape({**names}))


def _shared_out(look: Resolver, node: nodes.Filter, given: Shape) -> Shape:
    row = look.row(node.node or node, given)
    argued(look, node)
    return ListShape(row.and_also(amount=Leaf(NUMBER)) if isinstance(row, NameShape) else ANY)


LISTS: Mapping[str, Filter] = {
    "where": _compared(Resolver.alike),
    "but": _compared(Resolver.alike),
    "among": _among,
    "without": _without,
    "up_to": _compared(Resolver.ordered),
    "once": _once,
    "told_apart": _told_apart,
    "in_order": _in_order,
    "flat": _flat,
    "plus": _plus,
    "column": _column,
    "total": _total,
    "first": _member,
    "last": _member,
    "tally": _tally,
    "shared_out": _shared_out,
}
"""By name."""
