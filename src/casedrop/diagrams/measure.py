"""How wide a text is on a drawing, and how it breaks into lines; near enough for any sans-serif font."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_NARROW_EM, _WIDE_EM = 0.56, 1.0
_PIECES = re.compile(r"[\u2e80-\u9fff\uff00-\uffef][，。、：；！？）」』”]*|\s+|[^\s\u2e80-\u9fff\uff00-\uffef]+")


def width(text: str, size: float) -> float:
    """The width of a line at a font size, in its unit."""
    return size * sum(_WIDE_EM if east_asian_width(letter) in "WF" else _NARROW_EM for letter in text)


def wrapped(text: str, limit: float, size: float) -> list[str]:
    """The text in lines no wider than the limit, broken between words or Chinese letters; a longer word keeps its line."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > limit:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()]
