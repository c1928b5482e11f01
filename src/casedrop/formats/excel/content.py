"""What a workbook says: cell by cell, what stands in hidden rows, columns and sheets told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from casedrop.formats import zips
from casedrop.formats.excel.names import FIELD
from casedrop.formats.excel.package import main_part, read_book, relations
from casedrop.formats.excel.refs import a1
from casedrop.formats.excel.xml import attribute, parse
from casedrop.forms.reading import Piece
from casedrop.language.problem import Place

WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def cells(data: bytes) -> Iterator[Piece]:
    """The pieces of every filled cell, and the names of fields; raises zips.UnreadableError."""
    book, folded = read_book(data), _folded(data)
    for sheet in book.sheets:
        rows, columns = folded.get(sheet.name, (frozenset(), frozenset()))
        for (row, column), cell in sheet.cells.items():
            is_hidden = sheet.hidden or row in rows or column in columns
            place = Place("hidden" if is_hidden else "cell", {"sheet": sheet.name, "cell": a1(row, column)})
            yield Piece(place, cell.value, "number" if cell.kind == "number" else "text")
    for name in book.names:
        if name.startswith(FIELD):
            yield Piece(Place(), "/" + name.removeprefix(FIELD).replace(".", "/"), "name")


def _folded(data: bytes) -> dict[str, tuple[frozenset[int], frozenset[int]]]:
    """The hidden rows and columns of each sheet, from 1."""
    parts = zips.read_parts(data)
    main = main_part(parts)
    targets = relations(parts, main)
    sheets = parse(parts[main]).iterfind("{*}sheets/{*}sheet")
    there = ((tag.get("name", ""), parts.get(targets.get(attribute(tag, "id"), ""))) for tag in sheets)
    return {name: (_rows(parse(part)), _columns(parse(part))) for name, part in there if part is not None}


def _rows(sheet: etree._Element) -> frozenset[int]:
    return frozenset(int(r.get("r", "0")) for r in sheet.iterfind("{*}sheetData/{*}row") if _is_on(r))


def _columns(sheet: etree._Element) -> frozenset[int]:
    hidden = (c for c in sheet.iterfind("{*}cols/{*}col") if _is_on(c))
    return frozenset(n for c in hidden for n in range(int(c.get("min", "1")), min(int(c.get("max", "1")), 16_384) + 1))


def _is_on(tag: etree._Element) -> bool:
    return tag.get("hidden", "0") in ("1", "true")
