"""What a document says where no field stands and the template prints something else: asked about, never dropped."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from casedrop.formats.word.layout import EDGE, Fixed
from casedrop.formats.word.page import Page, Spot
from casedrop.formats.word.placeholder import NONE
from casedrop.formats.word.printed import folded
from casedrop.language.problem import Problem

_NUMBER = re.compile(r"\d*\.?|—")
_ALIKE = 0.6
_LONGEST = 300


def leftover(pages: Sequence[Page], owned: Collection[Spot], fixed: Fixed) -> list[Problem]:
    """`wording.changed` (args old, given) for printed words that are others now, `text.nowhere` (args given) for any other
    text that belongs to no field."""
    seen: set[str] = set()
    found = [each for n, one in enumerate(pages) for each in _strange(one, EDGE if n else "", owned, fixed, seen)]
    lost = {way: text for way, text in fixed.lines.items() if way not in seen}
    return [_problem(spot, text, lost) for spot, text in found]


def _strange(
    one: Page, before: str, owned: Collection[Spot], fixed: Fixed, seen: set[str]
) -> Iterator[tuple[Spot, str]]:
    """The places without a field whose text is not printed, with that text."""
    room = Counter(fixed.behind)
    for spot in one.spots:
        way = folded(spot.text).rstrip(":*")
        if spot in owned:
            before = spot.spans[0].identity.pointer if spot.spans else before
        elif way:
            lines = [line for line in spot.text.split("\n") if not _is_fixed(line, fixed, seen)]
            if not lines or _is_fixed(spot.text, fixed, seen):
                before = way
            elif room[before, spot.is_cell]:
                room[before, spot.is_cell] -= 1
            else:
                yield spot, "\n".join(lines)


def _is_fixed(text: str, fixed: Fixed, seen: set[str]) -> bool:
    """Whether a text is printed; it has been seen now."""
    seen.add(folded(text).rstrip(":*"))
    return is_fixed(text, fixed)


def is_fixed(text: str, fixed: Fixed) -> bool:
    """Whether the template prints a text somewhere."""
    way = folded(text).rstrip(":*")
    return way in ("", NONE) or way in fixed.lines or any(pattern.fullmatch(folded(text)) for pattern in fixed.patterns)


def is_number(text: str) -> bool:
    """Whether a text is no more than the number of a row."""
    return _NUMBER.fullmatch(text.strip()) is not None


def _problem(spot: Spot, text: str, lost: dict[str, str]) -> Problem:
    """What is said of a text: which printed words it stands for now, if it is much like some that are gone."""
    way = folded(text)
    near = difflib.get_close_matches(way, lost, n=1, cutoff=_ALIKE)
    if near:
        old = " ".join(lost[near[0]].split())
        return Problem("wording.changed", spot.place, args={"old": old[:_LONGEST], "given": _shown(text)})
    return Problem("text.nowhere", spot.place, args={"given": _shown(text)})


def _shown(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
