"""A workbook with marks taken apart: text that stays, and holes, as JSON that can be grown, kept and read again."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from casedrop.formats.excel.compiled.probe import CODE, HEIGHT, PAGES, Hole, Probe, Unknown, Wrapping, marks_in
from casedrop.formats.excel.compiled.styles import BUILTIN
from casedrop.formats.excel.compiled.stylesheet import stylesheet
from casedrop.formats.excel.filling.finish import MEDIA, SHEETS, STYLES
from casedrop.formats.excel.refs import column_of
from casedrop.formats.properties import CORE, CUSTOM
from casedrop.formats.qr import picture
from casedrop.language.problem import Json

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROW = re.compile(r"<row ([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"(?: s="(\d+)")?((?: t="\w+")?)(/>|>.*?</c>)', re.DOTALL)
_CUSTOM = re.compile(r' customHeight="1"')
_BREAKS = re.compile(r"<rowBreaks.*?</rowBreaks>|<rowBreaks[^>]*/>", re.DOTALL)
_COLUMN_STYLE = re.compile(r'(?<= style=")(\d+)(?=")')


def taken(seen: Probe) -> Json:
    """The workbook as text and holes. Raises `Unknown` for what cannot be told apart."""
    taking = _Taking(seen)
    sheets = [taking.sheet(sheet, n) for n, sheet in enumerate(seen.book.worksheets, 1)]
    names = {f"{SHEETS}{n}.xml" for n in range(1, len(sheets) + 1)} | {STYLES}
    parts = {name: _part(name, data) for name, data in seen.parts.items() if name not in names}
    styles = stylesheet(seen.parts[STYLES].decode(), seen.book, seen.formats, seen.styles)
    return {
        "sheets": sheets,
        "parts": parts,
        "styles": {**styles, "late": taking.late},
        "events": [list(event) for event in seen.events],
        "edges": seen.edges,
    }


def _part(name: str, data: bytes) -> Json:
    if name.startswith(MEDIA):
        return {"code": True} if data == picture(CODE) else {"base64": base64.b64encode(data).decode()}
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}
    return marks_in(text) if name in (CORE, CUSTOM) else text


def _wrap(wrap: Wrapping) -> Json:
    text = None if isinstance(wrap.said, int) else wrap.said
    return {"last": wrap.last, "column": wrap.column, "face": list(wrap.face), "text": text}


class _Taking:
    """What is found of one workbook as its sheets are taken apart."""

    def __init__(self, seen: Probe) -> None:
        self.seen = seen
        self.late: list[list[int | str]] = []
        self.known = len(seen.styles)
        self.places = {style: n for n, style in enumerate(seen.styles)}

    def style(self, style: tuple[int, ...]) -> int:
        """A number for a style: its own if every document has it there, else a negative one (-1 is the first of `late`).

        A format that not every document has there is said by its code, for its number is known with the document's figures.
        """
        if style in self.places:
            return self.places[style]
        codes = self.seen.book._number_formats  # type: ignore[attr-defined]
        number = style[3] - BUILTIN
        said = [*style[:3], codes[number] if number >= len(self.seen.formats) else style[3], *style[4:]]
        if said not in self.late:
            self.late.append(said)
        return -1 - self.late.index(said)

    def written(self, number: str) -> int:
        """The same for a style by its number in the workbook."""
        return int(number) if int(number) < self.known else self.style(tuple(self.seen.book._cell_styles[int(number)]))  # type: ignore[attr-defined]

    def sheet(self, sheet: Worksheet, number: int) -> Json:
        """One sheet: what stands before its rows, the rows, and what stands after them, as it is and on one page."""
        text = self.seen.parts[f"{SHEETS}{number}.xml"].decode()
        head, opened, rest = text.partition("<sheetData>")
        body, closed, tail = rest.partition("</sheetData>")
        if not closed:
            raise Unknown(sheet.title)
        room, pages = self.seen.fits.get(sheet.title, (None, None))
        as_is = tail.replace(f' fitToHeight="{PAGES}"', "" if pages is None else f' fitToHeight="{pages}"')
        on_one = _BREAKS.sub("", tail.replace(f' fitToHeight="{PAGES}"', ' fitToHeight="1"'))
        return {
            "head": [
                part if n % 2 == 0 else self.written(part) for n, part in enumerate(_COLUMN_STYLE.split(head + opened))
            ],
            "rows": list(self._blocks(sheet, body)),
            "tail": marks_in(closed + as_is),
            "one": marks_in(closed + on_one),
            "room": room,
        }

    def _blocks(self, sheet: Worksheet, body: str) -> Iterator[Json]:
        """The rows of a sheet, those of each table that has several together."""
        rows = list(self._rows(sheet, body))
        tables = [t for t in self.seen.layout.tables.items() if t[1].sheet == sheet.title and t[1].last > t[1].first]
        while rows:
            number = rows[0]["r"]
            table = next(((name, t) for name, t in tables if t.first == number), None)
            if table is None:
                yield rows.pop(0)
                continue
            size = table[1].last - table[1].first + 1
            block, rows = rows[:size], rows[size:]
            yield {"table": table[0], "first": block[0], "second": block[1], "third": block[2]}

    def _rows(self, sheet: Worksheet, body: str) -> Iterator[dict[str, Json]]:
        said = {int(re.search(r'r="(\d+)"', row[1])[1]): row for row in _ROW.finditer(body)}  # type: ignore[index]
        bases = self.seen.bases[sheet.title]
        if any(number > len(bases) for number in said):
            raise Unknown(sheet.title)
        for number, base in enumerate(bases, 1):
            row = said.get(number)
            yield {
                "r": number,
                "base": base,
                "tag": self._tag(row) if row else None,
                "cells": list(self._cells(sheet, number, row[2] or "")) if row else [],
                "wraps": [_wrap(wrap) for wrap in self.seen.wraps[sheet.title] if wrap.first == number],
            }

    def _tag(self, row: re.Match[str]) -> list[str]:
        """A row's tag with a hole for its height, and without one; the same twice if it has none."""
        tag = f"<row {row[1]}>" if row[2] is not None else f"<row {row[1]}/>"
        style = re.search(r' s="(\d+)"', tag)
        if style and int(style[1]) >= self.known:
            raise Unknown(tag)
        before, is_marked, after = tag.partition(f' ht="{HEIGHT}"')
        return [before, after, before + _CUSTOM.sub("", after)] if is_marked else [tag]

    def _cells(self, sheet: Worksheet, row: int, body: str) -> Iterator[Json]:
        for cell in _CELL.finditer(body):
            letters, number, style, kind, rest = cell.groups()
            column = column_of(letters)
            hole = self.seen.at.get((sheet.title, row, column))
            head = f'<c r="{letters}{number}"'
            if hole is not None:
                yield self._hole(head, self.seen.holes[hole], kind + rest, column)
            elif style is None or int(style) < self.known:
                yield cell[0]
            else:
                yield {"head": head, "style": self.written(style), "rest": kind + rest}

    def _hole(self, head: str, hole: Hole, rest: str, column: int) -> Json:
        style = self.style(hole.style) if any(hole.style) else None
        if hole.kind == "formula":
            return {"head": head, "sum": hole.what, "style": style, "rest": rest}
        shown = {"what": hole.what, "row": hole.row, "shrunk": hole.shrunk, "column": column}
        return {"head": head, hole.kind: shown, "style": style}
