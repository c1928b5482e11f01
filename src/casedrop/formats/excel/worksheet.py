"""One sheet of a workbook as its part says it, read once from beginning to end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

from lxml import etree

from casedrop.formats.excel.cells import Cell, Strings, valued
from casedrop.formats.excel.refs import corner
from casedrop.formats.excel.scan import Opener, Row, Scanner
from casedrop.formats.excel.styles import Styles
from casedrop.formats.excel.xml import is_on

Address = tuple[int, int]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""

MERGES = 100_000
"""Merged areas beyond which a sheet is not read."""
COLUMNS = 16_384
_TALL = 64
"""Rows of a merged area from which on it is kept apart."""


@dataclass(frozen=True)
class Worksheet:
    """One sheet: its filled cells by (row, column) from 1, its merged areas, what of it is folded away, its part's name."""

    name: str
    cells: Mapping[Address, Cell]
    merges: tuple[Area, ...] = ()
    hidden: bool = False
    lines: str = ""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    part: str = ""

    def at(self, row: int, column: int) -> Cell | None:
        """The cell there; inside a merged area the cell that holds its value."""
        return self.cells.get(self.home(row, column))

    def home(self, row: int, column: int) -> Address:
        """The address that holds the value of a cell: the first of its merged area, or itself."""
        near = self._by_row.get(row, ())
        for top, left, bottom, right in (*near, *self._tall) if self._tall else near:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    def is_folded(self, row: int, column: int) -> bool:
        """Whether nobody sees the cell."""
        return self.hidden or row in self.hidden_rows or column in self.hidden_columns

    @cached_property
    def _tall(self) -> tuple[Area, ...]:
        return tuple(area for area in self.merges if area[2] - area[0] >= _TALL)

    @cached_property
    def _by_row(self) -> Mapping[int, list[Area]]:
        found: dict[int, list[Area]] = {}
        for area in self.merges:
            for row in range(area[0], area[2] + 1) if area[2] - area[0] < _TALL else ():
                found.setdefault(row, []).append(area)
        return found

    @cached_property
    def texts(self) -> Mapping[Address, str]:
        """The texts of the sheet by address, in reading order."""
        return {at: c.value for at, c in sorted(self.cells.items()) if c.kind == "text"}


@dataclass
class Gathering:
    """What has been read of a sheet so far."""

    cells: dict[Address, Cell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    large: bool = False

    def sheet(self, name: str, part: str, *, hidden: bool) -> Worksheet:
        """The sheet that was read."""
        folded = frozenset(self.rows), frozenset(self.columns)
        return Worksheet(name, self.cells, tuple(self.merges), hidden, "\n".join(self.lines), *folded, part)


class _EnoughError(Exception):
    """There are more merged areas than are read."""


def gathered(opener: Opener, strings: Strings, styles: Styles, most: int) -> Gathering:
    """What a sheet's part says, of its cells `most` at the most; raises as `Scanner.rows` and `cells.valued` do."""
    seen = Gathering()
    scanner = Scanner(opener, strings, styles, partial(_take_other, seen))
    try:
        for row in scanner.rows():
            _take_row(row, seen, strings, styles)
            if len(seen.cells) > most:
                seen.large = True
                break
    except _EnoughError:
        seen.large = True
    return seen


def _take_row(row: Row, seen: Gathering, strings: Strings, styles: Styles) -> None:
    number, is_hidden, cells = row
    before = len(seen.cells)
    for column, raw in cells:
        cell = raw if isinstance(raw, Cell) else valued(*raw, strings, styles)
        if cell:
            seen.cells[number, column] = cell
    if is_hidden and len(seen.cells) > before:
        seen.rows.add(number)


def _take_other(seen: Gathering, tag: etree._Element) -> None:
    name = tag.tag.rpartition("}")[2]
    if name == "col":
        seen.columns |= set(_folded(tag))
    elif name == "mergeCell":
        seen.merges += _areas(tag.get("ref", ""))
    elif tag.text:
        seen.lines.append(tag.text)
    if len(seen.merges) > MERGES:
        raise _EnoughError


def _folded(tag: etree._Element) -> Iterator[int]:
    """The columns that a `col` hides."""
    if is_on(tag):
        yield from range(int(tag.get("min", "1")), min(int(tag.get("max", "1")), COLUMNS) + 1)


@lru_cache(maxsize=4096)
def _areas(reference: str) -> tuple[Area, ...]:
    first, last = (corner(part) for part in (reference.partition(":")[0], reference.partition(":")[2]))
    return ((*first, *last),) if first and last else ()
