"""The letters a PDF form is written with: those people type in its language, and whatever else its answers say.

What is embedded, and why, is decision 0028.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from casedrop.formats.pdf.form.fonts import Cut, Face, cut, letters_of

_SPANS = (
    *((0x20, 0x7F), (0xA0, 0x180), (0x1A0, 0x1A2), (0x1AF, 0x1B1), (0x300, 0x302), (0x303, 0x304), (0x309, 0x30A)),
    *((0x323, 0x324), (0x1EA0, 0x1EFA), (0x2010, 0x2027), (0x2030, 0x2031), (0x20AB, 0x20AD)),
)
LATIN = frozenset(chr(code) for span in _SPANS for code in range(*span))
"""What people type in English and Vietnamese."""

_MARKS = frozenset(map(chr, (*range(0x3000, 0x3018), *range(0xFF01, 0xFF5F), 0xFFE5)))
_LEVEL_1 = {
    "zh-Hans": ("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)),
    "zh-Hant": ("big5", range(0xA4, 0xC7), range(0x40, 0xFF)),
}
"""Where the standards of the two scripts keep the characters in common use (GB/T 2312 and Big5, level 1)."""

TEXT, MORE, HAN = "/CdText", "/CdMore", "/CdHan"
EVERY_LETTER = "/Wingdings"
"""PDFium takes an embedded font for every letter it has, instead of one of the machine's by the letter's script, if it is
called this (docs/analysis/pdf.md); a Vietnamese document needs that."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a document: of Latin and of East Asian letters."""

    latin: Face
    han: Face


@dataclass(frozen=True)
class Ink:
    """The fonts of a form by the names they have in it, the one people type in first."""

    fonts: Mapping[str, Cut]

    @property
    def typed(self) -> str:
        """The name of the font people type in."""
        return next(iter(self.fonts))

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces of one font each: its name, and the piece; what no font has is left out."""
        for name, letters in groupby(text, key=self._holder):
            if name:
                yield name, "".join(letters)

    def wide(self, text: str, size: float) -> float:
        """The width of a text in points."""
        return sum(self.fonts[name].wide(piece, size) for name, piece in self.runs(text))

    def lacking(self, text: str) -> str:
        """The letters of a text that no font has, each once; blanks need none."""
        return "".join(dict.fromkeys(c for c in text if not c.isspace() and not self._holder(c)))

    def _holder(self, letter: str) -> str:
        return next((name for name, font in self.fonts.items() if letter in font.codes), "")


def ink(faces: Faces, lang: str, texts: Iterable[str]) -> Ink:
    """The fonts for a document of a language that says these texts; raises OSError, fontTools.ttLib.TTLibError."""
    typed = cut(faces.han, LATIN | common(lang)) if lang in _LEVEL_1 else cut(faces.latin, LATIN)
    rest = {c for text in texts for c in text} - set(typed.codes)
    more = frozenset(rest & letters_of(faces.latin))
    han = frozenset(rest - more) & (letters_of(faces.han) if rest - more else frozenset())
    fonts = {EVERY_LETTER if lang == "vi" else TEXT: typed}
    fonts |= {MORE: cut(faces.latin, more)} if more else {}
    return Ink(fonts | ({HAN: cut(faces.han, han)} if han else {}))


@cache
def common(lang: str) -> frozenset[str]:
    """The Chinese characters in common use in a language; none in others."""
    if lang not in _LEVEL_1:
        return frozenset()
    charset, leads, trails = _LEVEL_1[lang]
    letters = (bytes((lead, trail)).decode(charset, "ignore") for lead in leads for trail in trails)
    return _MARKS | frozenset(c for c in letters if len(c) == 1 and ord(c) > 0x2E80)
