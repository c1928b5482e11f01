"""The expressions of declarations, held against the names they may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casedrop.core import guards
from casedrop.core.model import Place, Problem


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


def expressions(values: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """(path, expression) of every leaf of nested values."""
    if isinstance(values, Mapping):
        for name, inner in values.items():
            yield from expressions(inner, (*at, name))
    else:
        yield at, str(values)
