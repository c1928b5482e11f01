"""What `check --fix` would change in a workspace's files: only what has a single, safe answer. Nothing is written here."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from casedrop.workspace import editor
from casedrop.workspace.mending.forms import named_by_title, told_apart


@dataclass(frozen=True, slots=True)
class Change:
    """One thing changed: file and line (from 1), what for (`code`), and how it read before and after."""

    file: str
    line: int
    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that changes: its path in the workspace, its bytes now (None: there is no such file) and then. `made`:
    casedrop made it from other files and could make it again.
    """

    path: str
    old: bytes | None
    new: bytes
    changes: tuple[Change, ...]
    made: bool = False


def mended(root: Path) -> Iterator[Mended]:
    """Every file of the workspace's declarations that changes, and the schemas for editors that are missing or old."""
    for path, data in editor.copies().items():
        old = _bytes(root / path)
        if old != data:
            yield Mended(
                path, old, data, (Change(path, 1, "editor.schema", "–" if old is None else "old", "new"),), True
            )
    for path in _texts(root):
        found = _mended(path, (root / path).read_bytes())
        if found:
            yield found


def _mended(path: str, old: bytes) -> Mended | None:
    """The file as it will be; None if nothing changes, or if it is not UTF-8 and so must be left alone."""
    try:
        text = old.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return None
    changes = [Change(path, 1, "file.bom", "BOM", "–")] if old.startswith(codecs.BOM_UTF8) else []
    for code, rule in RULES.items():
        changed = rule(path, text)
        changes += _changes(path, code, text, changed) if changed != text else ()
        text = changed
    return Mended(path, old, text.encode(), tuple(changes)) if changes else None


def _unix(_path: str, text: str) -> str:
    return text.replace("\r\n", "\n")


def _composed(_path: str, text: str) -> str:
    return unicodedata.normalize("NFC", text)


RULES: dict[str, Callable[[str, str], str]] = {
    "file.line-ends": _unix,
    "text.composed": _composed,
    "aliases.double": told_apart,
    "names.missing": named_by_title,
    "editor.line": editor.naming,
}
"""What is done to a text, in this order: each of (path, text) gives the text as it should be, and twice gives the same."""


def _changes(path: str, code: str, before: str, after: str) -> Iterator[Change]:
    """A change for each line that reads otherwise; one alone if lines only end otherwise, were put in or taken out."""
    if code == "file.line-ends":
        yield Change(path, 1 + before[: before.index("\r\n")].count("\n"), code, "CRLF", "LF")
        return
    was, now = before.split("\n"), after.split("\n")
    pairs = [(n, a, b) for n, (a, b) in enumerate(zip_longest(was, now, fillvalue=""), 1) if a != b]
    if len(was) == len(now):
        yield from (Change(path, n, code, a.strip(), b.strip()) for n, a, b in pairs)
        return
    gone, come = (next((x for x in xs if x not in ys), "–").strip() for xs, ys in ((was, now), (now, was)))
    yield Change(path, pairs[0][0], code, gone, come)


def _texts(root: Path) -> list[str]:
    """The paths of the texts people write: those that have a schema of ours, and the samples."""
    samples = (path.relative_to(root).as_posix() for path in root.glob("forms/*/*.sample.*.json"))
    return sorted({*editor.declared(root), *samples})


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
