"""A sheet's part as it is read, without the rows that hold nothing: programs write a million of them for one click."""

from __future__ import annotations

import re
from typing import IO

CHUNK = 1 << 20
"""Bytes that are looked at together."""
LONGEST = 8 << 20
"""Bytes without the beginning of a row after which no more is waited for."""

_ROW = re.compile(rb'<(?:\w+:)?row r="')
_HELD = b"c>"
"""How a cell ends that holds something; an empty one ends with its own tag."""


class Lean:
    """A stream that leaves out rows of empty cells. The row behind them says its own number, so none is miscounted."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part, self._left, self._ready = part, b"", b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, `size` at the most; b"" at the end."""
        while not self._ready:
            chunk = self._part.read(CHUNK)
            if not chunk:
                self._ready, self._left = self._left, b""
                break
            self._take(self._left + chunk)
        size = len(self._ready) if size < 0 else size
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _take(self, seen: bytes) -> None:
        """Make ready what comes before the last row that begins here, if it holds anything."""
        cut = _last_row(seen)
        if cut <= 0:
            self._ready, self._left = (seen, b"") if len(seen) > LONGEST else (b"", seen)
            return
        before, self._left = seen[:cut], seen[cut:]
        first = _ROW.search(before)
        is_held = first is None or _HELD in before
        self._ready = before if is_held or first is None else before[: first.start()]


def _last_row(seen: bytes) -> int:
    """Where the last row begins whose number is said; -1 for none."""
    at = seen.rfind(b'row r="')
    start = seen.rfind(b"<", 0, at) if at > 0 else -1
    return start if start >= 0 and _ROW.match(seen, start) else -1
