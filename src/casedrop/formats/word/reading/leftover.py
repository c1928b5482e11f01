"""What a document says where no field stands and the template prints something else: asked about, never dropped."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from casedrop.formats.word.folding import folded, remembered, way
from casedrop.formats.word.layout import EDGE, Fixed
from casedrop.formats.word.page import Page, Spot
from casedrop.formats.word.placeholder import NONE
from casedrop.language.problem import Problem

_NUMBER = re.compile(r"\d*\.?|—")
_ALIKE = 0.6
_LONGEST = 300


def leftover(pages: Sequence[Page], owned: Collection[Spot], fixed: Fixed) -> list[Problem]:
    """`wording.changed` (args old, given) for printed words that are others now, `text.nowhere` (args given) for any other
    text that belongs to no field."""
    seen: set[str] = set()
    found = [each for n, one in enumerate(pages) for each in _strange(one, EDGE if n else "", owned, fixed, seen)]
    lost = {said: text for said, text in fixed.lines.items() if said not in seen} if found else {}
    return [_problem(spot, text, lost) for spot, text in found]


def _strange(
    one: Page, before: str, owned: Collection[Spot], fixed: Fixed, seen: set[str]
) -> Iterator[tuple[Spot, str]]:
    """The places without a field whose text is not printed, with that text."""
    room = Counter(fixed.behind)
    for spot in one.spots:
        if spot in owned:
            before = spot.spans[0].identity.pointer if spot.spans else before
        elif said := way(spot.text):
            lines, ways = _lines(spot.text, fixed)
            seen |= ways
            if not lines:
                before = said
            elif room[before, spot.is_cell]:
                room[before, spot.is_cell] -= 1
            else:
                yield spot, lines


@remembered
def _lines(text: str, fixed: Fixed) -> tuple[str, frozenset[str]]:
    """The lines of a place that are not printed, "" where all are or the whole is; and all that was looked for."""
    lines = text.split("\n")
    rest = [line for line in lines if not is_fixed(line, fixed)]
    ways = map(way, [*lines, text] if rest else lines)
    return "" if not rest or is_fixed(text, fixed) else "\n".join(rest), frozenset(ways)


@remembered
def is_fixed(text: str, fixed: Fixed) -> bool:
    """Whether the template prints a text somewhere; remembered."""
    said = way(text)
    return said in ("", NONE) or said in fixed.lines or any(p.fullmatch(folded(text)) for p in fixed.patterns)


def is_number(text: str) -> bool:
    """Whether a text is no more than the number of a row."""
    return _NUMBER.fullmatch(text.strip()) is not None


def _problem(spot: Spot, text: str, lost: dict[str, str]) -> Problem:
    """What is said of a text: which printed words it stands for now, if it is much like some that are gone."""
    near = difflib.get_close_matches(folded(text), sharing(folded(text), lost), n=1, cutoff=_ALIKE)
    if near:
        old = " ".join(lost[near[0]].split())
        return Problem("wording.changed", spot.place, args={"old": old[:_LONGEST], "given": _shown(text)})
    return Problem("text.nowhere", spot.place, args={"given": _shown(text)})


def sharing(text: str, lost: Iterable[str]) -> list[str]:
    """Those of some texts that share so many letters with one as those must that are much like it: counting is quick."""
    letters = Counter(text).items()
    most = [(said, sum(min(n, said.count(letter)) for letter, n in letters)) for said in lost]
    return [said for said, shared in most if 2 * shared >= _ALIKE * (len(text) + len(said))]


def _shown(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
