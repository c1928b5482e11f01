"""A folder's manifest: the sha256 of every file in it but itself, as `sha256sum -c` reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from casedrop.store import files

NAME = "manifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)")


def read(folder: Path) -> dict[str, str]:
    """The hashes by file name; empty if there is no manifest. Lines that are none are left out. Raises OSError."""
    path = folder / NAME
    text = path.read_text("utf-8", "replace") if path.exists() else ""
    return {m[2]: m[1] for m in map(_LINE.fullmatch, text.split("\n")) if m}


def add(folder: Path, hashes: Mapping[str, str]) -> None:
    """Add these hashes to the folder's manifest.

    What it says of other files stays, whatever they hold now: a file changed by someone must not be vouched for.
    """
    said = {**read(folder), **hashes}
    lines = (f"{sha}  {name}\n" for name, sha in sorted(said.items()))
    files.replace(folder / NAME, "".join(lines).encode())
