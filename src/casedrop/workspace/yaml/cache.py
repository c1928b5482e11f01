"""Declarations that were read before: reading YAML takes a hundred times as long as reading what it says."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from casedrop.language.problem import Json
from casedrop.workspace import kept
from casedrop.workspace.yaml.lines import packed, unpacked

FORM = "2"
"""Raised when what is kept for a text changes."""
MOST = 2000
"""Texts a process keeps in memory; it begins anew with one more."""


@dataclass
class _Known:
    """What a file held (packed, by key), what of it and besides was asked for, and whether anything was read anew."""

    held: dict[str, Json]
    used: dict[str, Json] = field(default_factory=dict)
    is_stale: bool = False


_MEMORY: dict[str, Json] = {}
_KNOWN: ContextVar[_Known | None] = ContextVar("known", default=None)


@contextlib.contextmanager
def keeping(file: Path) -> Iterator[None]:
    """A context in which what is read comes out of the file where it can; afterwards the file holds just what was read."""
    known = _Known(kept.held(file))
    token = _KNOWN.set(known)
    try:
        yield
    finally:
        _KNOWN.reset(token)
    if known.is_stale:
        kept.hold(file, {key: packed(data) for key, data in known.used.items()})


def key(*texts: str) -> str:
    """The key under which the reading of a text (and of the schema it was held against) is kept."""
    return hashlib.sha256("\0".join((FORM, *texts)).encode()).hexdigest()


def recall(key: str) -> Json:
    """The lined data kept under the key, or None."""
    known = _KNOWN.get()
    if key not in _MEMORY and known and key in known.held:
        with contextlib.suppress(ValueError, TypeError, KeyError):
            _remember(key, unpacked(known.held[key]))
    data = _MEMORY.get(key)
    if known and data is not None:
        known.used[key] = data
        known.is_stale |= key not in known.held
    return data


def keep(key: str, data: Json) -> None:
    """Keep the lined data, to be recalled."""
    _remember(key, data)
    recall(key)


def _remember(key: str, data: Json) -> None:
    if len(_MEMORY) >= MOST:
        _MEMORY.clear()
    _MEMORY[key] = data
