"""What was compiled, kept in files that only save time: whoever finds one missing, damaged or not his own compiles anew."""

from __future__ import annotations

import contextlib
import hmac
import os
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

MOST = 1000
"""How many files a folder keeps; the oldest go."""

_SEAL = sha256().digest_size
_ROOM = Path(__file__).parents[1]
_MADE_BY = ("formats", "forms", "expressions")
"""The packages whose code says what a compiled template is."""


@dataclass(frozen=True)
class Kept:
    """A folder of compiled templates, sealed with a key: they hold code, and only what this key sealed is ever run."""

    folder: Path
    key: bytes

    def get(self, name: str) -> bytes | None:
        """What was kept under a name; None for what is not there, or that somebody else wrote or damaged."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        return data[_SEAL:] if hmac.compare_digest(data[:_SEAL], self._seal(name, data[_SEAL:])) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep data under a name, whole or not at all; what cannot be kept is not."""
        draft = self.folder / f".{name[:16]}-{os.getpid()}"
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            draft.write_bytes(self._seal(name, data) + data)
            draft.replace(self.folder / name)
            self._clear()
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def _seal(self, name: str, data: bytes) -> bytes:
        return hmac.digest(self.key, name.encode() + b"\0" + data, sha256)

    def _clear(self) -> None:
        """Take the oldest away where there are too many."""
        there = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in there[: max(0, len(there) - MOST)]:
            path.unlink(missing_ok=True)


_HERE: ContextVar[Kept | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def keeping(where: Kept) -> Iterator[None]:
    """A context in which whatever is filled finds its compiled template there, and keeps it there."""
    before = _HERE.set(where)
    try:
        yield
    finally:
        _HERE.reset(before)


def here() -> Kept | None:
    """Where compiled templates are kept in this context; None where only memory keeps them."""
    return _HERE.get()


@lru_cache(maxsize=1)
def of_this_code() -> str:
    """What tells this code, with the Python and the libraries that compile, from every other: a sha256 (hex)."""
    told = sha256(f"{sys.implementation.cache_tag} {sys.version} {version('jinja2')} {version('docxtpl')}".encode())
    for path in _sources():
        told.update(path.relative_to(_ROOM).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def _sources() -> Iterator[Path]:
    """The files of our own code that compiled templates rest on."""
    return (path for name in _MADE_BY for path in sorted((_ROOM / name).rglob("*.py")))
