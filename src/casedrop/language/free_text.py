"""Texts, lines and codes as people type them."""

from __future__ import annotations

import unicodedata

from casedrop.language.letters import breaks, has_control, narrow, trim, units
from casedrop.language.parsed import Bad, Ok

LONGEST = 32767
"""The most UTF-16 units an Excel cell holds (Excel's specifications and limits); Word's controls follow suit."""


def read_line(text: str) -> Ok | Bad:
    """One line: NFC, outer blanks off, line breaks and tabs made spaces; `text.control`, `text.too-long`."""
    return _checked(breaks(text).replace("\n", " "))


def read_lines(text: str) -> Ok | Bad:
    """Several lines: NFC, every line's right blanks and the outer blank lines off, breaks as line feeds; may be Bad."""
    return _checked("\n".join(line.rstrip(" \u00a0\u3000") for line in breaks(text).split("\n")))


def read_code(text: str) -> Ok | Bad:
    """An id: as one line, full-width letters and digits made ASCII; zeros in front stay."""
    return read_line(narrow(text))


def _checked(text: str) -> Ok | Bad:
    if has_control(text):
        return Bad("text.control", {"given": "".join("�" if has_control(c) else c for c in text)[:80]})
    value = trim(unicodedata.normalize("NFC", text))
    if units(value) > LONGEST:
        return Bad("text.too-long", {"limit": LONGEST, "given": units(value)})
    return Ok(value or None)
