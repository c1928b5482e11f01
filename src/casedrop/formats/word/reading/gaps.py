"""What stands between two fields of one place: the printed words found in it, and what is left on either side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from casedrop.formats.word.folding import folded, plain, remembered
from casedrop.formats.word.printed import Wording, together


@remembered
def is_printed(gap: str, wordings: tuple[Wording, ...]) -> bool:
    """Whether a gap is what is printed there, and no more; remembered."""
    whole = together(wordings)
    return any(whole.whole.fullmatch(text) for text in (plain(gap), folded(gap)))


def without_lines(wordings: Sequence[Wording], at_start: bool, at_end: bool) -> Wording | None:
    """What is printed in a gap of which the lines of the fields in it are left out; None if they have no lines of their own."""
    before, behind = wordings[0].texts, wordings[-1].texts
    apart = (at_start or all("\n" in text for text in before)) and (at_end or all("\n" in text for text in behind))
    if len(wordings) == 1 or not apart:
        return None
    heads = Wording(frozenset(text[: text.rfind("\n") + 1] for text in before))
    tails = Wording(frozenset(text.partition("\n")[2] for text in behind))
    return heads.and_then(tails)


def ways(
    owners: Sequence[int], wordings: Sequence[Wording], at_start: bool, at_end: bool
) -> Iterator[tuple[Sequence[int], Sequence[Wording]]]:
    """The owners of a gap and the wordings between them: at an end of the spot, also without what need not be printed."""
    for keeps in (lambda w: bool(w.solid), lambda w: w.always):
        some, between = list(owners), list(wordings)
        if at_start and some[0] < 0 and not keeps(between[0]):
            some, between = some[1:], between[1:]
        if at_end and between and not keeps(between[-1]):
            some, between = some[:-1], between[:-1]
        yield some, between


def split(gap: str, wordings: Sequence[Wording]) -> list[str] | None:
    """The pieces of a gap before, between and behind its wordings, if those are all there and there is but one way to see it."""
    if not wordings:
        return [gap]
    solids = [w.solid for w in wordings]
    if not all(solids):
        return None
    letters, places = _letters(gap)
    patterns = [re.compile(solid) for solid in solids]
    first, last = _first(letters, patterns), _last(letters, patterns)
    if first is None or first != last:
        return None
    starts = [0, *(places[end - 1] + 1 for _, end in first)]
    ends = [*(places[start] for start, _ in first), len(gap)]
    return [gap[start:end] for start, end in zip(starts, ends, strict=True)]


def _first(text: str, patterns: Sequence[re.Pattern[str]]) -> list[tuple[int, int]] | None:
    """Where the patterns stand one after the other, each as early as may be."""
    spans: list[tuple[int, int]] = []
    for pattern in patterns:
        match = pattern.search(text, spans[-1][1] if spans else 0)
        if match is None:
            return None
        spans.append(match.span())
    return spans


def _last(text: str, patterns: Sequence[re.Pattern[str]]) -> list[tuple[int, int]] | None:
    """Where the patterns stand one after the other, each as late as may be."""
    spans: list[tuple[int, int]] = []
    end = len(text)
    for pattern in reversed(patterns):
        ends = (pattern.match(text, at, end) for at in range(end, -1, -1))
        match = next((m for m in ends if m), None)
        if match is None:
            return None
        spans.append(match.span())
        end = match.start()
    return spans[::-1]


def _letters(gap: str) -> tuple[str, list[int]]:
    """A gap made plain letter by letter, and where each letter stands in it."""
    letters: list[str] = []
    places: list[int] = []
    for at, c in enumerate(gap):
        piece = plain(c)
        if piece == "\n" and letters and letters[-1] == "\n":
            continue
        letters += piece
        places += [at] * len(piece)
    return "".join(letters), places
