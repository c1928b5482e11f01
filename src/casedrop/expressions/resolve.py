"""What is wrong with an expression or a template, told from its syntax and from what the names it may see hold.

Names there are not, words that are none of a choice's, values that cannot be compared, ordered, reckoned with or listed:
each with what stands there and what would do. Nothing is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes

from casedrop.expressions import shapes
from casedrop.expressions.compare import Side, Wrong, kind, named, unlike, unordered
from casedrop.expressions.names_read import written
from casedrop.expressions.sandbox import LOOP, TESTS
from casedrop.expressions.shapes import (
    ANY,
    BOOL,
    NOTHING,
    NUMBER,
    TEXT,
    Anything,
    Leaf,
    ListShape,
    NameShape,
    Shape,
    TupleShape,
)
from casedrop.expressions.unresolved import Unresolved

Functions = Mapping[str, Callable[[str], Collection[str] | None]]
"""The functions that may be called: each says of a constant argument among which names it is not (None: it is known)."""
Filter = Callable[["Resolver", nodes.Filter, Shape], Shape]
"""What a filter gives for what it is given; tells the resolver what it cannot take."""

ORDER = ("lt", "le", "gt", "ge")
LIKENESS = ("eq", "ne")
LOOP_NAMES = NameShape(dict.fromkeys(LOOP, Leaf(NUMBER)))
"""What a template sees of the loop it is in."""


class Resolver:
    """Works out the shapes of a piece of syntax; `faults` is what was met on the way."""

    def __init__(self, names: NameShape, filters: Mapping[str, Filter], functions: Functions | None = None) -> None:
        self.scopes = [names]
        self.filters, self.functions = filters, functions or {}
        self.faults: list[Unresolved] = []

    def shape(self, node: nodes.Node) -> Shape:
        """What a node gives; ANY where that cannot be told."""
        work = _WAYS.get(type(node))
        if work:
            return work(self, node)
        for child in node.iter_child_nodes():
            self.shape(child)
        return ANY

    def condition(self, node: nodes.Node) -> None:
        """Tell what in a guard may be neither true nor false."""
        if isinstance(node, nodes.And | nodes.Or):
            self.condition(node.left)
            self.condition(node.right)
        elif isinstance(node, nodes.CondExpr):
            self.shape(node.test)
            self.condition(node.expr1)
            self.condition(node.expr2 or nodes.Const(None))
        else:
            self.wanted(node, self.shape(node), BOOL)

    def tell(self, code: str, node: nodes.Node, **args: Any) -> Shape:
        """Keep a fault of a node; ANY, so that nothing that follows from it is told too."""
        self.faults.append(Unresolved(code, node.lineno or 1, args))
        return ANY

    def unknown(self, node: nodes.Node, name: str, known: Iterable[str], part: str = "") -> Shape:
        """Keep the fault of a name there is not (or of the `part` of it that is not), with the known one most like it."""
        near = get_close_matches(part or name, list(known), n=1)
        return self.tell("name.unknown", node, name=name, suggestion=near[0] if near else "")

    def wanted(self, node: nodes.Node, given: Shape, *kinds: str) -> Shape:
        """What is given, if it is of one of the kinds (or nothing is known of it); else that is told."""
        if isinstance(given, Anything) or given == NOTHING or given.kind in kinds:
            return given
        if isinstance(given, Leaf) and shapes.meanings(given) & {*kinds} and (given.kind != TEXT or TEXT in kinds):
            return given
        return self.tell("expression.kind", node, name=written(node), given=kind(given), wanted=named(kinds[0]))

    def row(self, node: nodes.Node, given: Shape) -> Shape:
        """What each member of a list is; tells of what is none."""
        there = self.wanted(node, given, shapes.ROWS)
        return there.row if isinstance(there, ListShape) else ANY

    def at(self, node: nodes.Node, here: Shape, path: str) -> Shape:
        """What stands under a dotted path of names; tells of the first that is not there."""
        for name in path.split("."):
            here = self.step(node, here, name, path)
        return here

    def step(self, node: nodes.Node, here: Shape, name: str, called: str) -> Shape:
        """What stands under one name of an object; tells of a name that is not there, `called` so as a whole."""
        if isinstance(here, NameShape):
            return here.of(name) if name in here.names else self.unknown(node, called, here.names, name)
        return ANY if here in (ANY, NOTHING) else self.unknown(node, called, (), name)

    def alike(self, node: nodes.Node, one: Side, other: Side) -> None:
        """Tell of two values that can never be the same."""
        self._tell_of(node, unlike(one, other))

    def ordered(self, node: nodes.Node, one: Side, other: Side) -> None:
        """Tell of two values of which neither comes first."""
        self._tell_of(node, unordered(one, other))

    def _tell_of(self, node: nodes.Node, wrong: Wrong | None) -> None:
        if wrong:
            self.tell(wrong[0], node, **wrong[1])

    def _name(self, node: nodes.Name) -> Shape:
        for scope in reversed(self.scopes):
            if node.name in scope.names:
                return scope.of(node.name)
        return self.unknown(node, node.name, {n for scope in self.scopes for n in scope.names})

    def _getattr(self, node: nodes.Getattr) -> Shape:
        return self.step(node, self.shape(node.node), node.attr, written(node))

    def _getitem(self, node: nodes.Getitem) -> Shape:
        here, key = self.shape(node.node), node.arg
        if isinstance(key, nodes.Const) and isinstance(key.value, str):
            return self.step(node, here, key.value, written(node))
        self.shape(key)
        return here.row if isinstance(here, ListShape) else ANY

    def _filter(self, node: nodes.Filter) -> Shape:
        given = self.shape(node.node) if node.node else ANY
        if node.name not in self.filters:
            return self.unknown(node, node.name, self.filters)
        return self.filters[node.name](self, node, given)

    def _test(self, node: nodes.Test) -> Shape:
        if node.name not in TESTS:
            self.unknown(node, node.name, TESTS)
        left = (node.node, self.shape(node.node))
        others = [(arg, self.shape(arg)) for arg in node.args]
        for other in others:
            if node.name in ORDER:
                self.ordered(node, left, other)
            elif node.name in LIKENESS:
                self.alike(node, left, other)
        return Leaf(BOOL)

    def _among(self, node: nodes.Compare) -> Shape:
        left = (node.expr, self.shape(node.expr))
        for several in (operand.expr for operand in node.ops):
            if isinstance(several, nodes.List):
                for one in several.items:
                    self.alike(node, left, (one, self.shape(one)))
            else:
                there = self.wanted(several, self.shape(several), shapes.ROWS, TEXT)
                self.alike(node, left, (several, there.row if isinstance(there, ListShape) else ANY))
        return Leaf(BOOL)

    def _call(self, node: nodes.Call) -> Shape:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in self.functions:
            return self.unknown(node, name, self.functions)
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.shape(argument)
        first = node.args[0] if node.args else None
        if isinstance(first, nodes.Const):
            known = self.functions[name](str(first.value))
            return Leaf(TEXT) if known is None else self.unknown(node, str(first.value), known)
        return Leaf(TEXT)

    def _for(self, node: nodes.For) -> Shape:
        row = self.shape(node.iter)
        inner = self.row(node.iter, row)
        self.scopes.append(NameShape({**self._bound(node.target, inner), "loop": LOOP_NAMES}))
        for child in (*([node.test] if node.test else []), *node.body):
            self.shape(child)
        self.scopes.pop()
        for child in node.else_:
            self.shape(child)
        return ANY

    def _assign(self, node: nodes.Assign) -> Shape:
        self.scopes[-1] = self.scopes[-1].and_also(**self._bound(node.target, self.shape(node.node)))
        return ANY

    def _bound(self, target: nodes.Node, value: Shape) -> dict[str, Shape]:
        """The names that a loop or a `set` binds."""
        if isinstance(target, nodes.Name):
            return {target.name: value}
        names = [one.name for one in target.find_all(nodes.Name)]
        parts = (
            value.members if isinstance(value, TupleShape) and len(value.members) == len(names) else [ANY] * len(names)
        )
        return dict(zip(names, parts, strict=True))

    def _sum(self, node: nodes.BinExpr) -> Shape:
        for side in (node.left, node.right):
            self.wanted(side, self.shape(side), NUMBER)
        return Leaf(NUMBER)

    def _choice(self, node: nodes.CondExpr) -> Shape:
        self.shape(node.test)
        return shapes.either(map(self.shape, (node.expr1, *([node.expr2] if node.expr2 else []))))

    def _output(self, node: nodes.Output) -> Shape:
        for one in node.nodes:
            there = self.shape(one)
            if there.kind in (shapes.ROWS, shapes.NAMES):
                self.wanted(one, there, TEXT)
        return ANY


def _every(resolver: Resolver, node: nodes.Node) -> Shape:
    return shapes.either([resolver.shape(child) for child in node.iter_child_nodes()])


def _yes_or_no(resolver: Resolver, node: nodes.Node) -> Shape:
    for child in node.iter_child_nodes():
        resolver.shape(child)
    return Leaf(BOOL)


_WAYS: Mapping[type[nodes.Node], Callable[[Resolver, Any], Shape]] = {
    nodes.Name: Resolver._name,
    nodes.Getattr: Resolver._getattr,
    nodes.Getitem: Resolver._getitem,
    nodes.Filter: Resolver._filter,
    nodes.Test: Resolver._test,
    nodes.Compare: Resolver._among,
    nodes.Call: Resolver._call,
    nodes.For: Resolver._for,
    nodes.Assign: Resolver._assign,
    nodes.Add: Resolver._sum,
    nodes.Sub: Resolver._sum,
    nodes.CondExpr: Resolver._choice,
    nodes.Output: Resolver._output,
    nodes.Const: lambda _, node: shapes.constant(node.value),
    nodes.List: lambda resolver, node: ListShape(_every(resolver, node)),
    nodes.And: _every,
    nodes.Or: _every,
    nodes.Not: _yes_or_no,
}
