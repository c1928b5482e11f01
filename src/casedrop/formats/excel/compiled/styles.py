"""Styles of cells: which of them a document has is known once it is filled; they are numbered in the order of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

from casedrop.formats.shell import QUICK
from casedrop.formats.zips import Member, pack
from casedrop.language.problem import Json

STYLES = "xl/styles.xml"

BUILTIN = 164
"""Where the numbers of a workbook's own number formats begin."""

Style = tuple[int, ...]
"""Font, fill, border, number format, protection, alignment, pivot button, quote prefix, named style: by their numbers."""

NUMBER, ALIGNMENT, QUOTED = 3, 5, 7
"""The places of a style that depend on what a cell holds."""


class Styles:
    """What all documents of a template know of styles, as `stylesheet.taken` has it."""

    def __init__(self, said: Json) -> None:
        self.before, self.between, self.after = said["text"]
        self.known: str = said["known"]
        self.base = [tuple(style) for style in said["base"]]
        self.places = {style: n for n, style in enumerate(self.base)}
        self.formats: tuple[str, ...] = tuple(said["formats"])
        self.builtin: dict[str, int] = said["builtin"]
        self.alignments: list[str] = said["alignments"]
        self.protections: list[str] = said["protections"]
        self.late = [tuple(style) for style in said["late"]]
        self.part = lru_cache(maxsize=64)(self._part)

    def _part(self, formats: tuple[str, ...], more: tuple[Style, ...]) -> Member:
        """The styles part of a document with these number formats and, beside those of all documents, these styles."""
        codes = "".join(
            f'<numFmt numFmtId="{n}" formatCode="{quoted(code)}"/>' for n, code in enumerate(formats, BUILTIN)
        )
        numbers = f'<numFmts count="{len(formats)}">{codes}</numFmts>' if formats else '<numFmts count="0"/>'
        cells = f'<cellXfs count="{len(self.base) + len(more)}">{self.known}{"".join(map(self._xf, more))}</cellXfs>'
        said = f"{self.before}{numbers}{self.between}{cells}{self.after}"
        return pack(STYLES, said.encode(), QUICK)

    def _xf(self, style: Style) -> str:
        font, fill, border, number, protection, alignment, pivot, quote, named = style
        inner = (self.alignments[alignment] if alignment else "") + (self.protections[protection] if protection else "")
        applied = (' applyAlignment="1"' if alignment else "") + (' applyProtection="1"' if protection else "")
        said = f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}"{applied}'
        said += f' pivotButton="{pivot}" quotePrefix="{quote}" xfId="{named}"'
        return f"{said}>{inner}</xf>" if inner else f"{said}/>"


class Numbering:
    """The styles of one document as they come up, and its number formats."""

    def __init__(self, styles: Styles, codes: Sequence[str]) -> None:
        self._styles = styles
        own = dict.fromkeys(styles.formats)
        own.update(dict.fromkeys(code for code in codes if code not in styles.builtin))
        self.formats = tuple(own)
        self._numbers = {**{code: n for n, code in enumerate(self.formats, BUILTIN)}, **styles.builtin}
        self.more: dict[Style, int] = {}

    def number(self, code: str) -> int:
        """The number of a format."""
        return self._numbers[code]

    def place(self, style: Style) -> int:
        """The number of a style in this document."""
        known = self._styles.places.get(style)
        if known is not None:
            return known
        return self.more.setdefault(style, len(self._styles.base) + len(self.more))

    def late(self, number: int) -> Style:
        """A style that not every document has, by its (negative) number, with the number its format has here."""
        style = self._styles.late[-1 - number]
        code = style[NUMBER]
        return (*style[:NUMBER], self.number(code), *style[NUMBER + 1 :]) if isinstance(code, str) else style

    def part(self) -> Member:
        """The styles part of the document, deflated."""
        return self._styles.part(self.formats, tuple(self.more))


def quoted(text: str) -> str:
    """A text as an attribute holds it, between double quotes."""
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
