"""The fonts inside a PDF: whether they are there, and which letters they draw as an empty box (ISO 32000-1, 9.6–9.9)."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fontTools.ttLib import TTFont, TTLibError
from pypdf import PageObject
from pypdf.generic import DictionaryObject, StreamObject

logging.getLogger("fontTools").setLevel(logging.ERROR)

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_PUT = re.compile(rb"dup (\d+) ?/(\S+) put")
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_NO_GLYPH = re.compile(rb"\.notdef|cid0+")


@dataclass(frozen=True, slots=True)
class Font:
    """One font of a page: its face without the letters of a subset, whether it is in the file, what it cannot draw.

    `place` is its name among the page's resources.
    """

    place: str
    face: str
    embedded: bool
    missing: tuple[str, ...] = ()


def fonts_of(page: PageObject) -> Iterator[Font]:
    """The fonts a page names; those inside its drawings too."""
    yield from _fonts(_entries_of(page.get("/Resources")), depth=0)


def _fonts(resources: DictionaryObject, depth: int) -> Iterator[Font]:
    """The fonts of some resources and, a few levels down, of the forms drawn by them."""
    for place, font in _entries(resources, "/Font"):
        yield _font(place, font)
    for _, thing in _entries(resources, "/XObject") if depth < 4 else ():
        if "/Resources" in thing:
            yield from _fonts(_entries_of(thing.get("/Resources")), depth + 1)


def _entries_of(thing: object) -> DictionaryObject:
    here = thing.get_object() if hasattr(thing, "get_object") else thing
    return here if isinstance(here, DictionaryObject) else DictionaryObject()


def _data_of(thing: object) -> bytes:
    here = thing.get_object() if hasattr(thing, "get_object") else thing
    return here.get_data() if isinstance(here, StreamObject) else b""


def _entries(resources: DictionaryObject, kind: str) -> Iterator[tuple[str, DictionaryObject]]:
    yield from ((str(name), _entries_of(thing)) for name, thing in _entries_of(resources.get(kind)).items())


def _font(place: str, font: DictionaryObject) -> Font:
    inner = _entries_of(font.get("/DescendantFonts", [None])[0]) if "/DescendantFonts" in font else font
    about = _entries_of(inner.get("/FontDescriptor"))
    face = re.sub(r"^/?([A-Z]{6}\+)?", "", str(font.get("/BaseFont", "")))
    file = next((name for name in _FILES if name in about), None)
    if file is None:
        return Font(place, face, font.get("/Subtype") == "/Type3")
    letters = _letters(font)
    codes = _boxes(_data_of(about.get(file)), file, font is not inner)
    return Font(
        place, face, True, tuple(letters[code] for code in sorted(codes & letters.keys()) if letters[code].strip())
    )


def _letters(font: DictionaryObject) -> Mapping[int, str]:
    """The letter each code of a font stands for, by its ToUnicode table; only single codes, as LibreOffice writes them."""
    if "/ToUnicode" not in font:
        return {}
    table = _data_of(font.get("/ToUnicode")).decode("latin-1")
    pairs = (p for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL) for p in _PAIR.findall(part))
    return {int(code, 16): bytes.fromhex(units).decode("utf-16-be", "replace") for code, units in pairs}


@lru_cache(64)
def _boxes(data: bytes, file: str, composite: bool) -> frozenset[int]:
    """The codes whose glyph is the one that stands for a missing letter; remembered, for pages share fonts, and each paper is
    looked at before and after its codes are drawn."""
    if file == "/FontFile":
        return frozenset(int(code) for code, glyph in _PUT.findall(data) if _NO_GLYPH.fullmatch(glyph))
    return frozenset(_same_as_first(data, composite) if file == "/FontFile2" else ())


def _same_as_first(data: bytes, composite: bool) -> set[int]:
    """The codes a TrueType font draws like its first glyph, `.notdef`; programs copy that under a code of its own."""
    try:
        font = TTFont(io.BytesIO(data), lazy=True)
        order, glyphs = font.getGlyphOrder(), font["glyf"]
        alike = {name for name in order if glyphs[name] == glyphs[order[0]] and glyphs[name].numberOfContours}
        tables = font["cmap"].tables if "cmap" in font else ()
    except (TTLibError, KeyError, AssertionError, IndexError):
        return set()
    if composite:
        return {order.index(name) for name in alike}
    return {code for table in tables for code, name in table.cmap.items() if name in alike}
