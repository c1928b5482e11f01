"""Fonts for fields: the letters of a face that a document needs, embedded so that every viewer draws them (ISO 32000-1, 9.7).

The codes of a TrueType face are its glyphs' numbers. Those of a face in CFF with CIDs are its CIDs, which subsetting keeps while
the glyphs' numbers move.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from fontTools import subset
from fontTools.ttLib import TTFont
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from casedrop.forms.form import Names

EM = 1000
"""Units of a PDF's font in an em."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font of this machine: its file's path, and its number in a collection."""

    path: str
    number: int = 0


@dataclass(frozen=True)
class Cut:
    """Some letters of a face: for each its code and width (thousandths of an em), and the program that draws them.

    `box`, `ascent` and `descent` are in thousandths of an em; `outlines` says whether the program is CFF.
    """

    name: str
    codes: Mapping[str, int]
    widths: Mapping[int, int]
    program: bytes
    outlines: bool
    box: tuple[int, ...]
    ascent: int
    descent: int

    def wide(self, text: str, size: float) -> float:
        """The width of a text in points; letters the face lacks have none."""
        return sum(self.widths[self.codes[c]] for c in text if c in self.codes) * size / EM

    def encoded(self, text: str) -> str:
        """The text as a string of a content stream, letters the face lacks left out."""
        return "<" + "".join(f"{self.codes[c]:04X}" for c in text if c in self.codes) + ">"


@lru_cache(maxsize=64)
def letters_of(face: Face) -> frozenset[str]:
    """The letters a face has; raises OSError, fontTools.ttLib.TTLibError."""
    with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=64)
def cut(face: Face, letters: frozenset[str]) -> Cut:
    """Those of the letters that the face has; the same bytes for the same letters. Raises OSError, TTLibError."""
    with TTFont(face.path, fontNumber=face.number, lazy=True, recalcTimestamp=False) as font:
        name, scale = str(font["name"].getDebugName(6)), EM / font["head"].unitsPerEm
        _reduce(font, letters)
        by_letter = {chr(c): glyph for c, glyph in font.getBestCmap().items()}
        codes = {glyph: _code(font, glyph) for glyph in font.getGlyphOrder()}
        widths = {codes[glyph]: round(font["hmtx"][glyph][0] * scale) for glyph in codes}
        head, about = font["head"], font["hhea"]
        box = tuple(round(v * scale) for v in (head.xMin, head.yMin, head.xMax, head.yMax))
        return Cut(
            f"{_tag(letters)}+{name}",
            {letter: codes[glyph] for letter, glyph in sorted(by_letter.items())},
            dict(sorted(widths.items())),
            _program(font),
            "CFF " in font,
            box,
            round(about.ascent * scale),
            round(about.descent * scale),
        )


def add(writer: PdfWriter, font: Cut) -> IndirectObject:
    """The reference of the font, once it is among a file's objects."""
    kind = "/CIDFontType0" if font.outlines else "/CIDFontType2"
    inner = {"/Type": "/Font", "/Subtype": kind, "/BaseFont": f"/{font.name}"}
    held = DictionaryObject({NameObject(k): NameObject(v) for k, v in inner.items()})
    held[NameObject("/CIDSystemInfo")] = _system()
    held[NameObject("/FontDescriptor")] = writer._add_object(_descriptor(writer, font))
    held[NameObject("/DW")] = NumberObject(EM)
    held[NameObject("/W")] = _widths(font)
    if not font.outlines:
        held[NameObject("/CIDToGIDMap")] = NameObject("/Identity")
    outer = {"/Type": "/Font", "/Subtype": "/Type0", "/BaseFont": f"/{font.name}", "/Encoding": "/Identity-H"}
    made = DictionaryObject({NameObject(k): NameObject(v) for k, v in outer.items()})
    made[NameObject("/DescendantFonts")] = ArrayObject([writer._add_object(held)])
    made[NameObject("/ToUnicode")] = _stream(writer, _to_unicode(font))
    return writer._add_object(made)


def _reduce(font: TTFont, letters: Iterable[str]) -> None:
    """Leave of a font what draws the letters."""
    options = subset.Options(
        layout_features=[],
        name_IDs=[6],
        notdef_outline=True,
        hinting=False,
        drop_tables=[*subset.Options().drop_tables, "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "FFTM"],
    )
    worker = subset.Subsetter(options)
    worker.populate(unicodes=map(ord, letters))
    worker.subset(font)


def _code(font: TTFont, glyph: str) -> int:
    """The code of a glyph: its CID where the face has such, else its number."""
    return int(glyph[3:]) if glyph.startswith("cid") and "CFF " in font else int(font.getGlyphID(glyph))


def _program(font: TTFont) -> bytes:
    """What a PDF embeds: the bare CFF, or the whole of a TrueType font."""
    if "CFF " in font:
        return bytes(font.getTableData("CFF "))
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _tag(letters: Iterable[str]) -> str:
    """The six capitals that name a subset (9.6.4)."""
    figures = sha256("".join(sorted(letters)).encode("utf-8", "surrogatepass")).digest()[:6]
    return "".join(chr(ord("A") + f % 26) for f in figures)


def _system() -> DictionaryObject:
    """The collection of a font whose codes are its own."""
    return DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("Identity"),
            NameObject("/Supplement"): NumberObject(0),
        }
    )


def _descriptor(writer: PdfWriter, font: Cut) -> DictionaryObject:
    """What a viewer is told of the font besides its letters; `Flags` 4: letters beyond Latin (9.8.2)."""
    numbers = {"/Flags": 4, "/ItalicAngle": 0, "/Ascent": font.ascent, "/Descent": font.descent}
    numbers |= {"/CapHeight": font.ascent, "/StemV": 80}
    made = DictionaryObject({NameObject(k): NumberObject(v) for k, v in numbers.items()})
    made[NameObject("/Type")], made[NameObject("/FontName")] = (
        NameObject("/FontDescriptor"),
        NameObject(f"/{font.name}"),
    )
    made[NameObject("/FontBBox")] = ArrayObject(map(NumberObject, font.box))
    if font.outlines:
        kind = {"/Subtype": NameObject("/CIDFontType0C")}
        made[NameObject("/FontFile3")] = _stream(writer, font.program, kind)
    else:
        length = {"/Length1": NumberObject(len(font.program))}
        made[NameObject("/FontFile2")] = _stream(writer, font.program, length)
    return made


def _widths(font: Cut) -> ArrayObject:
    """The width of every code that is not as wide as an em."""
    odd = [(code, wide) for code, wide in font.widths.items() if wide != EM]
    return ArrayObject([part for c, w in odd for part in (NumberObject(c), ArrayObject([NumberObject(w)]))])


def _to_unicode(font: Cut) -> bytes:
    """The table that says which letter a code stands for (9.10.3); the first of those that are drawn alike, a space of two."""
    first = {code: letter for letter, code in reversed(list(font.codes.items()))}
    pairs = [f"<{c:04X}> <{first[c].encode('utf-16-be').hex().upper()}>" for c in sorted(first)]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    tables = [f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks]
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    )
    return (head + "\n".join(tables) + "\nendcmap CMapName currentdict /CMap defineresource pop end end").encode()


def _stream(writer: PdfWriter, data: bytes, more: Names | None = None) -> IndirectObject:
    made = StreamObject()
    made.set_data(data)
    packed = made.flate_encode()
    for name, value in (more or {}).items():
        packed[NameObject(name)] = value
    return writer._add_object(packed)
