"""Files put where someone else's may stand: nobody's is ever overwritten, ours goes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casedrop.store import files
from casedrop.store.errors import Taken


def put_beside(path: Path, data: bytes, ours: frozenset[str], but: Path | None = None) -> Path:
    """Write the bytes to the path, or beside it if the file there is not one of `ours` (sha256), or is `but`; gives where."""
    for target in (there for there in beside(path) if there != but):
        try:
            files.write_new(target, data)
        except Taken:
            if files.digest(target) not in ours:
                continue
            files.replace(target, data)
        return target
    raise Taken(path=path)


def beside(path: Path) -> Iterator[Path]:
    """A path, then the names beside it, `name (2)`, `name (3)`, for when a file of someone else stands there."""
    yield path
    yield from (path.with_name(f"{path.stem} ({k}){path.suffix}") for k in range(2, 1000))


def namesakes(path: Path) -> list[Path]:
    """The files that stand at a path or at the names beside it, in the order of `beside`."""
    there = {p.name for p in path.parent.iterdir()} if path.parent.is_dir() else set[str]()
    beside_it = re.compile(rf"{re.escape(path.stem)}(?: \(([2-9]|[1-9][0-9]{{1,2}})\))?{re.escape(path.suffix)}")
    found = [(int(match[1] or 1), name) for name in there if (match := beside_it.fullmatch(name))]
    return [path.with_name(name) for _, name in sorted(found)]
