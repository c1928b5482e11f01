"""The rows of a sheet's part, scanned as text where their XML is as plain as programs write it, and else parsed.

A row that is scanned matches a strict grammar from its first to its last letter, so it is well-formed and says what a parser
would find in it. A row that does not is parsed by itself; a part that is not cut into rows like this is parsed as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import IO

from lxml import etree

from casedrop.formats.excel.cells import Cell, Strings, cell_of, each
from casedrop.formats.excel.chunks import BESIDE, Cutter, Frame, UnlikeError, resolved
from casedrop.formats.excel.lean import Lean
from casedrop.formats.excel.refs import column_of
from casedrop.formats.excel.styles import Styles
from casedrop.formats.excel.xml import is_on

Raw = tuple[str, str, str]
"""A cell as its file has it: its type, its value, its format; what no formula or text of its own stands in."""
RowCells = list[tuple[int, Raw | Cell]]
"""The cells of a row that hold something, by column, from 1."""
Row = tuple[int, bool, RowCells]
"""A row's number, from 1, whether it is hidden, and its cells."""
Beside = Callable[[etree._Element], None]
"""Is given each element called one of BESIDE, in the order of the file; columns may be given twice."""
Opener = Callable[[], AbstractContextManager[IO[bytes]]]
"""Opens a part from its beginning."""

_START = re.compile(r'[ \t\n]*<row(?: r="([0-9]{1,9})")?((?: [A-Za-z][\w.:-]*="[^"<&]*")*) ?(/?)>', re.ASCII)
_ATTRIBUTE = re.compile(r' ([\w.:-]+)="([^"]*)"', re.ASCII)
_SPACE = '(?: xml:space="(?:preserve|default)")?'
_FORMULA = '(?:<f(?: t="shared")?(?: ref="[A-Z0-9:]+")?(?: si="[0-9]+")?(?:/>|>[^<&]*</f>))?'
_CELL = re.compile(
    r'[ \t\n]*+<c r="([A-Z]{1,3}+)[0-9]{1,7}+"(?: s="([0-9]{1,9}+)")?+(?: t="([A-Za-z]{1,9}+)")?+ ?+'
    rf"(?:/>|>(?:{_FORMULA}<v{_SPACE}>([^<]++)</v>|<is><t{_SPACE}>([^<]++)</t></is>)?</c>)[ \t\n]*+|(.+)",
    re.DOTALL,
)
_SHAPES = 1000
"""Attributes of rows that are remembered: most rows have the same."""


class Scanner:
    """Scans the rows of the part that `opener` opens, and hands on what else stands there to `beside`, which may raise."""

    def __init__(self, opener: Opener, strings: Strings, styles: Styles, beside: Beside) -> None:
        self._opener, self._look, self._beside = opener, (strings, styles), beside
        self._frame, self._passed, self._number = Frame(), 0, 0
        self._hidden: dict[str, bool] = {}
        self._columns: dict[str, int] = {}

    def rows(self) -> Iterator[Row]:
        """Every row that holds anything, in the order of the file; a row without a number follows the last.

        Raises lxml.etree.XMLSyntaxError, ValueError, IndexError, and what the opened stream raises.
        """
        try:
            yield from self.scanned()
        except UnlikeError:
            yield from self.parsed()

    def scanned(self) -> Iterator[Row]:
        """The same, as far as the part is plain; raises UnlikeError where it is not, and before it has told of all."""
        with self._opener() as part:
            cut = Cutter(part)
            for tag in self._frame.begin(cut.head):
                self._beside(tag)
            for text in cut.rows():
                yield from self._rows_in(text)
            for tag in self._frame.end(cut.tail):
                self._beside(tag)

    def _rows_in(self, text: str) -> Iterator[Row]:
        at = 0
        while start := _START.match(text, at):
            number, attributes, closed = start.groups()
            at = end = start.end()
            if not closed:
                end = text.find("</row>", at)
                at = end + len("</row>")
            self._number = int(number or self._number + 1)
            is_hidden = self._is_hidden(attributes) if attributes else False
            cells = self._cells(text, start.end(), end)
            if cells:
                self._passed += 1
                yield self._number, is_hidden, cells
        if text[at:].strip(" \t\n"):
            raise UnlikeError

    def _is_hidden(self, attributes: str) -> bool:
        """Whether a row with such attributes is; raises UnlikeError where a parser might find fault with them."""
        if attributes not in self._hidden:
            pairs = _ATTRIBUTE.findall(attributes)
            said = dict(pairs)
            if len(said) < len(pairs) or "r" in said or not all(map(self._frame.allows, said)):
                raise UnlikeError
            if len(self._hidden) >= _SHAPES:
                self._hidden.clear()
            self._hidden[attributes] = is_on(said)
        return self._hidden[attributes]

    def _cells(self, text: str, start: int, end: int) -> RowCells:
        """The cells of the row whose inside stands there."""
        if end < 0:
            raise UnlikeError
        cells: RowCells = []
        columns = self._columns
        for letters, style, kind, value, inline, unlike in _CELL.findall(text, start, end):
            said = inline or value
            if unlike or (said and (kind == "inlineStr") != bool(inline)):
                return list(self._cells_of(self._frame.row(text[start:end])))
            if said:
                column = columns.get(letters) or columns.setdefault(letters, column_of(letters))
                plain = resolved(said) if "&" in said else said
                cells.append((column, ("str" if inline else kind or "n", plain, style or "0")))
        return cells

    def parsed(self) -> Iterator[Row]:
        """The rows of a part that is parsed as a whole, behind those that came by already."""
        passed, number = 0, 0
        with self._opener() as part:
            for tag in each(Lean(part), "row", *BESIDE):
                if not tag.tag.endswith("}row"):
                    self._beside(tag)
                    continue
                number = int(tag.get("r") or number + 1)
                cells = list(self._cells_of(tag))
                passed += bool(cells)
                if cells and passed > self._passed:
                    yield number, is_on(tag), cells

    def _cells_of(self, tag: etree._Element) -> Iterator[tuple[int, Raw | Cell]]:
        """The cells of a parsed row."""
        column = 0
        for item in tag.iterchildren("{*}c"):
            column = column_of(item.get("r", "")) or column + 1
            cell = cell_of(item, *self._look) if len(item) else None
            if cell:
                yield column, cell
