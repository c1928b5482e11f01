"""The options of a choice drawn as boxes, and the ways in which people mark one without ticking its box."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from casedrop.formats.word.looks.said import Doubt
from casedrop.formats.word.looks.ticks import bare

_DRAWN = ("picture", "equation", "symbol", "note", "numbered")
_OUT = ("struck", "deleted")


def other_marks(
    words: Mapping[str, str], boxes: Collection[str], ticked: Collection[str], doubts: Sequence[Doubt]
) -> tuple[Doubt, ...]:
    """The doubts about a choice (its words by option) whose options are marked otherwise than by the ticks in their `boxes`,
    by what is doubtful where they stand."""
    found = [*_marked(words, ticked, _in(words, doubts, _OUT), is_out=True)]
    apart = _in(words, doubts, ("apart",))
    found += _marked(words, ticked, apart if len(apart) < len(words) else (), is_out=False)
    if not ticked:
        found += [Doubt("mark", word) for option, word in words.items() if option not in boxes]
        found += [doubt for doubt in doubts if doubt.kind in _DRAWN]
    return tuple(dict.fromkeys(found))


def _in(words: Mapping[str, str], doubts: Sequence[Doubt], kinds: Collection[str]) -> list[str]:
    """The options whose words are what is seen in doubts of some kinds."""
    seen = [bare(doubt.seen) for doubt in doubts if doubt.kind in kinds]
    whole = "".join(seen)
    return [
        option
        for option, word in words.items()
        if bare(word) and (bare(word) in whole or any(len(s) > 1 and s in bare(word) for s in seen))
    ]


def _marked(
    words: Mapping[str, str], ticked: Collection[str], marked: Collection[str], *, is_out: bool
) -> Iterator[Doubt]:
    """The options marked so, if that says something else than the ticks: struck `out` means not this one, set apart means
    this one."""
    agrees = bool(ticked) and (set(marked).isdisjoint(ticked) if is_out else set(marked) <= set(ticked))
    yield from (Doubt("mark", words[option]) for option in marked if not agrees)
