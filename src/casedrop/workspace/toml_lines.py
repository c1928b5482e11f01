"""Where the keys of a TOML text stand: its reader does not tell, so they are looked for in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from casedrop.language.problem import Place

_TABLE = re.compile(r"\s*(\[+)\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""[^\s."']+|"[^"]*"|'[^']*'""")


class TomlLines:
    """Where the keys of a TOML text stand: line and column of each key, both from 1."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.keys = dict(_keys(text))

    def place(self, *path: str | int) -> Place:
        """The line of the deepest part of a path that begins a line of the file (line 1 if none does)."""
        return Place("line", {"file": self.file, "line": self._at(path)[0]})

    def exactly(self, *path: str | int) -> Place:
        """The same with its column, and with the key it is about."""
        line, column = self._at(path)
        return Place("line", {"file": self.file, "line": line, "column": column})

    def _at(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        ends = (tuple(map(str, path[:n])) for n in range(len(path), 0, -1))
        return next((self.keys[end] for end in ends if end in self.keys), (1, 1))


def _keys(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """(path, line and column) of every table, and of every key that begins a line; a table of a list has its number."""
    table: tuple[str, ...] = ()
    several: Counter[tuple[str, ...]] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if found := _TABLE.match(line):
            table = _counted(_parts(found[2]), several)
            if found[1] == "[[":
                several[table] += 1
                table = _counted(table, several)
            yield table, (number, found.start(2) + 1)
        elif found := _KEY.match(line):
            yield (*table, *_parts(found[1])), (number, found.start(1) + 1)


def _counted(path: tuple[str, ...], several: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """A path with the number of the latest table of each list on it."""
    whole: tuple[str, ...] = ()
    for part in path:
        whole = (*whole, part)
        if several[whole]:
            whole = (*whole, str(several[whole] - 1))
    return whole


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
