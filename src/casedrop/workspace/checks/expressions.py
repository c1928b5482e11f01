"""The expressions of declarations, held against the names they may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casedrop.expressions import guards
from casedrop.expressions.values import expressions
from casedrop.language.problem import Place, Problem
from casedrop.workspace.yaml.source import Source

ROW = dict.fromkeys(("row", "no"))
"""What expressions see of each row of a list."""


def guard(expr: str, names: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """The Problem of a guard that cannot be; none of one that can."""
    try:
        guards.compile_guard(expr, names)
    except guards.GuardError as error:
        yield error.problem(place)


def value(expr: str, names: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """The Problem of an expression that cannot be; none of one that can."""
    try:
        guards.compile_value(expr, names)
    except guards.GuardError as error:
        yield error.problem(place)


def values(given: Any, names: Mapping[str, Any], source: Source, *at: str | int) -> Iterator[Problem]:
    """The Problems of nested values, each at its line; those that make rows see `row` and `no`."""
    for where, expr, sees_row in expressions(given):
        yield from value(expr, {**names, **ROW} if sees_row else names, source.place(*at, *where))
