"""The cells of one sheet part, streamed: text, number, error, or a formula nobody has calculated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from lxml import etree

from casedrop.formats.excel.number_format import GENERAL
from casedrop.formats.excel.styles import LOWERED, POWER, RAISED, Style, Styles, mark_of, style_of
from casedrop.formats.excel.xml import unescaped


class Cell(NamedTuple):
    """What a cell holds: `kind` is text, number, error, or formula (without a stored result).

    `value` is the text, the number as the file writes it, the error's name or the formula; `format` the code a number is shown
    by; `mark` what is done to its letters, or some of them: struck, raised, lowered, or the old encoding of their font.
    """

    kind: str
    value: str
    format: str = GENERAL
    mark: str = ""


Strings = tuple["str | Cell", ...]
"""Shared strings: a text, or the cell of one whose letters bear a mark."""


def strings_of(part: Readable) -> Strings:
    """The shared strings in order; runs joined, phonetic guides left out."""
    return tuple(_string(item) for item in each(part, "si"))


def _string(item: etree._Element) -> str | Cell:
    """The text of a string item, or its cell if a mark is on it."""
    if len(item) == 1 and item[0].tag.endswith("}t"):
        return unescaped(item[0].text or "")
    mark = _mark(item)
    return Cell("text", _text(item), mark=mark) if mark else _text(item)


def _mark(item: etree._Element) -> str:
    """The first mark on a run that says anything; of raised and lowered ones first that on a figure behind a figure."""
    before, marks = "", list[str]()
    for run in item.iterfind("{*}r"):
        text = "".join(t.text or "" for t in run.iterfind("{*}t"))
        mark = mark_of(run.find("{*}rPr")) if text.strip() else ""
        is_power = mark in (RAISED, LOWERED) and before[-1:].isdecimal() and text[:1].isdecimal()
        marks += [f"{mark}{POWER}" if is_power else mark]
        before = text or before
    return next(iter(sorted(filter(None, marks), key=lambda mark: not mark.endswith(POWER))), "")


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; b"" at the end."""


def each(part: Readable, *names: str) -> Iterator[etree._Element]:
    """Every element of some names, one at a time: each is emptied, and the ones before it are gone, once the next is asked for.

    Raises lxml.etree.XMLSyntaxError.
    """
    tags = etree.iterparse(
        part,
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    for _, tag in tags:
        yield tag
        tag.clear()
        while tag.getprevious() is not None:
            del tag.getparent()[0]


def cell_of(item: etree._Element, strings: Strings, styles: Styles) -> Cell | None:
    """What a cell's element holds; None if it is empty. Raises IndexError, ValueError for one that points at nothing."""
    kind, value, style = item.get("t", "n"), item.findtext("{*}v"), item.get("s", "0")
    if kind == "inlineStr":
        inline = item.find("{*}is")
        return None if inline is None else _texted(_string(inline), style_of(style, styles))
    if value is None or (value == "" and kind != "str"):
        formula = item.find("{*}f")
        return None if formula is None else Cell("formula", formula.text or "")
    return valued(kind, value, style, strings, styles)


def valued(kind: str, value: str, style: str, strings: Strings, styles: Styles) -> Cell | None:
    """What a cell of a type, a value and a format holds; None for an empty text. Raises IndexError, ValueError."""
    dress = style_of(style, styles)
    if kind == "n":
        return Cell("number", value, dress.format, dress.mark)
    if kind == "str" and "_x" not in value:  # nothing in it stands for another letter
        return Cell("text", value, GENERAL, dress.mark) if value else None
    if kind == "s":
        return _texted(strings[int(value)], dress)
    return _other(kind, value, dress)


def _other(kind: str, value: str, style: Style) -> Cell | None:
    if kind == "e":
        return Cell("error", value)
    if kind == "b":
        return Cell("text", "TRUE" if value in ("1", "true") else "FALSE", mark=style.mark)
    if kind == "d":
        return Cell("day", value, style.format, style.mark)
    return _texted(unescaped(value), style)


def _texted(text: str | Cell, style: Style) -> Cell | None:
    """The cell of a text; the mark of its letters goes before the mark of the whole cell."""
    if isinstance(text, Cell):
        return text if text.value else None
    return Cell("text", text, mark=style.mark) if text else None


def _text(item: etree._Element) -> str:
    """The text of a string item: its own `t` and the `t` of its runs."""
    return unescaped("".join(t.text or "" for t in item.iterfind("{*}t")) + "".join(_runs(item)))


def _runs(item: etree._Element) -> Iterator[str]:
    for run in item.iterfind("{*}r"):
        yield from (t.text or "" for t in run.iterfind("{*}t"))
