"""The files that a workspace is read from, as they are at one moment."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casedrop.workspace.program import program
from casedrop.workspace.settings import FILE

TREES = (
    ("forms", 2, ".yaml"),
    ("schemas", 2, ".json"),
    ("templates", 2, ""),
    ("documents", 1, ""),
    ("calendars", 1, ""),
)
"""(folder, how deep files lie in it at most, how their names end)."""

LARGEST = 256_000_000
"""The bytes of all files that are looked at as one: whoever keeps films among the templates waits for each reading."""


@dataclass(frozen=True)
class Snapshot:
    """The bytes of each file by its path in the workspace (`forms/quote/flow.yaml`)."""

    files: Mapping[str, bytes]

    @cached_property
    def key(self) -> str:
        """What tells it from every snapshot with any other file, and from the same one read by another casedrop."""
        digest = hashlib.sha256(program().encode())
        for name, data in sorted(self.files.items()):
            digest.update(os.fsencode(f"{len(name)} {name} {len(data)} "))
            digest.update(data)
        return digest.hexdigest()


def everything(root: Path, key: str) -> str:
    """What tells all the files of a workspace, samples and whatever else lies in its trees, from any others; "" where they
    are no more those of the snapshot with this key, or one cannot be read."""
    now = snapshot(root) if key else None
    if now is None or now.key != key:
        return ""
    digest = hashlib.sha256(key.encode())
    try:
        for path in sorted(path for folder, *_ in TREES for path in (root / folder).rglob("*") if path.is_file()):
            digest.update(os.fsencode(f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()} "))
    except OSError:
        return ""
    return digest.hexdigest()


def snapshot(root: Path) -> Snapshot | None:
    """What a workspace is read from; None if any of it cannot be read, or it is more than `LARGEST`."""
    left = LARGEST
    try:
        files = {FILE: (root / FILE).read_bytes()}
        for folder, depth, ending in TREES:
            for name in _names(str(root), folder, depth):
                if name.endswith(ending):
                    with open(f"{root}/{name}", "rb") as file:  # noqa: PTH123 - hundreds of files, at every start
                        files[name] = file.read(left + 1)
                    left -= len(files[name])
                    if left < 0:
                        return None
    except OSError:
        return None
    return Snapshot(files)


def _names(root: str, folder: str, depth: int) -> Iterator[str]:
    """The paths of the files below a folder, at most so deep; not those that programs put there for a while (`~$quote.docx`)."""
    try:
        entries = os.scandir(f"{root}/{folder}")
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if depth > 1 and entry.is_dir():
                yield from _names(root, f"{folder}/{entry.name}", depth - 1)
            elif entry.is_file():
                yield f"{folder}/{entry.name}"
