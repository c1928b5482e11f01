"""A sheet's part cut between its rows: its text chunk by chunk, and what stands before and behind the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, cast
from xml.sax.saxutils import quoteattr

from lxml import etree

from casedrop.formats.excel.xml import parse

CHUNK = 1 << 20
"""Bytes that are looked at together."""
LONGEST = 8 << 20
"""Bytes without the beginning of a row, or behind the last, beyond which a part is not cut."""

MANY = 1 << 16
"""Bytes of rows from which on those that hold nothing are passed over."""

_ROW, _NUMBERED, _END = b"<row", b'<row r="', b"</sheetData>"
_HELD = (b"<v", b"<is", b"<f", b":v", b":is", b":f")
"""How something begins that a cell holds, with or without a prefix."""
_NEVER = bytes({*range(32)} - {9, 10})
"""Control characters, which XML does not allow or (the carriage return) does not leave as they are."""
_NOWHERE = (b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_NUMBER = re.compile("#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}))", re.ASCII)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class UnlikeError(Exception):
    """A part that is not written as plainly as programs do; it may be right, and is to be parsed."""


BESIDE = ("col", "mergeCell", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
"""What is asked for of a sheet beside its rows: columns, which stand before them, and the rest, which stands behind."""
_TAGS = tuple(f"{{*}}{name}" for name in BESIDE)


class Frame:
    """What stands around the rows of a sheet: its namespaces, and what is asked for beside them."""

    def __init__(self) -> None:
        self._parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, huge_tree=False)
        self._names: frozenset[str | None] = frozenset()
        self._wrap = ("", "")
        self._data: etree._Element

    def begin(self, head: bytes) -> Iterator[etree._Element]:
        """The columns, which stand before the first row; raises UnlikeError where rows cannot follow as they should."""
        try:
            self._parser.feed(head)
            root = cast("etree._Element", next(iter(self._parser.read_events()))[1])
        except (etree.XMLSyntaxError, StopIteration) as error:
            raise UnlikeError from error
        self._data = last = root[-1] if len(root) else root
        is_utf8 = (root.getroottree().docinfo.encoding or "UTF-8").upper() == "UTF-8"
        early = next(root.iter("{*}row", *_TAGS[1:]), None)
        if (
            early is not None
            or b"<!" in head
            or not is_utf8
            or None not in root.nsmap
            or len(last)
            or not _is(last, "sheetData")
        ):
            raise UnlikeError
        self._names = frozenset(root.nsmap)
        spaces = "".join(f" xmlns{f':{n}' if n else ''}={quoteattr(uri)}" for n, uri in root.nsmap.items())
        self._wrap = (f"<sheetData{spaces}><row>", "</row></sheetData>")
        return root.iter(_TAGS[0])

    def end(self, tail: bytes) -> Iterator[etree._Element]:
        """Those of BESIDE that stand behind the rows; raises UnlikeError, lxml.etree.XMLSyntaxError."""
        self._parser.feed(tail)
        self._parser.close()
        behind = [tag for child in self._data.itersiblings() for tag in child.iter("{*}row", *_TAGS)]
        if any(_is(tag, "row") for tag in behind):
            raise UnlikeError
        return iter(behind)

    def allows(self, name: str) -> bool:
        """Whether an attribute may be called that."""
        prefix, colon, _ = name.rpartition(":")
        return name != "xmlns" and (not colon or prefix in self._names)

    def row(self, inside: str) -> etree._Element:
        """A row with that inside, parsed by itself; raises UnlikeError if it cannot be."""
        try:
            row = parse(inside.join(self._wrap).encode())[0]
        except etree.XMLSyntaxError as error:
            raise UnlikeError from error
        if sum(1 for _ in row.iter("{*}row")) > 1 or row.getnext() is not None:
            raise UnlikeError
        return row


def _is(tag: etree._Element, name: str) -> bool:
    return str(tag.tag).endswith(f"}}{name}")


class Cutter:
    """Cuts a part: `head` is what stands before its rows, `tail` what stands behind them once they have come by."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part, self._left = part, b""
        while (at := self._left.find(_ROW)) < 0:
            self._more()
        self.head, self._left, self.tail = self._left[:at], self._left[at:], b""

    def rows(self) -> Iterator[str]:
        """The text of all rows, some whole rows at a time; of many that hold nothing only the last, which says its number."""
        while (end := self._left.find(_END)) < 0:
            cut = self._left.rfind(_ROW)
            yield from self._text(self._left[:cut])
            self._left = self._left[cut:]
            self._more()
        yield from self._text(self._left[:end])
        self.tail = self._left[end:] + self._part.read(LONGEST)
        if len(self.tail) >= LONGEST:
            raise UnlikeError

    def _more(self) -> None:
        """Read on; raises UnlikeError at the end of the part, or if it goes on like this for too long."""
        more = self._part.read(CHUNK)
        if not more or len(self._left) > LONGEST:
            raise UnlikeError
        self._left += more

    def _text(self, rows: bytes) -> Iterator[str]:
        if len(rows) > MANY and not any(held in rows for held in _HELD):
            last = rows.rfind(_ROW)
            rows = rows[last:] if rows.startswith(_NUMBERED, last) else rows
        if len(rows.translate(None, _NEVER)) < len(rows) or any(one in rows for one in _NOWHERE):
            raise UnlikeError
        try:
            yield rows.decode()
        except UnicodeDecodeError as error:
            raise UnlikeError from error


def resolved(text: str) -> str:
    """The text with its entities resolved; raises UnlikeError for such as a parser may not know."""
    first, *rest = text.split("&")
    pieces = [first]
    for piece in rest:
        name, end, behind = piece.partition(";")
        if not end:
            raise UnlikeError
        pieces += _letter(name), behind
    return "".join(pieces)


@lru_cache(maxsize=4096)
def _letter(entity: str) -> str:
    """The letter that an entity stands for."""
    if entity in _NAMED:
        return _NAMED[entity]
    number = _NUMBER.fullmatch(entity)
    if not number:
        raise UnlikeError
    code = int(number[1]) if number[1] else int(number[2], 16)
    if code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise UnlikeError
