"""Checks that rest on nothing but what they are given: worked out once for the same, however often a workspace is checked, and
not again by the next command where nothing was wrong."""

from __future__ import annotations

import contextlib
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec

from casedrop.language.problem import Problem
from casedrop.workspace import kept
from casedrop.workspace.program import program

P = ParamSpec("P")

MOST = 20_000
"""Findings a process keeps; it begins anew with one more."""
_NAMELESS = " at 0x"
"""What Python shows of a thing that does not tell what it holds."""
_PACKAGE = Path(__file__).parents[2]


@dataclass
class _Faultless:
    """The checks that found nothing: those of earlier commands, those met since, and those that others met for us."""

    held: frozenset[str]
    met: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)


_FOUND: dict[str, tuple[Problem, ...]] = {}
_FAULTLESS: ContextVar[_Faultless | None] = ContextVar("faultless", default=None)


@contextlib.contextmanager
def keeping(file: Path, *, is_all: bool = True) -> Iterator[None]:
    """A context in which a check that found nothing wrong counts for the next command too, by what the file holds; afterwards
    it holds just those that were met, and if not all were asked for, the others too. What was wrong is not kept, and told
    afresh."""
    known = kept.held(file)
    faultless = _Faultless(frozenset(known.get("well", ()) if known.get("by") == program() else ()))
    token = _FAULTLESS.set(faultless)
    try:
        yield
    finally:
        _FAULTLESS.reset(token)
    met = faultless.met if is_all else faultless.met | faultless.held
    if met != faultless.held:
        kept.hold(file, {"by": program(), "well": sorted(met)})


def is_first() -> bool:
    """Whether no earlier command left word of anything that was well, though this one keeps it."""
    faultless = _FAULTLESS.get()
    return bool(faultless and not faultless.held)


def well(looked: Iterable[object]) -> frozenset[str]:
    """The checks met without a fault while something was looked at, to its end; for `count_as_well` of another process."""
    faultless = _FAULTLESS.get()
    before = frozenset(faultless.met) if faultless else frozenset()
    for _ in looked:
        pass
    return frozenset(faultless.met) - before if faultless else frozenset()


def count_as_well(checks: Iterable[str]) -> None:
    """Let checks that another process met without a fault, of the very same, count as if they had been met here."""
    faultless = _FAULTLESS.get()
    if faultless:
        faultless.told.update(checks)


def remembered(check: Callable[P, Iterable[Problem]]) -> Callable[P, tuple[Problem, ...]]:
    """The check, whose problems are kept under all that it is given, word for word. It may look at nothing else: no file, no
    clock. What is given and cannot be told by its words (a function) is looked at each time."""

    @functools.wraps(check)
    def found(*given: P.args, **named: P.kwargs) -> tuple[Problem, ...]:
        told = repr([_told(one) for one in (*given, *named.items())])
        if _NAMELESS in told:
            return tuple(check(*given, **named))
        key = hashlib.sha256(f"{check.__module__}.{check.__qualname__}{told}".encode()).hexdigest()
        faultless = _FAULTLESS.get()
        if key not in _FOUND:
            is_well = faultless and (key in faultless.held or key in faultless.told)
            _keep(key, () if is_well else tuple(check(*given, **named)))
        if faultless and not _FOUND[key]:
            faultless.met.add(key)
        return _FOUND[key]

    return found


def _told(given: object) -> object:
    """What stands for a thing: its fingerprint, if it has one, or that of its bytes, which is quicker to compare."""
    if isinstance(given, bytes):
        return hashlib.sha256(given).hexdigest()
    if isinstance(given, list):
        return [_told(one) for one in given]
    return getattr(given, "fingerprint", given)


def _keep(key: str, problems: tuple[Problem, ...]) -> None:
    if len(_FOUND) >= MOST:
        _FOUND.clear()
    _FOUND[key] = problems
