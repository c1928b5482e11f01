"""Checks that rest on nothing but what they are given: worked out once for the same, however often a workspace is checked."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable
from typing import ParamSpec

from casedrop.language.problem import Problem

P = ParamSpec("P")

MOST = 20_000
"""Findings a process keeps; it begins anew with one more."""
_NAMELESS = " at 0x"
"""What Python shows of a thing that does not tell what it holds."""

_FOUND: dict[bytes, tuple[Problem, ...]] = {}


def remembered(check: Callable[P, Iterable[Problem]]) -> Callable[P, tuple[Problem, ...]]:
    """The check, whose problems are kept under all that it is given, word for word. It may look at nothing else: no file, no
    clock. What is given and cannot be told by its words (a function) is looked at each time."""

    @functools.wraps(check)
    def found(*given: P.args, **named: P.kwargs) -> tuple[Problem, ...]:
        told = repr([_told(one) for one in (*given, *named.items())])
        if _NAMELESS in told:
            return tuple(check(*given, **named))
        key = hashlib.sha256(f"{check.__module__}.{check.__qualname__}{told}".encode()).digest()
        if key not in _FOUND:
            _keep(key, tuple(check(*given, **named)))
        return _FOUND[key]

    return found


def _told(given: object) -> object:
    """What stands for a thing: its fingerprint, if it has one, or that of its bytes, which is quicker to compare."""
    if isinstance(given, bytes):
        return hashlib.sha256(given).hexdigest()
    return getattr(given, "fingerprint", given)


def _keep(key: bytes, problems: tuple[Problem, ...]) -> None:
    if len(_FOUND) >= MOST:
        _FOUND.clear()
    _FOUND[key] = problems
