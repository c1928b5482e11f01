"""Lines of text: how wide a text is, how many lines it takes in a column, and how high they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import east_asian_width, normalize

LEADING = {False: 1.35, True: 1.45}
"""Points of a line for each point of type, in Latin and in Chinese faces (Noto's is the highest)."""

AROUND, LEAST = 4.5, 20.0
"""Points of air around all lines, and of the lowest row (documents.md 8)."""

TALLEST = 409.0
"""Points beyond which Excel makes no row."""

_PIECES = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]|\s+|[^\s\u2e80-\u9fff]+"
)

_WIDEST, _BOLDEST = 2.0, 1.09
"""More than a letter is wide, bold, and more than bold makes a text wider."""

_NARROW, _WIDE = frozenset("fijlrtI .,:;!'|()[]-"), frozenset("mwMW@%")


DEFAULT_ROW = 15.0
"""Points of a row that nobody set a height for."""

SMALLEST = 0.8
"""The scale below which a print is not made smaller: 10 points must not come out below 8 (documents.md 8)."""


class Face(NamedTuple):
    """A cell as its text sees it: characters of width, points of type, whether bold, steps of indent."""

    width: float
    size: float
    bold: bool
    indent: int


def points(text: str, face: Face, *, chinese: bool) -> float:
    """The points a text needs in a cell."""
    room = face.width * 9.7 / face.size - 1.0 - 1.2 * face.indent
    lines = sum(count_lines(part, max(room, 1.0), bold=face.bold) for part in text.split("\n"))
    return lines * face.size * LEADING[chinese] + AROUND


def count_lines(text: str, room: float, *, bold: bool = False) -> int:
    """How many lines a paragraph takes in a width of so many figures; words stay whole, Chinese breaks anywhere."""
    if len(text) * _WIDEST < room or measure(text) * _BOLDEST < room:
        return 1
    lines, used = 1, 0.0
    for piece in _PIECES.findall(text):
        width = measure(piece) * (1.08 if bold else 1.0)
        if used + width > room and not piece.isspace() and used:
            lines, used = lines + 1, 0.0
        lines += int(width // room) if width > room else 0
        used = width % room if width > room else used + width
    return lines


def measure(text: str) -> float:
    """The width of a text in figures of its font: Chinese nearly two, capitals more than small letters, i and l less."""
    return sum(map(_width_of, text))


@lru_cache(maxsize=8192)
def _width_of(sign: str) -> float:
    if east_asian_width(sign) in "WF":
        return 1.8
    letter = normalize("NFD", sign)[0]
    if letter in _NARROW:
        return 0.52
    return 1.5 if letter in _WIDE else 1.25 if letter.isupper() else 1.0
