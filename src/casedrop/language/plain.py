"""Text made harmless for a terminal and a log: one line, every character that could act instead of being read escaped."""

from __future__ import annotations

import unicodedata

_ACTING = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_JOINERS = "\u200c\u200d"
"""Letters of some scripts need these; they move nothing."""
_UNDECODED = range(0xDC80, 0xDD00)
"""How Python writes the bytes of a name that no encoding fits."""


def plain(text: str) -> str:
    r"""The text on one line: controls, marks that turn the reading direction and undecoded bytes as `\x1b`, `\u202e`."""
    return text if text.isascii() and text.isprintable() else "".join(map(_letter, text))


def plain_lines(text: str) -> str:
    """The text, each of its lines made plain; its tabs stay."""
    return "\n".join("\t".join(map(plain, line.split("\t"))) for line in text.split("\n"))


def _letter(letter: str) -> str:
    code = ord(letter)
    if code in _UNDECODED:
        return f"\\x{code - 0xDC00:02x}"
    if unicodedata.category(letter) not in _ACTING or letter in _JOINERS:
        return letter
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
