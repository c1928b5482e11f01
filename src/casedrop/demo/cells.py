"""What a spreadsheet program does to a workbook when a person types into its cells: the file's format, none of casedrop's own
calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from lxml import etree

Element = Any
"""An lxml element."""
Typed = str | int | Decimal | date
"""What is typed: text, a number, a date; a text that begins with = is a formula."""

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
DAY_0 = datetime(1899, 12, 30)
DAY = "yyyy-mm-dd"
"""How a day is shown in a cell that shows no days yet."""
DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""The number formats every program knows by their numbers that show days or hours."""


def typed(parts: Mapping[str, bytes], values: Mapping[str, Typed | None]) -> dict[str, bytes]:
    """The parts of a workbook once values were typed into it, by the JSON pointers of their fields; None empties a cell. What
    its formulas came to is gone, as nothing was reckoned. Raises LookupError for a field it does not have."""
    book = _Book(parts)
    for pointer, value in values.items():
        _say(book, book.cell(pointer), value)
    return book.saved()


class _Book:
    """A workbook whose parts become trees when they are needed."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.trees: dict[str, Element] = {}
        self.names = {one.get("name"): str(one.text) for one in self.tree(BOOK).iter(f"{M}definedName")}
        targets = {one.get("Id"): str(one.get("Target")) for one in self.tree(RELATIONS)}
        there = {one.get("name"): targets[one.get(ID)] for one in self.tree(BOOK).iter(f"{M}sheet")}
        self.sheets = {name: at.removeprefix("/") if at.startswith("/") else f"xl/{at}" for name, at in there.items()}
        self.cells = {path: _cells(self.tree(path)) for path in self.sheets.values()}

    def tree(self, path: str) -> Element:
        """A part as a tree, which is written back."""
        if path not in self.trees:
            self.trees[path] = etree.fromstring(self.parts[path])
        return self.trees[path]

    def cell(self, pointer: str) -> Element:
        """The cell of a field: the one its name points to, or so many rows below the head of its column."""
        row = re.search(r"/(\d+)/", pointer)
        name = "f" + re.sub(r"/\d+(?=/)", "", pointer).replace("/", ".")
        found = re.match(r"(?:'((?:[^']|'')*)'|([^!]*))!\$?([A-Z]+)\$?(\d+)", self.names[name])
        if found is None:
            raise LookupError(name)
        path = self.sheets[(found[1] or found[2]).replace("''", "'")]
        at = (int(found[4]) + (int(row[1]) + 1 if row else 0), found[3])
        cells = self.cells[path]
        if at not in cells:
            cells[at] = _new(self.tree(path), *at)
        return cells[at]

    @cached_property
    def styles(self) -> _Styles:
        """How its cells look."""
        return _Styles(self.tree(STYLES))

    def saved(self) -> dict[str, bytes]:
        """The parts as they are now."""
        for path in self.sheets.values():
            for formula in self.tree(path).iter(f"{M}f"):
                etree.strip_elements(formula.getparent(), f"{M}v")
        new = {
            path: etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            for path, tree in self.trees.items()
        }
        return {**self.parts, **new}


class _Styles:
    """How cells look: the formats of numbers, and the looks that name them."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.looks = root.find(f"{M}cellXfs")
        self.formats = {int(one.get("numFmtId")): one.get("formatCode") for one in root.iter(f"{M}numFmt")}

    def of_a_day(self, look: int) -> int:
        """The look of a cell in which a day is typed: as it was if it shows days, else the same with a day's format."""
        number = int(self.looks[look].get("numFmtId", 0))
        if number in DAYS or re.search(
            "[dmhysDMHYS]", re.sub(r'"[^"]*"|\[[^]]*\]|\\.', "", self.formats.get(number, ""))
        ):
            return look
        new = deepcopy(self.looks[look])
        new.set("numFmtId", str(self._format_of_a_day()))
        new.set("applyNumberFormat", "1")
        self.looks.append(new)
        self.looks.set("count", str(len(self.looks)))
        return len(self.looks) - 1

    def _format_of_a_day(self) -> int:
        number = next((number for number, code in self.formats.items() if code == DAY), 0)
        if not number:
            formats = self.root.find(f"{M}numFmts")
            if formats is None:
                self.root.insert(0, formats := etree.Element(f"{M}numFmts"))
            number = max((163, *self.formats)) + 1
            etree.SubElement(formats, f"{M}numFmt", numFmtId=str(number), formatCode=DAY)
            formats.set("count", str(len(formats)))
            self.formats[number] = DAY
        return number


def _cells(sheet: Element) -> dict[tuple[int, str], Element]:
    """The cells of a sheet, by row and letters of the column."""
    there = ((re.fullmatch(r"([A-Z]+)(\d+)", one.get("r")), one) for one in sheet.iter(f"{M}c"))
    return {(int(at[2]), at[1]): one for at, one in there if at}


def _new(sheet: Element, row: int, column: str) -> Element:
    """A new cell, in a new row where there is none, in the order of the sheet."""
    data = sheet.find(f"{M}sheetData")
    line = next((one for one in data if int(one.get("r")) == row), None)
    if line is None:
        line = etree.Element(f"{M}row", r=str(row))
        data.insert(sum(int(one.get("r")) < row for one in data), line)
    cell = etree.Element(f"{M}c", r=f"{column}{row}")
    line.insert(sum(_order(str(one.get("r")).rstrip("0123456789")) < _order(column) for one in line), cell)
    return cell


def _order(column: str) -> tuple[int, str]:
    return len(column), column


def _say(book: _Book, cell: Element, value: Typed | None) -> None:
    """Let a cell say a value, and nothing of what it said."""
    etree.strip_elements(cell, "*")
    cell.attrib.pop("t", None)
    if isinstance(value, date):
        cell.set("s", str(book.styles.of_a_day(int(cell.get("s", 0)))))
        etree.SubElement(cell, f"{M}v").text = _serial(value)
    elif value is not None and not isinstance(value, str):
        etree.SubElement(cell, f"{M}v").text = str(value)
    elif value and value.startswith("=") and len(value) > 1:
        etree.SubElement(cell, f"{M}f").text = value[1:]
    elif value:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{M}is"), f"{M}t")
        text.text = value
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _serial(day: date) -> str:
    """The number that a cell holds for a day, and for an hour of it."""
    at = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return f"{(at - DAY_0) / timedelta(days=1):.10g}"
