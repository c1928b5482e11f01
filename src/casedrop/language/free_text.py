"""Texts, lines and codes as people type them."""

from __future__ import annotations

import re
import unicodedata

from casedrop.language.encodings import misread
from casedrop.language.letters import (
    apart,
    breaks,
    clean,
    folded,
    has_control,
    in_latin,
    named,
    stranger,
    trim,
    turning,
    units,
)
from casedrop.language.parsed import Bad, Ok

LONGEST = 32767
"""The most UTF-16 units an Excel cell holds (Excel's specifications and limits); Word's controls follow suit."""

_STROKE = re.compile("(?<=[A-Za-z0-9])[一ー―](?=[A-Za-z0-9])")
"""Letters of other scripts that look like a hyphen among figures and letters."""


def read_line(text: str) -> Ok | Bad:
    """One line: NFC, outer blanks off, line breaks and tabs made spaces, what cannot be seen taken out; `text.control`,
    `text.too-long`, `text.encoding`, `text.lost`."""
    return _checked(breaks(text).replace("\n", " ").replace("\t", " "))


def read_lines(text: str) -> Ok | Bad:
    """Several lines: NFC, every line's right blanks and the outer blank lines off, breaks as line feeds; tabs stay, for they
    keep the cells of a pasted table apart; may be Bad."""
    return _checked("\n".join(line.rstrip(" \t\u00a0\u3000") for line in clean(breaks(text)).split("\n")))


def read_code(text: str) -> Ok | Bad:
    """An id: as one line, folded; zeros in front stay. A letter that only looks like another is made that other if it is
    among such, else asked about (`text.letter`); so is what stands on several lines (`text.parted`)."""
    if len(apart(text)) > 1:
        return Bad("text.parted", {"given": trim(text)[:80]})
    code = in_latin(folded(unicodedata.normalize("NFC", text)))
    result = read_line(code)
    stroke = _STROKE.search(code)
    strange = turning(text) or (named(stroke[0]) if stroke else stranger(code))
    if strange and isinstance(result, Ok):
        return Bad("text.letter", {"given": trim(text)[:80], "letter": strange})
    return result


def _checked(text: str) -> Ok | Bad:
    value = trim(clean(text))
    wrong = misread(text) or (misread(value) if value != text else None)
    if wrong:
        return Bad(wrong.code, {"given": trim(text)[:80], "encoding": wrong.encoding})
    if has_control(text):
        return Bad("text.control", {"given": "".join("�" if has_control(c) else c for c in text)[:80]})
    if units(value) > LONGEST:
        return Bad("text.too-long", {"limit": LONGEST, "given": units(value)})
    return Ok(value or None)
