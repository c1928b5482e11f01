"""Letters made comparable: widths, blanks, dashes, what cannot be seen, letters that look like others, control characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5, 0xFF0D: 0x2D}
_BREAKS = re.compile("\r\n|[\r\v\u2028\u2029]")
_OUTER = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
_BLANKS = re.compile(r"\s+")
_APART = re.compile("[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_STROKE = "\u0335-\u0338\u20d2\u20d3\u20e5\u20e6\u20ea\u20eb"
_STROKES, _CROSSED = re.compile(f"[{_STROKE}]"), re.compile(f"([^{_STROKE}])[{_STROKE}]+")

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_EMPTY = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0000-\U000e007f"
_UNSEEN = re.compile(f"[{_BIDI}{_EMPTY}{_JOINERS}{_SELECTORS}{_TAGS}]")
_WANTED = re.compile(f"[{_JOINERS}{_SELECTORS}{_TAGS}]")
_TURNING = re.compile("[\u202b\u202e\u2067]")
"""Marks that turn the order in which figures and letters are seen."""

SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
"""The blanks of Unicode (Zs) but for the one of ASCII: to look for them takes longer than to begin most commands."""
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2043, 0x2212, 0x2500, 0x2501, 0xFE58, 0xFE63), "-")
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԚԜаеѕіјорсухһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXQWaesijopcyxhqwABEZHIKMNOPTYXo",
)
"""Cyrillic and Greek letters that cannot be told from Latin ones by eye."""


def narrow(text: str) -> str:
    """The text with full-width ASCII, the ideographic space and the wide yen sign made narrow; nothing else changes.

    Compatibility normalisation is not used, for it would read 10² as 102 and ½ as 1⁄2.
    """
    return text.translate(_NARROW)


def folded(text: str) -> str:
    """The text as everything but running text is read: narrow, every blank a space, every dash `-`, what cannot be seen gone."""
    if text.isascii():
        return text
    return _UNSEEN.sub("", text).translate(_folds())


@cache
def _folds() -> dict[int, int | str]:
    """What each blank, dash and wide letter is folded into."""
    return {**SPACES, **_DASHES, **_NARROW}


def clean(text: str) -> str:
    """Running text in NFC, without what cannot be seen and says nothing: joiners stay in emoji and in scripts that need
    them, marks of direction where something is written from the right."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if not _UNSEEN.search(text):
        return text
    has_right = any(c.isalpha() and unicodedata.bidirectional(c) in ("R", "AL") for c in text)
    junk = re.compile(f"[{_EMPTY}]" if has_right else f"[{_EMPTY}{_BIDI}]")
    return unicodedata.normalize("NFC", "".join(_kept(junk.sub("", text))))


def _kept(text: str) -> Iterator[str]:
    """The letters without joiners, selectors and tags that have nothing to join, select or tag."""
    base = ""
    for letter in text:
        is_wanted = _WANTED.match(letter) is not None
        if is_wanted and not _takes(base, letter):
            continue
        if not is_wanted and unicodedata.category(letter)[0] != "M":
            base = letter
        yield letter


def _takes(base: str, mark: str) -> bool:
    """Whether a letter may be followed by a mark that cannot be seen: tags only by the black flag, the choice between text and
    picture only by signs."""
    if "\U000e0000" <= mark <= "\U000e007f":
        return base == "\U0001f3f4"
    if mark in "\ufe0e\ufe0f":
        return bool(base) and unicodedata.category(base) in ("So", "Sk", "Sm")
    return bool(base) and unicodedata.category(base) in ("Lo", "So", "Sk")


def stranger(text: str) -> str:
    """The first letter of a folded text that is not what it looks like, with its name: `А (U+0410 CYRILLIC CAPITAL LETTER
    A)`; "" for none. Figures of other scripts, private letters and Cyrillic or Greek beside Latin are such."""
    is_latin = any(c.isascii() and c.isalpha() for c in text)
    return next((named(c) for c in text if not c.isascii() and _is_strange(c, is_latin=is_latin)), "")


def turning(text: str) -> str:
    """The first mark in a text that turns the order in which it is seen, with its name; "" for none."""
    found = _TURNING.search(text)
    return named(found[0]) if found else ""


def _is_strange(letter: str, *, is_latin: bool) -> bool:
    if unicodedata.category(letter) in ("Nd", "Co", "Cf"):
        return True
    return _is_other(letter) and (is_latin or twins(letter) != letter)


def _is_other(letter: str) -> bool:
    """Whether a letter is Cyrillic or Greek."""
    return unicodedata.category(letter)[0] == "L" and ("\u0370" <= letter <= "\u052f" or "\u1f00" <= letter <= "\u1fff")


def named(letter: str) -> str:
    """A letter with its number and its name in Unicode."""
    seen = letter if letter.isprintable() else "�"
    return f"{seen} (U+{ord(letter):04X} {unicodedata.name(letter, '?')})"


def twins(text: str) -> str:
    """The text with each Cyrillic or Greek letter that looks like a Latin one made Latin."""
    return text.translate(_TWINS)


def in_latin(text: str) -> str:
    """A code whose Latin letters have foreign twins among them, in Latin; else as it is."""
    has_latin = any(c.isascii() and c.isalpha() for c in text)
    others = [c for c in text if _is_other(c)]
    return twins(text) if others and has_latin and all(twins(c) != c for c in others) else text


def key(text: str) -> str:
    """What two codes have in common that cannot be told apart by eye: for comparing only."""
    return squeeze(twins(folded(unicodedata.normalize("NFC", text))))


def trim(text: str) -> str:
    """The text without outer blanks, zero-width ones included."""
    return text.strip(_OUTER)


def breaks(text: str) -> str:
    """The text with every way of ending a line written as a line feed."""
    return _BREAKS.sub("\n", text)


def squeeze(text: str) -> str:
    """The text on one line: every run of blanks is one space, none outside."""
    return _BLANKS.sub(" ", trim(text))


def loose(text: str) -> str:
    """The text as choices are compared: NFC, as the eye sees it, in small letters; marks stay (`Có` is not `Co`)."""
    return unicodedata.normalize("NFC", squeeze(twins(folded(text))).casefold())


def apart(text: str) -> list[str]:
    """The pieces of a text that stand on lines of their own, or apart by tabs."""
    return [piece for piece in _APART.split(trim(text)) if piece.strip()]


def crossed(text: str) -> str:
    """What in a text is struck through by signs that lie upon its letters (as telephones strike letters through)."""
    return "".join(_CROSSED.findall(unicodedata.normalize("NFC", text))) if _STROKES.search(text) else ""


def has_control(text: str) -> bool:
    """Whether a character stands in the text that a document cannot hold (XML 1.0, section 2.2).

    Controls but line feed and tab, half characters, and U+FFFE, U+FFFF; C1 controls too, which only mojibake brings.
    """
    if text.isprintable():  # most are, and that is quickly told
        return False
    return any(c not in "\n\t" and (unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff") for c in text)


def units(text: str) -> int:
    """The length in UTF-16 units, which is how Excel and Word count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
