"""What tells this casedrop, and all it is built on, from every other, so that what one made is not taken for another's."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_KINDS = (".py", ".toml", ".json", ".txt", ".html", ".conf")


@cache
def program() -> str:
    """The hash (sha256, hex) of the names, sizes and times of our own files, and of the versions of Python and of every
    library installed. Python goes by the same marks when it decides whether to compile a module again."""
    return hashlib.sha256(repr((sys.version, sorted(_libraries()), sorted(_own(str(_PACKAGE))))).encode()).hexdigest()


def _own(folder: str) -> Iterator[tuple[str, int, int]]:
    """(path, bytes, time) of each file of ours."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_KINDS):
                now = entry.stat()
                yield entry.path, now.st_size, now.st_mtime_ns
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _own(entry.path)


def _libraries() -> Iterator[str]:
    """The name and version of each library installed (`lxml-6.0.2.dist-info`)."""
    for place in dict.fromkeys(sys.path):
        try:
            with os.scandir(place or ".") as entries:
                yield from (entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
