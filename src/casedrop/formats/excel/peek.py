"""A workbook at a glance, before its form is known, and its outline for review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.package import Workbook, glanced, read_book
from casedrop.formats.excel.refs import a1
from casedrop.formats.excel.worksheet import Worksheet
from casedrop.formats.properties import FirstLook

FIRST_TEXTS = 40

_CODES = re.compile(r'&"[^"]*"|&[KLCRPNDTFAGSXYBIUEOH]|&K[0-9A-F]{6}|&\d+ ?')


def peek(data: bytes) -> FirstLook:
    """The stamp, the texts of print header and footer, and the first 40 texts; raises zips.UnreadableError."""
    book = glanced(data)
    seen = [s for s in book.sheets if not s.hidden]
    footer = "\n".join(printed(s.lines) for s in seen if s.lines)
    return FirstLook(book.stamp, footer, tuple(islice((t for s in seen for t in s.texts.values()), FIRST_TEXTS)))


def printed(line: str) -> str:
    """A print header or footer without its codes, its three parts on lines of their own."""
    parts = re.split("&[LCR]", line)
    return "\n".join(_CODES.sub("", p).replace("&&", "&").strip() for p in parts if p.strip())


def outline(data: bytes) -> str:
    """The workbook as a tree for review: sheets, then cells in reading order with field names, texts and numbers."""
    book = read_book(data)
    return "\n".join(line for sheet in book.sheets for line in _sheet(book, sheet)) + "\n"


def _sheet(book: Workbook, sheet: Worksheet) -> Iterator[str]:
    yield f"sheet {sheet.name}" + (" (hidden)" if sheet.hidden else "")
    names = {(row, column): name for name, (where, row, column) in sorted(book.names.items()) if where == sheet.name}
    for at in sorted({*sheet.cells, *names}):
        cell = sheet.cells.get(at)
        shown = _shown(cell) if cell else ""
        yield f"  {a1(*at):6}" + "  ".join(part for part in (f"[{names[at]}]" if at in names else "", shown) if part)
    yield from (f"  merged {a1(t, left)}:{a1(b, right)}" for t, left, b, right in sheet.merges)
    yield from (f"  print  {line}" for line in sheet.lines.splitlines())


def _shown(cell: Cell) -> str:
    return repr(cell.value) if cell.kind == "text" else f"={cell.value}" if cell.kind == "formula" else cell.value
