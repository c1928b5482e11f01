"""Letters made comparable: widths, blanks, control characters."""

from __future__ import annotations

import re
import unicodedata

_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5, 0xFF0D: 0x2D}
_BREAKS = re.compile("\r\n|[\r\v\u2028\u2029]")
_OUTER = re.compile("^[\\s\u200b\ufeff]+|[\\s\u200b\ufeff]+$")
_BLANKS = re.compile(r"\s+")


def narrow(text: str) -> str:
    """The text with full-width ASCII, the ideographic space and the wide yen sign made narrow; nothing else changes.

    Compatibility normalisation is not used, for it would read 10² as 102 and ½ as 1⁄2.
    """
    return text.translate(_NARROW)


def trim(text: str) -> str:
    """The text without outer blanks, zero-width ones included."""
    return _OUTER.sub("", text)


def breaks(text: str) -> str:
    """The text with every way of ending a line written as a line feed, and tabs as spaces."""
    return _BREAKS.sub("\n", text).replace("\t", " ")


def squeeze(text: str) -> str:
    """The text on one line: every run of blanks is one space, none outside."""
    return _BLANKS.sub(" ", trim(text))


def loose(text: str) -> str:
    """The text as choices are compared: NFC, narrow, case folded, blanks squeezed; marks stay (`Có` is not `Co`)."""
    return unicodedata.normalize("NFC", squeeze(narrow(text)).casefold())


def has_control(text: str) -> bool:
    """Whether a character stands in the text that a document cannot hold (XML 1.0, section 2.2).

    Controls but the line feed, half characters, and U+FFFE, U+FFFF; C1 controls too, which only mojibake brings.
    """
    if text.isprintable():  # most are, and that is quickly told
        return False
    return any(c != "\n" and (unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff") for c in text)


def units(text: str) -> int:
    """The length in UTF-16 units, which is how Excel and Word count."""
    return len(text) if text.isascii() else len(text) + sum(c > "\uffff" for c in text)
