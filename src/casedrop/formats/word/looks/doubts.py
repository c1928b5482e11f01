"""What in a piece of a document cannot be taken for plain text, and what becomes of it in a field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from casedrop.formats.word.looks.said import Doubt
from casedrop.language.problem import Json, Place, Problem

_SHOWN = 60
"""Of what is seen, a message shows at most so many characters."""
_FREE = ("text", "lines")
_ALWAYS = {
    "symbol": "text.symbol",
    "note": "text.note",
    "picture": "text.picture",
    "boxed": "text.boxed",
    "mark": "choice.mark",
}
_EXACT = {
    "struck": "text.struck",
    "hidden": "text.hidden",
    "raised": "text.raised",
    "equation": "text.equation",
    "numbered": "text.numbered",
    "moving": "text.moving",
}
_TOLD = {"struck": "noted.struck", "hidden": "noted.hidden", "moving": "noted.moving", "computed": "noted.computed"}
_CHANGES = ("deleted", "inserted")


@dataclass(frozen=True, slots=True)
class Judged:
    """What doubts lead to in one field: what is asked, which leaves no value, and what is told beside one."""

    asked: tuple[Problem, ...] = ()
    told: tuple[Problem, ...] = ()


def judged(
    doubts: Sequence[Doubt],
    kind: str,
    text: str,
    place: Place,
    pointer: str,
    is_hint: Callable[[str], bool],
) -> Judged:
    """What the doubts about a field's `text` lead to: in numbers, dates, codes and choices everything that could be read
    otherwise is asked; in texts only what nobody can read. What `is_hint` was nothing that stood there, and a text box that
    says all there is is the answer."""
    doubts = [doubt for doubt in doubts if not is_hint(doubt.seen) and not _is_all(doubt, text)]
    if not doubts:
        return Judged()
    tables = (_ALWAYS,) if kind in _FREE else (_ALWAYS, _EXACT)
    asked = [*_named(doubts, {k: v for t in tables for k, v in t.items()}, text, place, pointer)]
    if kind not in _FREE and not asked and _is_rewritten(doubts, text):
        asked.append(_rewritten(doubts, text, place, pointer))
    told = () if asked else tuple(_named(doubts, _TOLD, text, place, pointer))
    return Judged(tuple(asked), told)


def _is_all(doubt: Doubt, text: str) -> bool:
    """Whether a text box is all that stands in a field."""
    return doubt.kind == "boxed" and doubt.seen.split() == text.split()


def _named(doubts: Iterable[Doubt], codes: dict[str, str], text: str, place: Place, pointer: str) -> Iterator[Problem]:
    """One Problem for all doubts of a kind, naming what is seen and what is left."""
    seen: dict[str, list[str]] = {}
    for doubt in doubts:
        if doubt.kind in codes:
            seen.setdefault(codes[doubt.kind], []).append(doubt.seen)
    for code, given in seen.items():
        args: dict[str, Json] = {"given": _short(" ".join(g for g in given if g)), "left": _short(text)}
        yield Problem(code if text.strip() or code not in _WHOLE else _WHOLE[code], place, pointer, args)


_WHOLE = {"text.struck": "text.struck-whole", "text.hidden": "text.hidden-whole"}
"""The codes for a field in which nothing else stands."""


def _is_rewritten(doubts: Iterable[Doubt], text: str) -> bool:
    """Whether tracked changes leave two readings: something was deleted, or put into what stood there."""
    deleted = "".join(d.seen for d in doubts if d.kind == "deleted").strip()
    inserted = "".join(d.seen for d in doubts if d.kind == "inserted").strip()
    return bool(deleted) or (bool(inserted) and inserted != text.strip())


def _rewritten(doubts: Iterable[Doubt], text: str, place: Place, pointer: str) -> Problem:
    changed = " ".join(d.seen for d in doubts if d.kind in _CHANGES)
    deleted = " ".join(d.seen for d in doubts if d.kind == "deleted")
    return Problem("text.tracked", place, pointer, args={"given": _short(deleted or changed), "left": _short(text)})


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"
