"""A folder's manifest: the sha256 of every file in it but itself, as `sha256sum -c` reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from casedrop.store import files, lasting

NAME = "manifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)")


def read(folder: Path) -> dict[str, str]:
    """The hashes by file name; empty if there is no manifest. Lines that are none are left out. Raises OSError."""
    path, later = folder / NAME, lasting.owed()
    text = path.read_text("utf-8", "replace") if path.exists() else ""
    there = {m[2]: m[1] for m in map(_LINE.fullmatch, text.split("\n")) if m}
    put_off = later.writes.get(path) if later else None
    return {**there, **put_off.hashes} if isinstance(put_off, _Added) else there


def add(folder: Path, hashes: Mapping[str, str]) -> None:
    """Add these hashes to the folder's manifest, with others of the folder where that is put off (`files.together`).

    What it says of other files stays, whatever they hold now: a file changed by someone must not be vouched for.
    """
    new, later = _Added(folder, {**hashes}), lasting.owed()
    if later is None:
        new()
        return
    before = later.writes.setdefault(folder / NAME, new)
    if isinstance(before, _Added):
        before.hashes.update(hashes)


@dataclass(frozen=True, slots=True)
class _Added:
    """Hashes to be added to a folder's manifest, which it does when it is called."""

    folder: Path
    hashes: dict[str, str] = field(default_factory=dict)

    def __call__(self) -> None:
        said = {**read(self.folder), **self.hashes}
        lines = (f"{sha}  {name}\n" for name, sha in sorted(said.items()))
        files.replace(self.folder / NAME, "".join(lines).encode())
