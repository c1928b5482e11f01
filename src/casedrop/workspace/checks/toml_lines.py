"""The lines of `casedrop.toml`: TOML's reader does not tell them, so they are looked for in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from casedrop.language.problem import Place
from casedrop.workspace.settings import FILE

_TABLE = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
_PART = re.compile(r"""[^\s."']+|"[^"]*"|'[^']*'""")


class TomlLines:
    """Where the keys of a TOML text stand."""

    def __init__(self, text: str) -> None:
        self.keys = dict(_keys(text))

    def place(self, *path: str) -> Place:
        """The line of the deepest part of a path that begins a line of the file (line 1 if none does)."""
        ends = (path[:n] for n in range(len(path), 0, -1))
        return Place("line", {"file": FILE, "line": next((self.keys[end] for end in ends if end in self.keys), 1)})


def settings_lines(root: Path) -> TomlLines:
    """Those of the workspace's settings."""
    return TomlLines((root / FILE).read_text(encoding="utf-8"))


def _keys(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """(path, line) of every table, and of every key that begins a line."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if found := _TABLE.match(line):
            table = _parts(found[1])
            yield table, number
        elif found := _KEY.match(line):
            yield (*table, *_parts(found[1])), number


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
