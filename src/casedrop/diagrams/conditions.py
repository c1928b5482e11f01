"""The conditions and dates of a flow in the words of a language: what fields, forms and stages are called, not how they are
written. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import nodes

from casedrop.diagrams.names import Names, Untold
from casedrop.expressions import judge
from casedrop.expressions.names_read import dotted
from casedrop.expressions.unresolved import Unresolved
from casedrop.language.choices import show_choice
from casedrop.language.messages import phrase

SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "eq": "=", "ne": "≠"}
"""How comparisons are written; the small language makes tests of them."""
PICKING = ("where", "but")
"""Filters that keep rows of a list."""
THROUGH = ("number", "flat", "last", "first", "month", "once", "up_to", "add_months")
"""Filters that change nothing of what is spoken of."""


SLOT = "\0"
"""What stands in a wording while its end is looked for."""


@dataclass(frozen=True)
class Conditions:
    """Words for the expressions of a flow in a language. What has no words is called a condition of the flow's file."""

    names: Names

    @property
    def lang(self) -> str:
        """The language."""
        return self.names.lang

    def told(self, expr: str) -> str:
        """A condition, as one would say it."""
        try:
            return self.condition(_parsed(expr))
        except Untold:
            return phrase("chart.condition", self.lang)

    def named(self, expr: str) -> str:
        """What an expression speaks of: a field, a date, a list."""
        try:
            return self.thing(_parsed(expr))
        except Untold:
            return phrase("chart.value", self.lang)

    def condition(self, node: nodes.Node) -> str:
        """A condition in words; raises Untold."""
        match node:
            case nodes.And() | nodes.Or():
                key = "chart.and" if isinstance(node, nodes.And) else "chart.or"
                left, right = (self.within(side, type(node)) for side in (node.left, node.right))
                return phrase(key, self.lang, left=left, right=right)
            case nodes.Test(node=left, name=op, args=[right]):
                return self.compared(left, op, right)
            case nodes.Compare(expr=left, ops=[nodes.Operand(op=op, expr=right)]):
                return self.compared(left, op, right)
        return self.there(node)

    def there(self, node: nodes.Node) -> str:
        """That something is filled in, or is not; raises Untold."""
        match node:
            case nodes.Not(node=nodes.Not(node=inner) | nodes.Test(node=inner, name="none")):
                return self.says("is_there", inner)
            case nodes.Not(node=inner) | nodes.Test(node=inner, name="none"):
                return self.says("is_empty", inner)
        return self.says("is_there", node)

    def within(self, node: nodes.Node, outer: type) -> str:
        """A part of a longer condition, in brackets where it would be misread."""
        said = self.condition(node)
        return f"({said})" if isinstance(node, nodes.And | nodes.Or) and not isinstance(node, outer) else said

    def says(self, key: str, node: nodes.Node) -> str:
        """That something is there, or not."""
        return phrase(f"chart.{key}", self.lang, what=self.thing(node))

    def compared(self, left: nodes.Node, op: str, right: nodes.Node) -> str:
        """A comparison in words; raises Untold."""
        if isinstance(left, nodes.Filter) and left.name == "count" and right == nodes.Const(0):
            if op not in ("gt", "eq") or left.node is None:
                raise Untold
            return self.says("some" if op == "gt" else "none", left.node)
        if op == "in" and isinstance(left, nodes.Const) and isinstance(right, nodes.List):
            said = [self.thing(one) for one in right.items]
            return self.chosen("is_one", ", ".join(said), [self.value(right.items[0], left)])
        if op in ("in", "notin") and isinstance(right, nodes.List):
            values = [self.value(left, one) for one in right.items]
            return self.chosen("is" if op == "in" else "is_not", self.thing(left), values)
        if op in ("eq", "ne") and isinstance(right, nodes.Const):
            return self.chosen("is" if op == "eq" else "is_not", self.thing(left), [self.value(left, right)])
        if op not in SIGNS:
            raise Untold
        return f"{self.thing(left)} {SIGNS[op]} {self.thing(right)}"

    def chosen(self, key: str, what: str, values: Sequence[str]) -> str:
        """That something is one of some values, or none of them."""
        return phrase(f"chart.{key}", self.lang, what=what, value=list(values))

    def value(self, of: nodes.Node, const: nodes.Node) -> str:
        """What a constant means where it is compared with something: the choice it is, yes or no, a number."""
        if not isinstance(const, nodes.Const):
            raise Untold
        field = self.names.field(_path(of))
        if field and str(const.value) in field.choices:
            return show_choice(const.value, self.lang, field.choices)
        if field and not field.choices and isinstance(const.value, str):
            return phrase("chart.quoted", self.lang, text=const.value)
        if const.value in ("yes", "no"):
            return phrase(f"chart.{const.value}", self.lang)
        if isinstance(const.value, int | float) and not isinstance(const.value, bool):
            return str(const.value)
        raise Untold

    def thing(self, node: nodes.Node) -> str:
        """What a piece of an expression is called; raises Untold."""
        match node:
            case nodes.Const(value=int() | float() as number) if not isinstance(number, bool):
                return str(number)
            case nodes.Concat(nodes=parts):
                return " ".join(self.thing(one) for one in parts if not isinstance(one, nodes.Const))
            case nodes.List(items=items) if items:
                return ", ".join(self.thing(one) for one in items)
            case nodes.Filter(node=inner) if inner is not None:
                return self.filtered(node, inner)
        path = _path(node)
        if not isinstance(node, nodes.Getattr | nodes.Name) or path == [""]:
            raise Untold
        return self.names.called(path)

    def filtered(self, node: nodes.Filter, inner: nodes.Node) -> str:
        """A list or value with what a filter makes of it."""
        args = [*map(_constant, node.args)]
        if node.name == "add_days" and isinstance(args[0], int):
            key = "chart.days_after" if args[0] > 0 else "chart.days_before"
            return phrase(key, self.lang, n=abs(args[0]), what=self.thing(inner))
        if node.name in PICKING:
            return self.picked(node.name, inner, str(args[0]), args[1])
        if node.name in ("total", "column") and args:
            label, of = self.column(inner, str(args[0])), self.thing(inner)
            return phrase(f"chart.{node.name}", self.lang, what=label, of=of) if label else self.certain(of)
        if node.name in THROUGH:
            return self.thing(inner)
        raise Untold

    def picked(self, how: str, inner: nodes.Node, column: str, value: object) -> str:
        """Rows of a list for which something holds."""
        rows = self.thing(inner)
        if column == "open":
            return phrase("chart.open_of", self.lang, what=rows)
        field, label = self.names.field([*_path(inner), "-", column]), self.column(inner, column)
        if field and value is None:
            rule = phrase("chart.is_empty" if how == "where" else "chart.is_there", self.lang, what=label)
        elif field and isinstance(value, str) and value in field.choices:
            rule = self.chosen(
                "is" if how == "where" else "is_not", label, [show_choice(value, self.lang, field.choices)]
            )
        else:
            return self.certain(rows)
        return phrase("chart.rows_with", self.lang, what=rows, rule=rule)

    def certain(self, rows: str) -> str:
        """Some of the rows of a list, by what only the flow's file says of them; said once however often it is so."""
        mark = phrase("chart.certain", self.lang, what=SLOT).partition(SLOT)[2]
        return rows if mark in rows else phrase("chart.certain", self.lang, what=rows)

    def column(self, rows: nodes.Node, name: str) -> str:
        """What a column of rows is called; "" if it has no label."""
        field = self.names.field([*_path(rows), "-", name])
        return field.labels[self.lang] if field else ""


def _path(node: nodes.Node) -> list[str]:
    """The dotted name that a piece of an expression reads first."""
    return next(iter(dotted(node)), "").split(".")


def _constant(node: nodes.Node) -> object:
    """The value of a constant, also of a negative one; the node itself, if it is none."""
    if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const):
        return -node.node.value
    return node.value if isinstance(node, nodes.Const) else node


@cache
def _parsed(expr: str) -> nodes.Node:
    """The syntax of an expression; raises Untold."""
    syntax = judge.tree(f"{{{{ {expr} }}}}")
    if isinstance(syntax, Unresolved):
        raise Untold
    output = syntax.body[0]
    if not isinstance(output, nodes.Output):
        raise Untold
    return output.nodes[0]
