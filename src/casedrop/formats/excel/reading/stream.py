"""A workbook gone through row by row: no sheet is ever held whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.excel.cells import Cell, Strings, valued
from casedrop.formats.excel.package import defined_names, main_part, no_surprises, relations, strings_in, styles_in
from casedrop.formats.excel.scan import Raw, Row, Scanner
from casedrop.formats.excel.styles import Styles
from casedrop.formats.excel.xml import attribute, parse


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

    def lines(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that hold anything, in the order of the file; a row without an address follows the last."""
        opener = partial(self.parts.open, self.sheets[sheet])
        return Scanner(opener, self.strings, self.styles, _passed_over).rows()

    def cell(self, raw: Raw | Cell) -> Cell | None:
        """What a cell holds; None for an empty text. Raises IndexError, ValueError for one that points at nothing."""
        if isinstance(raw, Cell):
            return raw
        return valued(*raw, self.strings, self.styles)


def _passed_over(_: etree._Element) -> None:
    """Columns, merged areas and print lines say nothing of rows."""


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
