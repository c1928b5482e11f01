"""The cells of one sheet part, streamed: text, number, error, or a formula nobody has calculated."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from casedrop.formats.excel.refs import corner
from casedrop.formats.excel.xml import parse, unescaped

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds: `kind` is text, number, error, or formula (without a stored result).

    `value` is the text, the number as the file writes it, the error's name or the formula; `dated` whether it shows as
    a date.
    """

    kind: str
    value: str
    dated: bool = False


Styles = frozenset[int]
"""The cell formats (indexes of `cellXfs`) that show a number as a date."""


def read_styles(part: bytes) -> Styles:
    """The formats of a styles part that show dates."""
    root = parse(part)
    custom = {int(t.get("numFmtId", "0")): t.get("formatCode", "") for t in root.iterfind("{*}numFmts/{*}numFmt")}
    formats = [int(t.get("numFmtId", "0")) for t in root.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(n for n, f in enumerate(formats) if _is_date(f, custom.get(f)))


def _is_date(number: int, code: str | None) -> bool:
    if code is None:
        return number in _DATE_FORMATS
    return re.search("[yYdDeE年月日]", _NOT_DATE.sub("", code.split(";")[0])) is not None and "General" not in code


def strings_of(part: IO[bytes]) -> tuple[str, ...]:
    """The shared strings in order; runs joined, phonetic guides left out."""
    return tuple(_text(item) for item in each(part, "si"))


def each(part: IO[bytes], name: str) -> Iterator[etree._Element]:
    """Every element of a name, one at a time: each is emptied, and the ones before it are gone, once the next is asked for.

    Raises lxml.etree.XMLSyntaxError.
    """
    tags = etree.iterparse(
        part, events=("end",), tag=f"{{*}}{name}", resolve_entities=False, no_network=True, huge_tree=False
    )
    for _, tag in tags:
        yield tag
        tag.clear()
        while tag.getprevious() is not None:
            del tag.getparent()[0]


def cells_of(part: bytes, strings: tuple[str, ...], styles: Styles | None) -> Iterator[tuple[tuple[int, int], Cell]]:
    """(row, column) and content of every filled cell of a sheet, in the order of the file."""
    row = 0
    for tag in each(io.BytesIO(part), "row"):
        row = int(tag.get("r") or row + 1)
        column = 0
        for item in tag.iterfind("{*}c"):
            column = (corner(item.get("r", "")) or (row, column + 1))[1]
            cell = cell_of(item, strings, styles)
            if cell:
                yield (row, column), cell


def cell_of(item: etree._Element, strings: tuple[str, ...], styles: Styles | None) -> Cell | None:
    """What a cell's element holds; None if it is empty. Raises IndexError, ValueError for one that points at nothing."""
    kind, value = item.get("t", "n"), item.findtext("{*}v")
    if kind == "inlineStr":
        inline = item.find("{*}is")
        text = "" if inline is None else _text(inline)
        return Cell("text", text) if text else None
    if value is None or (value == "" and kind != "str"):
        formula = item.find("{*}f")
        return None if formula is None else Cell("formula", formula.text or "")
    return valued(kind, value, item.get("s", "0"), strings, styles)


def valued(kind: str, value: str, style: str, strings: tuple[str, ...], styles: Styles | None) -> Cell | None:
    """What a cell of a type, a value and a format holds; None for an empty text. Raises IndexError, ValueError."""
    if kind == "s":
        return Cell("text", strings[int(value)]) if strings[int(value)] else None
    if kind == "n":
        return Cell("number", value, int(style) in (styles or ()))
    return _other(kind, value)


def _other(kind: str, value: str) -> Cell | None:
    if kind == "e":
        return Cell("error", value)
    if kind == "b":
        return Cell("text", "TRUE" if value in ("1", "true") else "FALSE")
    return Cell("text", unescaped(value)) if value else None


def _text(item: etree._Element) -> str:
    """The text of a string item: its own `t` and the `t` of its runs."""
    return unescaped("".join(t.text or "" for t in item.iterfind("{*}t")) + "".join(_runs(item)))


def _runs(item: etree._Element) -> Iterator[str]:
    for run in item.iterfind("{*}r"):
        yield from (t.text or "" for t in run.iterfind("{*}t"))
