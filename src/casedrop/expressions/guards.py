"""Guards: the expressions of flow files, checked when they are loaded, exact when they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, ClassVar

from jinja2 import TemplateError, nodes
from jinja2.environment import TemplateExpression

from casedrop.expressions.filters import for_guards
from casedrop.expressions.names_read import dotted
from casedrop.expressions.sandbox import EXPRESSION, Sandbox, outward
from casedrop.language.problem import Json, Place, Problem

_SANDBOX = Sandbox(EXPRESSION, for_guards())
_UNUSABLE = (TemplateError, SyntaxError, RecursionError, MemoryError)
_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError)


class GuardError(Exception):
    """An expression that cannot be used; `code` and `facts` say why in the words of `problems.toml`."""

    code: ClassVar[str] = "guard.refused"

    def __init__(self, expr: str, **facts: Any) -> None:
        super().__init__(f"{self.code}: {expr} {facts}")
        self.facts: Mapping[str, Any] = {"expr": expr, **facts}

    def problem(self, place: Place) -> Problem:
        """The same as a problem of the file the expression stands in."""
        return Problem(self.code, place, args=self.facts)


class GuardRefusedError(GuardError):
    """The expression is no expression of the small language; `message` says what was met."""


class NameUnknownError(GuardError):
    """The expression reads `name`, which nothing declares; `suggestion` is the nearest known one or ""."""

    code = "name.unknown"


class NotBoolError(GuardError):
    """The guard gave `given`, which is neither true nor false."""

    code = "guard.not-bool"


class GuardFailedError(GuardError):
    """The guard met values it cannot work with, or a name that is not there; `message` says which."""

    code = "guard.failed"


@dataclass(frozen=True, slots=True)
class Value:
    """A compiled expression: called with the names it reads, it returns a value (numbers as canonical strings)."""

    expr: str
    run: TemplateExpression

    def __call__(self, context: Mapping[str, Any]) -> Json:
        """The value in a context; raises GuardFailedError."""
        try:
            return outward(self.run(context))
        except _FAULTS as error:
            raise GuardFailedError(self.expr, message=str(error)) from error


@dataclass(frozen=True, slots=True)
class Guard:
    """A compiled guard: called with the names it reads, it returns exactly True or False."""

    value: Value

    def __call__(self, context: Mapping[str, Any]) -> bool:
        """Whether the guard holds; raises GuardFailedError, and NotBoolError for any other value."""
        result = self.value(context)
        if not isinstance(result, bool):
            raise NotBoolError(self.value.expr, given=str(result)[:80])
        return result


def compile_value(expr: str, names: Mapping[str, Any] | None = None) -> Value:
    """The expression, compiled; raises GuardRefusedError.

    With `names`, a tree of the known names (a mapping per object, anything else per leaf or rows), a path that leaves
    the tree raises NameUnknownError.
    """
    made, read = _compiled(expr)
    for path in read if names is not None else ():
        _known(expr, path, names or {})
    return made


@lru_cache(maxsize=8192)
def _compiled(expr: str) -> tuple[Value, tuple[str, ...]]:
    """The expression, compiled once, and the dotted paths it reads."""
    tree = _parsed(expr)
    read = tuple(dotted(tree))
    body = [nodes.Assign(nodes.Name("result", "store"), tree, lineno=1)]
    try:
        template = _SANDBOX.from_string(nodes.Template(body, lineno=1))
    except _UNUSABLE as error:
        raise GuardRefusedError(expr, message=str(error)) from error
    return Value(expr, TemplateExpression(template, False)), read


def compile_guard(expr: str, names: Mapping[str, Any] | None = None) -> Guard:
    """The guard, compiled; see `compile_value`."""
    return Guard(compile_value(expr, names))


@lru_cache(maxsize=8192)
def paths(expr: str) -> frozenset[str]:
    """The dotted paths an expression reads (`analysis.items`, `today`), to be held against schemas.

    Raises GuardRefusedError.
    """
    return frozenset(dotted(_parsed(expr)))


def holds(expr: str, context: Mapping[str, Any]) -> bool:
    """Whether a guard holds; compiled once. Raises GuardError."""
    return compile_guard(expr)(context)


def value(expr: str, context: Mapping[str, Any]) -> Json:
    """What an expression gives; compiled once. Raises GuardError."""
    return compile_value(expr)(context)


def _parsed(expr: str) -> nodes.Expr:
    try:
        body = _SANDBOX.parse("{{ " + expr + " }}").body
    except _UNUSABLE as error:
        raise GuardRefusedError(expr, message=str(error)) from error
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise GuardRefusedError(expr, message="one expression")
    return output.nodes[0]


def _known(expr: str, path: str, names: Mapping[str, Any]) -> None:
    here: Any = names
    for name in path.split("."):
        if not isinstance(here, Mapping):
            return
        if name not in here:
            near = get_close_matches(name, list(here), n=1)
            raise NameUnknownError(expr, name=path, suggestion=near[0] if near else "")
        here = here[name]
