"""The one small language of templates and guards: Jinja, with everything left out that was not asked for.

Templates and flow files come from people who may edit them by hand, so a template is treated as code: only the listed
syntax, no attribute of any Python object, no call but to our own functions, no globals, exact numbers, and a missing
name is an error (CWE-1336). Multiplying, powers, ranges and formatting are left out because they can eat a machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from casedrop.language.numbers import plain

EXPRESSION = frozenset({
    nodes.Template, nodes.Output, nodes.Name, nodes.NSRef, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.List,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Neg, nodes.Concat,
    nodes.Filter, nodes.Test, nodes.CondExpr, nodes.Keyword,
})  # fmt: skip
"""What an expression may be made of."""
TEMPLATE = EXPRESSION | {nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.Call, nodes.Tuple}
"""What a template may be made of."""
LOOP = ("index", "index0", "first", "last", "length")

_JINJAS = ("self", "super", "caller", "varargs", "kwargs")
_ORDER = {"lt": "lt", "lteq": "le", "gt": "gt", "gteq": "ge", "eq": "eq", "ne": "ne"}
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?", re.ASCII)


class Sandbox(ImmutableSandboxedEnvironment):
    """A Jinja environment for the small language; refused syntax raises TemplateSyntaxError when it is compiled.

    `functions` are the only names that may be called; `.` and `[]` look into mappings and lists, never at attributes,
    so a property may be called `items`. Comparing and adding is exact: a decimal string is a number beside a number.
    """

    intercepted_binops = frozenset({"+", "-"})

    def __init__(
        self,
        syntax: frozenset[type[nodes.Node]],
        filters: Mapping[str, Callable[..., Any]],
        functions: frozenset[str] = frozenset(),
        *,
        escape: bool = False,
    ) -> None:
        super().__init__(autoescape=escape, undefined=StrictUndefined, keep_trailing_newline=True, finalize=printed)
        self.syntax, self.functions = syntax, functions
        self.globals.clear()
        self.filters = dict(filters)
        self.tests = {name: TESTS[name] or self.tests[name] for name in TESTS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self.vet(tree)
        return _Exact().visit(tree) if _is_reckoning(tree) else tree

    def vet(self, tree: nodes.Node) -> None:
        """Raise TemplateSyntaxError at the first node that the language leaves out."""
        for node in _all(tree):
            if type(node) not in self.syntax:
                raise TemplateSyntaxError(f"not allowed here: {type(node).__name__}", node.lineno)
            if isinstance(node, nodes.Call) and not self._is_ours(node):
                raise TemplateSyntaxError("only our own functions may be called", node.lineno)
            if _hidden(node):
                raise TemplateSyntaxError(f"not allowed here: {_hidden(node)}", node.lineno)

    def _is_ours(self, call: nodes.Call) -> bool:
        named = isinstance(call.node, nodes.Name) and call.node.name in self.functions
        return named and not call.dyn_args and not call.dyn_kwargs

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands under a name in a mapping, or one of `LOOP` of a loop; else undefined."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What stands at a place of a list (from 0) or under a name in a mapping; else undefined."""
        if isinstance(obj, list | tuple) and type(argument) is int and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.getattr(obj, argument) if isinstance(argument, str) else self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """The exact sum or difference of two numbers or decimal strings, an int of two ints; raises TypeError."""
        one, other = (left, right) if type(left) is type(right) is int else (number(left), number(right))
        return one + other if operator == "+" else one - other


def _all(tree: nodes.Node) -> Iterator[nodes.Node]:
    """A piece of syntax and all below it, in the order in which it is written."""
    left = [tree]
    while left:
        node = left.pop()
        yield node
        below = list[nodes.Node]()
        for value in [getattr(node, name, None) for name in node.fields]:
            if isinstance(value, nodes.Node):
                below.append(value)
            elif isinstance(value, list):
                below += [one for one in value if isinstance(one, nodes.Node)]
        left += reversed(below)


def _is_reckoning(tree: nodes.Node) -> bool:
    """Whether anything is compared in it, or a number has a point."""
    return any(
        isinstance(node, nodes.Compare) or (isinstance(node, nodes.Const) and isinstance(node.value, float))
        for node in _all(tree)
    )


class _Exact(NodeTransformer):
    """Ordering and equality become our own exact tests; a constant with a point becomes a decimal."""

    def visit_Const(self, node: nodes.Const) -> nodes.Node:  # noqa: N802
        if isinstance(node.value, float):
            return nodes.Const(plain(Decimal(repr(node.value))), lineno=node.lineno)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        node = self.generic_visit(node)  # type: ignore[assignment]
        left, parts = node.expr, []
        for operand in node.ops:
            parts.append(self._one(left, operand))
            left = operand.expr
        whole = parts[0]
        for part in parts[1:]:
            whole = nodes.And(whole, part, lineno=node.lineno)
        return whole

    def _one(self, left: nodes.Expr, operand: nodes.Operand) -> nodes.Expr:
        line = left.lineno
        if operand.op in _ORDER:
            return nodes.Test(left, _ORDER[operand.op], [operand.expr], [], None, None, lineno=line)
        return nodes.Compare(left, [operand], lineno=line)


def number(value: Any) -> Decimal:
    """The exact number of an int, a Decimal or a canonical decimal string; raises TypeError for anything else."""
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    raise TypeError(f"not a number: {value!r}")


def outward(value: Any) -> Any:
    """The value as answers hold it, Decimals as canonical strings; raises UndefinedError for what is not there."""
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, list):
        return [outward(item) for item in value]
    return plain(value) if isinstance(value, Decimal) else value


def printed(value: Any) -> Any:
    """The value as a page shows it: nothing for None, a Decimal without exponent and needless zeros."""
    return "" if value is None else outward(value)


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same: as numbers when one of them is a number, else as they stand."""
    if _is_number(one) or _is_number(other):
        try:
            return number(one) == number(other)
        except TypeError:
            return False
    return bool(one == other)


def unequal(one: Any, other: Any) -> bool:
    """Whether two values differ; see `equal`."""
    return not equal(one, other)


def below(one: Any, other: Any) -> bool:
    """Whether one number, day or moment is before the other; raises TypeError if they cannot be compared."""
    if isinstance(one, str) and isinstance(other, str) and _MOMENT.fullmatch(one) and _MOMENT.fullmatch(other):
        if ("T" in one) != ("T" in other):
            raise TypeError(f"a day beside a moment: {one}, {other}")
        return one < other
    return number(one) < number(other)


def above(one: Any, other: Any) -> bool:
    """Whether one is after the other; see `below`."""
    return below(other, one)


def at_most(one: Any, other: Any) -> bool:
    """Whether one is not after the other; see `below`."""
    return not below(other, one)


def at_least(one: Any, other: Any) -> bool:
    """Whether one is not before the other; see `below`."""
    return not below(one, other)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _hidden(node: nodes.Node) -> str:
    """The name that may not be said here, or ""."""
    if isinstance(node, nodes.Name) and (node.name.startswith("_") or node.name in _JINJAS):
        return node.name
    return node.attr if isinstance(node, nodes.Getattr) and node.attr.startswith("_") else ""


TESTS: Mapping[str, Callable[..., bool] | None] = {
    **dict.fromkeys(("defined", "undefined", "none")),
    "eq": equal,
    "ne": unequal,
    "lt": below,
    "le": at_most,
    "gt": above,
    "ge": at_least,
}
"""What may stand behind `is`, and what comparing becomes; None: Jinja's own."""
