"""Symbol fonts: letters that are drawn as something else, as the characters people see."""

from __future__ import annotations

import re
from functools import cache

from casedrop.formats.word.xml import Element, q

_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x23: "✁", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x3F: "✍", 0x41: "✌", 0x43: "👍",
    0x44: "👎", 0x45: "☜", 0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x52: "☼", 0x54: "❄", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x78: "⌧", 0x7B: "❀", 0x7C: "✿", 0x7D: "❝", 0x7E: "❞", 0x80: "⓪", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④",
    0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩", 0x8C: "❶", 0x8D: "❷", 0x8E: "❸", 0x8F: "❹",
    0x90: "❺", 0x91: "❻", 0x92: "❼", 0x93: "❽", 0x94: "❾", 0x95: "❿", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉",
    0xA5: "◎", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "●", 0x97: "●", 0x98: "●",
    0x99: "◉", 0x9A: "○", 0x9B: "○", 0x9E: "◉", 0x9F: "■", 0xA0: "■", 0xA1: "■", 0xA2: "■", 0xA3: "□", 0xA4: "□",
    0xA5: "□",
}  # fmt: skip
_WINGDINGS_3 = {
    0x20: " ", 0x21: "→", 0x22: "←", 0x23: "↑", 0x24: "↓", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽", 0x74: "◀",
    0x75: "▶", 0x76: "◁", 0x77: "▷", 0x7D: "▶",
}  # fmt: skip
_WEBDINGS = {0x20: " ", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_MARLETT = {0x20: " ", 0x61: "✓", 0x62: "✓", 0x72: "✗", 0x68: "●", 0x69: "●"}
_GREEK = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SMALL_GREEK = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL = {
    **{code: chr(code) for code in b" !#%&()+,./0123456789:;<=>?[]_{|}"}, **_GREEK, **_SMALL_GREEK,
    0x22: "∀", 0x24: "∃", 0x27: "∍", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼", 0xA0: "€",
    0xA1: "ϒ", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA8: "♦", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xCF: "∉",
    0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔",
    0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3, "webdings": _WEBDINGS,
    "marlett": _MARLETT, "symbol": _SYMBOL, "opensymbol": {}, "zapfdingbats": {}, "zapf dingbats": {},
    "bookshelf symbol 7": {}, "ms outlook": {}, "monotype sorts": {}, "starsymbol": {},
}  # fmt: skip
_REAL = ("opensymbol", "starsymbol")
"""Faces whose letters are ordinary characters; only their private ones are not."""
_CHAR, _FONT, _CODE = q("w:char"), q("w:font"), re.compile("[0-9a-fA-F]{1,6}")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_BASE, _LAST = 0xF000, 0xF0FF
"""Where symbol fonts keep their letters in the private use area."""


@cache
def is_symbolic(face: str) -> bool:
    """Whether a font draws ordinary letters as something else."""
    return _plain(face) in _FONTS and _plain(face) not in _REAL


def has_private(text: str) -> bool:
    """Whether a text holds characters that mean nothing without their font."""
    return _PRIVATE.search(text) is not None


def letter(face: str, code: int) -> str | None:
    """The character that people see for a letter of a symbol font (by its code, private or not); None if that is not known.

    A private code of a font that is no symbol font is not known.
    """
    plain = code - _BASE if _BASE <= code <= _LAST else code
    if _plain(face) in _FONTS and _plain(face) not in _REAL:
        return _FONTS[_plain(face)].get(plain)
    return None if code > 0x10FFFF or has_private(chr(code)) else chr(code)


def drawn(sym: Element) -> str | None:
    """The character that people see for a `w:sym`; None if that is not known."""
    code = sym.get(_CHAR, "")
    return letter(sym.get(_FONT, ""), int(code, 16)) if _CODE.fullmatch(code) else None


def named(sym: Element) -> str:
    """How a `w:sym` is called where nobody knows what it shows: font and code."""
    return f"{sym.get(_FONT, '')} {sym.get(_CHAR, '')}".strip()


def _plain(face: str) -> str:
    return " ".join(face.split()).casefold()
