"""Declarations that were read before: reading YAML takes a hundred times as long as reading what it says."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from casedrop.language.problem import Json
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
    """A context in which what is read comes out of the file where it can; afterwards the file holds just what was read.

    A file that cannot be read or written is done without; where its folder is not there, none is made.
    """
    known = _Known(_held(file))
    token = _KNOWN.set(known)
    try:
        yield
    finally:
        _KNOWN.reset(token)
    if known.is_stale and file.parent.is_dir():
        _write(file, known.used)


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


def _held(file: Path) -> dict[str, Json]:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _write(file: Path, used: dict[str, Json]) -> None:
    with contextlib.suppress(OSError):
        draft = file.with_name(f".{file.name}-{os.getpid()}")
        kept = {key: packed(data) for key, data in used.items()}
        draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        draft.replace(file)
