"""Cell references inside texts: A1 notation, and what happens to it when rows are put in above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from casedrop.language.problem import Place

_QUOTED = re.compile(r'("(?:[^"]|"")*")')
_REF = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?<![\w.$])(?P<left>\$?[A-Z]{1,3}\$?)(?P<top>\d{1,7})(?::(?P<right>\$?[A-Z]{1,3}\$?)(?P<bottom>\d{1,7}))?(?![\w(.])"
)


@dataclass(frozen=True, slots=True)
class Insertion:
    """`count` rows put into a sheet before row `at` (from 1); `grow` lets a range that ends just above take them in."""

    sheet: str
    at: int
    count: int
    grow: bool = False

    def row(self, number: int) -> int:
        """Where a row is afterwards."""
        return number + self.count if number >= self.at else number

    def last(self, number: int) -> int:
        """Where the last row of a range is afterwards."""
        return number + self.count if number >= self.at - self.grow else number

    def text(self, text: str, here: str) -> str:
        """A formula or a reference of sheet `here`, each of its references to this sheet moved; strings in it stay."""
        pieces = _QUOTED.split(text)
        return "".join(p if n % 2 else _REF.sub(lambda m: self._moved(m, here), p) for n, p in enumerate(pieces))

    def _moved(self, match: re.Match[str], here: str) -> str:
        if unquoted(match["sheet"] or "") not in (self.sheet, "" if here == self.sheet else self.sheet):
            return match[0]
        first = f"{match['sheet'] or ''}{match['left']}{self.row(int(match['top']))}"
        return first if match["bottom"] is None else f"{first}:{match['right']}{self.last(int(match['bottom']))}"


def a1(row: int, column: int, *, fixed: bool = False) -> str:
    """The address of a cell, rows and columns from 1: (7, 5) is `E7`, fixed `$E$7`."""
    mark = "$" if fixed else ""
    return f"{mark}{letters(column)}{mark}{row}"


@lru_cache(maxsize=4096)
def in_cell(sheet: str, row: int, column: int) -> Place:
    """The place of a cell, rows and columns from 1; the same for all workbooks of a form."""
    return Place("cell", {"sheet": sheet, "cell": a1(row, column)})


@lru_cache(maxsize=4096)
def letters(column: int) -> str:
    """The letters of a column from 1: 28 is `AB`."""
    text = ""
    while column:
        column, digit = divmod(column - 1, 26)
        text = chr(65 + digit) + text
    return text


def corner(reference: str) -> tuple[int, int] | None:
    """(row, column) from 1 of the first cell of a reference such as `$E$7` or `E7:F9`; None if it is none."""
    match = re.match(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?![\w(])", reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


_COLUMNS: dict[str, int] = {}


def column_of(reference: str) -> int:
    """The column, from 1, of a cell's address; 0 if it has none."""
    name = reference.rstrip("0123456789")
    if name not in _COLUMNS:
        at = corner(f"{name}1") if len(name) < 4 else None
        if at is None:
            return 0
        _COLUMNS[name] = at[1]
    return _COLUMNS[name]


def quoted(sheet: str) -> str:
    """A sheet's name as references write it."""
    return "'" + sheet.replace("'", "''") + "'"


def unquoted(prefix: str) -> str:
    """The sheet's name in a reference's prefix (`'My sheet'!`); "" for none."""
    name = prefix.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


@lru_cache(maxsize=4096)
def target(reference: str) -> tuple[str, int, int] | None:
    """(sheet, row, column) a defined name refers to; None for constants, formulas and `#REF!`."""
    sheet, mark, cells = reference.rpartition("!")
    at = corner(cells)
    return (unquoted(sheet), *at) if mark and at else None


def renamed(text: str, old: str, new: str) -> str:
    """A formula or reference after a sheet got another name."""
    pieces = _QUOTED.split(text)
    prefixes = (quoted(old) + "!", old + "!")
    return "".join(p if n % 2 else _swap(p, prefixes, quoted(new) + "!") for n, p in enumerate(pieces))


def _swap(text: str, prefixes: tuple[str, ...], to: str) -> str:
    either = "|".join(re.escape(p) for p in prefixes)
    return re.sub(rf"(?<![\w.'])(?:{either})", lambda _: to, text)


def cells(area: str) -> Iterator[tuple[int, int]]:
    """(row, column) of every cell of an area such as `B2:C4`."""
    first, _, last = area.partition(":")
    top, bottom = corner(first), corner(last or first)
    if top and bottom:
        yield from ((r, c) for r in range(top[0], bottom[0] + 1) for c in range(top[1], bottom[1] + 1))
