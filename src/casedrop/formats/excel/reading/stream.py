"""A workbook gone through row by row: no sheet is ever held whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.excel.cells import Cell, Strings, cell_of, each, valued
from casedrop.formats.excel.lean import Lean
from casedrop.formats.excel.package import defined_names, main_part, no_surprises, relations, strings_in, styles_in
from casedrop.formats.excel.refs import column_of
from casedrop.formats.excel.styles import Styles
from casedrop.formats.excel.xml import attribute, parse

Raw = tuple[str, str, str]
"""A cell as its file has it: its type, its value, its format; what no formula or text of its own stands in."""
Line = tuple[int, list[tuple[int, Raw | Cell]]]
"""A row's number, from 1, and its cells by column, from 1."""


@dataclass(frozen=True)
class Stream:
    """A workbook whose sheets are read as they are asked for: the parts of its sheets by name, the cells its names point
    at, and what its cells need to be understood."""

    parts: zips.Parts
    sheets: Mapping[str, str]
    names: Mapping[str, tuple[str, int, int]]
    strings: Strings
    styles: Styles
    since_1904: bool

    def lines(self, sheet: str) -> Iterator[Line]:
        """The rows of a sheet that hold anything, in the order of the file; a row without an address follows the last."""
        number = 0
        with self.parts.open(self.sheets[sheet]) as part:
            for tag in each(Lean(part), "row"):
                number = int(tag.get("r") or number + 1)
                cells = list(self._cells(tag))
                if cells:
                    yield number, cells

    def _cells(self, tag: etree._Element) -> Iterator[tuple[int, Raw | Cell]]:
        column = 0
        for item in tag:
            if not item.tag.endswith("}c"):
                continue
            column = column_of(item.get("r", "")) or column + 1
            kind, first = item.get("t", "n"), next(iter(item), None)
            if first is None:
                continue
            if len(item) == 1 and first.tag.endswith("}v") and first.text:
                yield column, (kind, first.text, item.get("s", "0"))
            elif kind == "inlineStr" and len(first) == 1 and first[0].tag.endswith("}t") and first[0].text:
                yield column, ("str", first[0].text, item.get("s", "0"))
            elif cell := cell_of(item, self.strings, self.styles):
                yield column, cell

    def cell(self, raw: Raw | Cell) -> Cell | None:
        """What a cell holds; None for an empty text. Raises IndexError, ValueError for one that points at nothing."""
        if isinstance(raw, Cell):
            return raw
        return valued(*raw, self.strings, self.styles)


@contextmanager
def opened(data: bytes) -> Iterator[Stream]:
    """The workbook in the bytes; raises zips.UnreadableError when it cannot be opened, or further on be read."""
    parts = zips.Parts(data)
    with no_surprises():
        yield _stream(parts)


def _stream(parts: zips.Parts) -> Stream:
    main = main_part(parts)
    root, targets = parse(parts[main]), relations(parts, main)
    tags = ((tag.get("name", ""), targets.get(attribute(tag, "id"), "")) for tag in root.iterfind("{*}sheets/{*}sheet"))
    props = root.find("{*}workbookPr")
    return Stream(
        parts=parts,
        sheets={name: part for name, part in tags if part in parts},
        names=dict(defined_names(root)),
        strings=strings_in(parts, targets),
        styles=styles_in(parts, targets),
        since_1904=props is not None and props.get("date1904", "0") in ("1", "true"),
    )
