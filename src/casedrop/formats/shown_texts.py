"""What a document of ours shows, text by text: what is held against its printed pages."""

from __future__ import annotations

import re

from casedrop.formats import zips
from casedrop.formats.excel.package import read_book
from casedrop.formats.word.text import text_of
from casedrop.formats.word.xml import P, parse

_STORY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def shown_texts(data: bytes, kind: str) -> tuple[str, ...]:
    """The paragraphs of a Word file, of head and foot too, or the filled cells of a workbook's visible sheets; raises
    zips.UnreadableError."""
    if kind == "xlsx":
        return tuple(c.value for sheet in read_book(data).sheets if not sheet.hidden for c in sheet.cells.values())
    parts = (part for name, part in zips.read_parts(data).items() if _STORY.fullmatch(name))
    return tuple(text_of([paragraph]) for part in parts for paragraph in parse(part).iter(P))


def sheet_count(data: bytes, kind: str) -> int:
    """How many sheets of a workbook print; 0 for a Word file."""
    return sum(not sheet.hidden for sheet in read_book(data).sheets) if kind == "xlsx" else 0
