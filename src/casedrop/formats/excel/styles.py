"""How cells look, as far as it changes what they say: their number formats, and what is done to their letters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from casedrop.formats.excel.number_format import BUILTIN, GENERAL
from casedrop.formats.excel.xml import parse

STRUCK, RAISED, LOWERED = "struck", "raised", "lowered"
POWER = "+"
"""What a mark ends with that raises or lowers a figure behind a figure: `10⁶` is never 106."""
ENCODINGS = {".vn": "TCVN3", "vni-": "VNI"}
"""What the fonts of old encodings begin with, and what these are called."""


@dataclass(frozen=True, slots=True)
class Style:
    """One cell format: the code its numbers are shown by, and the mark on its letters ("" for none)."""

    format: str = GENERAL
    mark: str = ""


PLAIN = Style()
Styles = tuple[Style, ...]
"""The cell formats of a workbook, in the order of `cellXfs`."""


def style_of(style: str, styles: Styles) -> Style:
    """The style of a cell by its index; plain where there is none."""
    at = int(style) if styles else 0
    return styles[at] if at < len(styles) else PLAIN


@lru_cache(maxsize=16)
def read_styles(part: bytes) -> Styles:
    """The cell formats of a styles part; raises ValueError, lxml.etree.XMLSyntaxError."""
    root = parse(part)
    codes = {int(t.get("numFmtId", "0")): t.get("formatCode", "") for t in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [mark_of(font) for font in root.iterfind("{*}fonts/{*}font")]
    return tuple(_style(xf, {**BUILTIN, **codes}, fonts) for xf in root.iterfind("{*}cellXfs/{*}xf"))


def _style(xf: etree._Element, codes: dict[int, str], fonts: list[str]) -> Style:
    font = int(xf.get("fontId", "0"))
    code = codes.get(int(xf.get("numFmtId", "0")), GENERAL)
    return Style(code, fonts[font] if font < len(fonts) else "")


def mark_of(font: etree._Element | None) -> str:
    """What a font does to the letters: struck, raised, lowered, or the old encoding it is made for; "" for nothing."""
    if font is None:
        return ""
    strike, align = font.find("{*}strike"), font.find("{*}vertAlign")
    if strike is not None and strike.get("val", "1") not in ("0", "false"):
        return STRUCK
    if align is not None and align.get("val") in ("superscript", "subscript"):
        return RAISED if align.get("val") == "superscript" else LOWERED
    name = next((t.get("val", "") for tag in ("name", "rFont") for t in font.iterfind(f"{{*}}{tag}")), "")
    return next((what for start, what in ENCODINGS.items() if name.casefold().startswith(start)), "")
