"""What a document prints outside its fields, and what of that came back otherwise than it was issued. Pure."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casedrop.language.problem import Place

_ALIKE = 0.5
_NEAR = 40
_NOTHING = "—–-"
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_BLANK = re.compile(r"\s+")
_PAGES = re.compile(r"\d{1,3}")
_WORDS = re.compile(r"\s+|[^\W\d_]+|\d+|.", re.DOTALL)
_HAN = re.compile(r"[\u2e80-\u9fff]")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document says at one place: all of it, and, if a field stands there (`pointer`), the words `around` it.

    `edge` is a header or footer, where pages are counted.
    """

    place: Place
    text: str
    pointer: str = ""
    around: tuple[str, ...] = ()
    edge: bool = False


@dataclass(frozen=True, slots=True)
class WordingChange:
    """Printed words that came back otherwise: what stood in the document as issued ("": nothing), what stands there now ("":
    nothing), and where."""

    place: Place
    stood: str
    stands: str

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Both texts word by word, as one reads a changed page: (`same`, `struck` or `added`, text)."""
        struck = added = ""
        for way, old, new in _compared(_words(self.stood), _words(self.stands)):
            if way == "equal" and (old.strip() or not (struck or added)):
                yield from _piece(struck, added)
                yield "same", old
                struck = added = ""
            else:
                struck, added = struck + old, added + new
        yield from _piece(struck, added)


def changes(issued: Sequence[Printed], returned: Sequence[Printed]) -> tuple[WordingChange, ...]:
    """The printed words of a document as issued that were changed, added or left out in what came back, in its order.

    Case, blanks, widths and kinds of quotation marks do not count; neither does what stands in a field, nor where a paragraph
    is broken.
    """
    return (*_outside(*_without_same_edges(_fixed(issued), _fixed(returned))), *_beside(issued, returned))


def digest(told: Sequence[WordingChange], role: str) -> str:
    """Twenty hexadecimal digits that stand for these changes, wherever they are, as shown to one role."""
    said = [role, *([one.stood, one.stands] for one in told)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:20]


def is_told(text: str, told: Sequence[WordingChange]) -> bool:
    """Whether a text that stands where no field is belongs to one of the changes."""
    return any(_flat(text) in _flat(one.stands) for one in told)


def _fixed(document: Sequence[Printed]) -> list[Printed]:
    """The places without a field that say something; a dash is where a document says nothing.

    What headers and footers say counts once: some programs save those of the first, the even and the other pages apart.
    """
    fixed = [one for one in document if not one.pointer and _flat(one.text).strip(_NOTHING)]
    first = {_key(one): one for one in reversed(fixed) if one.edge}
    return [one for one in fixed if not one.edge or first[_key(one)] is one]


def _without_same_edges(stood: Sequence[Printed], stands: Sequence[Printed]) -> Iterator[list[Printed]]:
    """Both documents without the lines that headers and footers of both say: programs save those in an order of their own."""
    same = {_key(one) for one in stood if one.edge} & {_key(one) for one in stands if one.edge}
    for document in (stood, stands):
        yield [one for one in document if not one.edge or _key(one) not in same]


def _outside(stood: Sequence[Printed], stands: Sequence[Printed]) -> Iterator[WordingChange]:
    old, new = [_key(one) for one in stood], [_key(one) for one in stands]
    for way, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if way != "equal" and "".join(old[a:b]) != "".join(new[c:d]):
            yield from _paired(stood[a:b], stands[c:d], (stands[c - 1] if c else None))


def _paired(stood: Sequence[Printed], stands: Sequence[Printed], before: Printed | None) -> Iterator[WordingChange]:
    """The changes of one run of places: what is much alike is one place that was changed."""
    at = 0
    for one in stood:
        near = range(at, min(len(stands), at + _NEAR))
        alike = next((n for n in near if _likeness(one.text, stands[n].text) >= _ALIKE), None)
        if alike is None:
            yield WordingChange(before.place if before and not one.edge else one.place, one.text, "")
            continue
        yield from (WordingChange(extra.place, "", extra.text) for extra in stands[at:alike])
        if _key(one) != _key(stands[alike]):
            yield WordingChange(stands[alike].place, one.text, stands[alike].text)
        before, at = stands[alike], alike + 1
    yield from (WordingChange(extra.place, "", extra.text) for extra in stands[at:])


def _beside(issued: Sequence[Printed], returned: Sequence[Printed]) -> Iterator[WordingChange]:
    """The words beside fields that are gone from where their field stands, and are in no other place instead."""
    there = [(one, _flat(one.text)) for one in returned]
    for one in issued:
        for words in filter(_flat, one.around):
            own = [(other, text) for other, text in there if other.pointer == one.pointer]
            if any(_flat(words) in text for _, text in own or there):
                continue
            now = own[0][0] if own else None
            yield WordingChange(now.place if now else one.place, words.strip(), _what_is_left(words, one, now))


def _what_is_left(words: str, one: Printed, now: Printed | None) -> str:
    """What stands for some words beside a field now: the one of its pieces that is most like them, or the only one that is new
    there (`months` and `years` are not alike)."""
    around = [piece for piece in now.around if _flat(piece)] if now else []
    best = max(around, key=lambda piece: _likeness(words, piece), default="")
    if _likeness(words, best) >= _ALIKE:
        return best.strip()
    known = {_flat(piece) for piece in one.around}
    new = [piece for piece in around if _flat(piece) not in known]
    return new[0].strip() if len(new) == 1 else ""


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for way, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield way, "".join(old[a:b]), "".join(new[c:d])


def _piece(struck: str, added: str) -> Iterator[tuple[str, str]]:
    yield from ((kind, text) for kind, text in (("struck", struck), ("added", added)) if text)


def _likeness(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, _flat(one), _flat(other), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def _key(one: Printed) -> str:
    """A place as it is compared; in headers and footers the numbers of pages do not count."""
    return _PAGES.sub("#", _flat(one.text)) if one.edge else _flat(one.text)


def _flat(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text.translate(_QUOTES)).casefold())


def _words(text: str) -> list[str]:
    """A text in words and blanks; of Chinese, in characters."""
    pieces = _WORDS.findall(text)
    return [part for piece in pieces for part in (piece if _HAN.search(piece) else [piece])]
