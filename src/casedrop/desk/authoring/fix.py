"""Mending a workspace's files where there is one safe answer: what would change, and doing it, each file whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from casedrop.formats.registry import FORMATS
from casedrop.formats.zips import UnreadableError
from casedrop.store import files
from casedrop.workspace.mending.mend import Change, Mended, mended

OUTLINE = ".outline.txt"
KEPT = ".casedrop/replaced"
"""Where what people wrote is kept as it was before it was mended."""


def planned(root: Path) -> list[Mended]:
    """Every file that would change: texts, schemas for editors, outlines of templates that are not theirs any more."""
    return [*mended(root), *_outlines(root)]


def carried(root: Path, plan: Iterable[Mended]) -> list[Mended]:
    """Those of the files that were changed; one that is no more what it was when it was looked at stays as it is.

    What people wrote is kept first, under its path and the beginning of its sha256.
    """
    return [one for one in plan if _carried(root, one)]


def _carried(root: Path, one: Mended) -> bool:
    path = root / one.path
    if (path.read_bytes() if path.is_file() else None) != one.old:
        return False
    if one.old is not None and not one.made:
        kept = root / KEPT / f"{one.path}.{files.digest(path)[:12]}"
        files.make_dir(kept.parent)
        files.write_new(kept, one.old)
    files.make_dir(path.parent)
    files.replace(path, one.new)
    return True


def _outlines(root: Path) -> Iterator[Mended]:
    for path in sorted(root.glob(f"templates/**/*{OUTLINE}")):
        template = path.with_name(path.name.removesuffix(OUTLINE))
        name, old, new = path.relative_to(root).as_posix(), path.read_bytes(), _outline(template)
        if new is not None and new != old:
            line, before, after = _first(old.decode("utf-8", "replace"), new.decode("utf-8"))
            yield Mended(name, old, new, (Change(name, line, "template.outline", before, after),), True)


def _outline(template: Path) -> bytes | None:
    """The outline of a template; None if there is none, or it cannot be read."""
    paper = FORMATS.get(template.suffix.removeprefix("."))
    if paper is None or not template.is_file():
        return None
    try:
        return paper.outline(template.read_bytes()).encode()
    except (UnreadableError, SyntaxError, KeyError):
        return None


def _first(old: str, new: str) -> tuple[int, str, str]:
    """The first line that reads otherwise: its number, and how it reads before and after."""
    was, now = old.split("\n"), new.split("\n")
    n = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    before, after = (lines[n].strip() if n < len(lines) else "–" for lines in (was, now))
    return n + 1, before, after
