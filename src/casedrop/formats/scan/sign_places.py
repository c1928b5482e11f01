"""Where the pages of an issued PDF are to be signed: the places about the words that ask for a hand or a seal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from casedrop.formats.pdf.measures.laid import Box, Laid, Line, laid
from casedrop.formats.pdf.pages import dense, opened
from casedrop.language import messages
from casedrop.language.problem import LANGS

_HALF_WIDE = 41.0
"""Millimetres from the middle of a place to its side, where no other place stands nearer."""
_LINE = 75.0
"""How long a line to sign on is, from where its words begin."""
_UNDER, _OVER, _SEALED = 42.0, 2.0, 38.0
"""How far a place to sign reaches below its words and above them, and one for a seal alone to both sides."""
_LINE_OVER, _LINE_UNDER = 11.0, 3.0
"""How far the place about a line to sign on reaches above its words and below them."""


@dataclass(frozen=True, slots=True)
class SignPlace:
    """A place to sign on a page (from 1), in millimetres from its upper left corner, and what belongs there."""

    page: int
    box: Box
    seals: bool
    hands: bool


def sign_places(pdf: bytes) -> tuple[SignPlace, ...]:
    """The places to sign of a PDF; () if it has none, or is none. A document that asks for no seal may be sealed wherever it
    is signed, and the other way round."""
    try:
        with opened(pdf) as document:
            found = [one for number, page in enumerate(laid(document), 1) for one in _on(page, number)]
    except pypdfium2.PdfiumError:
        return ()
    seals, hands = any(one.seals for one in found), any(one.hands for one in found)
    return tuple(replace(one, seals=one.seals or not seals, hands=one.hands or not hands) for one in found)


def _on(page: Laid, number: int) -> Iterator[SignPlace]:
    """The places of one page."""
    asked = {line: wanted for line in page.lines if any(wanted := _wanted(line))}
    for line, (seals, hands) in asked.items():
        level = [one for one in asked if one is not line and one.box.level(line.box) > 0]
        yield SignPlace(number, _clipped(_box(line, level), page), seals, hands)


def _box(line: Line, level: Sequence[Line]) -> Box:
    """The place about some words, as far as to the places beside it."""
    own = line.box
    if dense(line.text) in _words("signature"):
        end = min((one.box.left for one in level if one.box.left > own.right), default=own.left + _LINE)
        return Box(own.left, own.top - _LINE_OVER, min(end, own.left + _LINE), own.bottom + _LINE_UNDER)
    middle = _middle(own)
    middles = [_middle(one.box) for one in level]
    left = max((m for m in middles if m < middle), default=middle - 2 * _HALF_WIDE)
    right = min((m for m in middles if m > middle), default=middle + 2 * _HALF_WIDE)
    above, below = (_SEALED, _SEALED) if dense(line.text) in _words("seal") else (_OVER, _UNDER)
    sides = max((middle + left) / 2, middle - _HALF_WIDE), min((middle + right) / 2, middle + _HALF_WIDE)
    return Box(sides[0], own.top - above, sides[1], own.bottom + below)


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2


def _clipped(box: Box, page: Laid) -> Box:
    return Box(max(box.left, 0), max(box.top, 0), min(box.right, page.wide), min(box.bottom, page.high))


def _wanted(line: Line) -> tuple[bool, bool]:
    """Whether a seal, and whether a hand, is asked for by a line."""
    said = dense(line.text)
    if said in _words("sign_hint"):
        return True, True
    if said in _words("seal"):
        return True, False
    return False, said in _words("sign_only") | _words("signature")


def _words(key: str) -> frozenset[str]:
    return frozenset(dense(messages.phrase(f"paper.{key}", lang)) for lang in LANGS)
