"""Files of `state/` that only save time: what cannot be read or written is done without; where its folder is not there, none
is made."""

from __future__ import annotations

import contextlib
import json
import os
from functools import lru_cache
from pathlib import Path

from casedrop.language.problem import Json


def held(file: Path) -> dict[str, Json]:
    """What a file holds, to be looked at only; {} if it cannot be read."""
    try:
        return _unfolded(read(file))
    except ValueError:
        return {}


def hold(file: Path, data: dict[str, Json]) -> None:
    """Write the data to a file, whole or not at all."""
    write(file, json.dumps(data, ensure_ascii=False).encode())


def read(file: Path) -> bytes:
    """The bytes of a file; none if it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def write(file: Path, data: bytes) -> None:
    """Write the bytes to a file, whole or not at all."""
    if not file.parent.is_dir():
        return
    with contextlib.suppress(OSError):
        draft = file.with_name(f".{file.name}-{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(file)


@lru_cache(maxsize=2)
def _unfolded(file: bytes) -> dict[str, Json]:
    """What the bytes of a file hold, told once for the same ones; raises ValueError."""
    data = json.loads(file)
    return data if isinstance(data, dict) else {}
