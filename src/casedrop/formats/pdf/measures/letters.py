"""Letters one cannot read: too small, over each other, cut by their cell, or two texts without a blank between."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from casedrop.formats.pdf.measures.body import MARGIN, Body
from casedrop.formats.pdf.measures.laid import Box, Letter, Line
from casedrop.formats.pdf.measures.places import at
from casedrop.formats.pdf.measures.told import Told
from casedrop.language.problem import Problem

SMALLEST = 7.0
"""Points: what is smaller, nobody reads on paper."""
_ROUND = 0.25
_OVER = 0.35
"""Ink that lies over other ink with so much of itself is unreadable; less may be a tall accent."""
_ACROSS = 0.3
_HIDDEN = re.compile("#{3,}")
_SHORTEST = 3


def small(pages: Sequence[Body], _told: Told) -> Iterator[Problem]:
    """`page.small` for the smallest letters of a page below seven points (args given, in points); not in the margin, where a
    page says its number and its id."""
    for body in pages:
        sizes = [line.size for line in body.lines if line.text.strip() and line.base < body.page.high - MARGIN]
        if sizes and min(sizes) < SMALLEST - _ROUND:
            yield Problem("page.small", at(body), args={"given": f"{min(sizes):.1f}"})


def overlapping(pages: Sequence[Body], _told: Told) -> Iterator[Problem]:
    """`page.overlap` for each line whose letters lie over another's (args given, other)."""
    for body in pages:
        for one, other in _over(body):
            yield Problem(
                "page.overlap", at(body, one.box.top), args={"given": one.text.strip(), "other": other.text.strip()}
            )


def cut(pages: Sequence[Body], _told: Told) -> Iterator[Problem]:
    """`page.cut` for each line that goes over a rule of its cell or over the page's edge, and for each number a sheet shows as
    `###` (args given)."""
    for body in pages:
        for line in body.lines:
            if _HIDDEN.search(line.text) or _is_over(line, body):
                yield Problem("page.cut", at(body, line.box.top), args={"given": line.text.strip()})


def glued(pages: Sequence[Body], told: Told) -> Iterator[Problem]:
    """`page.glued` for two answers, or a field's name and an answer, in one line with nothing between (args given)."""
    values = [v for v in dict.fromkeys(told.values) if _stands_alone(v)]
    labels = [v for v in dict.fromkeys(told.labels) if _stands_alone(v)]
    for body in pages:
        for line in body.lines:
            given = _without_blank(line.apart, values, labels)
            if given:
                yield Problem("page.glued", at(body, line.box.top), args={"given": given})


def _stands_alone(text: str) -> bool:
    """Whether a text is long enough to be known again, and begins and ends with a letter or a figure."""
    return len(text) >= _SHORTEST and text[0].isalnum() and text[-1].isalnum()


def _without_blank(text: str, values: Sequence[str], labels: Sequence[str]) -> str:
    """Two texts of which one is a value, and that touch in a line; "" if none do. Between Chinese signs no blank is due."""
    here, names = [v for v in values if v in text], [v for v in labels if v in text]
    pairs = ((one, other) for one in (*here, *names) for other in here if one != other)
    glue = (one + other for one, other in pairs if not (_is_chinese(one[-1]) and _is_chinese(other[0])))
    return next((both for both in glue if both in text and not any(both in v for v in (*here, *names))), "")


def _is_chinese(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


def _over(body: Body) -> Iterator[tuple[Line, Line]]:
    """The pairs of lines of which letters lie over each other."""
    squares: dict[tuple[int, int], list[tuple[Letter, Line]]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for line in body.lines:
        for letter in line.letters:
            if letter.text.isspace() or letter.box.wide <= 0 or letter.text == "_":
                continue
            for square in _squares(letter.box):
                for other, owner in squares[square]:
                    pair = (id(owner), id(line))
                    if owner is not line and pair not in found and _share(letter.box, other.box) > _OVER:
                        found.add(pair)
                        yield line, owner
                squares[square].append((letter, line))


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    """The squares of four millimetres in which a box lies."""
    for across in range(int(box.left // 4), int(box.right // 4) + 1):
        for down in range(int(box.top // 4), int(box.bottom // 4) + 1):
            yield across, down


def _share(one: Box, other: Box) -> float:
    """How much of the smaller of two boxes lies over the other."""
    both = max(one.beside(other), 0) * max(one.level(other), 0)
    return both / max(min(one.wide * one.high, other.wide * other.high), 1e-6)


def _is_over(line: Line, body: Body) -> bool:
    """Whether a rule goes through a letter of a line, or the page ends in it."""
    if line.box.right > body.page.wide - 1 or line.box.left < 1:
        return True
    return any(_crossed(letter, rule) for letter in line.letters for rule in _rules(line, body))


def _rules(line: Line, body: Body) -> list[Box]:
    """The rules a line meets."""
    return [r for r in (*body.page.across, *body.page.down) if r.beside(line.box) > 0 and r.level(line.box) > 0]


def _crossed(letter: Letter, rule: Box) -> bool:
    """Whether a rule goes through the middle of a letter's ink."""
    box = letter.box
    if letter.text.isspace() or not letter.text.isalnum() or box.high <= 0 or box.wide <= 0:
        return False
    if rule.wide > rule.high:
        middle, near, far, along = (rule.top + rule.bottom) / 2, box.top, box.bottom, rule.beside(box) > box.wide / 2
    else:
        middle, near, far, along = (rule.left + rule.right) / 2, box.left, box.right, rule.level(box) > box.high / 2
    return along and near + _ACROSS * (far - near) < middle < far - _ACROSS * (far - near)
