"""Guards: the expressions of flow files, checked when they are loaded, exact when they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

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

    def __init__(self, expr: str, **facts: Json) -> None:
        super().__init__(f"{self.code}: {expr} {facts}")
        self.facts: Mapping[str, Json] = {"expr": expr, **facts}

    def problem(self, place: Place) -> Problem:
        """The same as a problem of the file the expression stands in."""
        return Problem(self.code, place, args=self.facts)


class GuardRefusedError(GuardError):
    """The expression is no expression of the small language; `message` says what was met."""


class NotBoolError(GuardError):
    """The guard gave `given`, which is neither true nor false."""

    code = "guard.not-bool"


class GuardFailedError(GuardError):
    """The guard met values it cannot work with, or a name that is not there; `message` says which."""

    code = "guard.failed"


@dataclass(frozen=True, slots=True)
class CompiledExpression:
    """A compiled expression: called with the names it reads, it returns a value (numbers as canonical strings)."""

    expr: str
    run: TemplateExpression

    def __call__(self, context: Mapping[str, Json]) -> Json:
        """The value in a context; raises GuardFailedError."""
        try:
            return outward(self.run(context))
        except _FAULTS as error:
            raise GuardFailedError(self.expr, message=str(error)) from error


@dataclass(frozen=True, slots=True)
class Guard:
    """A compiled guard: called with the names it reads, it returns exactly True or False."""

    value: CompiledExpression

    def __call__(self, context: Mapping[str, Json]) -> bool:
        """Whether the guard holds; raises GuardFailedError, and NotBoolError for any other value."""
        result = self.value(context)
        if not isinstance(result, bool):
            raise NotBoolError(self.value.expr, given=str(result)[:80])
        return result


@lru_cache(maxsize=8192)
def compile_value(expr: str) -> CompiledExpression:
    """The expression, compiled once; raises GuardRefusedError. What is wrong with its names, `judge` tells."""
    body = [nodes.Assign(nodes.Name("result", "store"), _parsed_anew(expr), lineno=1)]
    try:
        template = _SANDBOX.from_string(nodes.Template(body, lineno=1))
    except _UNUSABLE as error:
        raise GuardRefusedError(expr, message=str(error)) from error
    return CompiledExpression(expr, TemplateExpression(template, False))


def compile_guard(expr: str) -> Guard:
    """The guard, compiled; see `compile_value`."""
    return Guard(compile_value(expr))


@lru_cache(maxsize=8192)
def paths(expr: str) -> frozenset[str]:
    """The dotted paths an expression reads (`analysis.items`, `today`), to be held against schemas.

    Raises GuardRefusedError.
    """
    return frozenset(dotted(parsed(expr)))


def holds(expr: str, context: Mapping[str, Json]) -> bool:
    """Whether a guard holds; compiled once. Raises GuardError."""
    return compile_guard(expr)(context)


def value(expr: str, context: Mapping[str, Json]) -> Json:
    """What an expression gives; compiled once. Raises GuardError."""
    return compile_value(expr)(context)


@lru_cache(maxsize=8192)
def parsed(expr: str) -> nodes.Expr:
    """The syntax of an expression, parsed once, to be looked at only; raises GuardRefusedError."""
    return _parsed_anew(expr)


def _parsed_anew(expr: str) -> nodes.Expr:
    """The same for one who compiles it, which changes the tree."""
    try:
        body = _SANDBOX.parse("{{ " + expr + " }}").body
    except _UNUSABLE as error:
        raise GuardRefusedError(expr, message=str(error)) from error
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise GuardRefusedError(expr, message="one expression")
    return output.nodes[0]
