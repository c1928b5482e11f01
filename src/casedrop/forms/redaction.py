"""Leaks: values that a reader must not see, looked for in all that a file holds. Pure: what it holds comes as pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from casedrop import language
from casedrop.forms.form import ROW, Field, Form
from casedrop.forms.pointers import pattern
from casedrop.forms.reading import Piece
from casedrop.language.currency import WORDED, AmountError
from casedrop.language.problem import LANGS, Json, Place, Problem

LEAST = 5
"""The weight from which a text is looked for: a Chinese character weighs two. Shorter ones stand in any file by chance."""
FIGURES = 4
"""The figures from which a number is looked for, but for those that may be years."""

_DATES = (
    *("{y}/{m:02}/{d:02}", "{y}.{m:02}.{d:02}", "{y}{m:02}{d:02}", "{y}-{m}-{d}", "{y}/{m}/{d}"),
    *("{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}", "{d:02}.{m:02}.{y}", "{d}/{m}/{y}", "{m:02}/{d:02}/{y}", "{m}/{d}/{y}"),
    *("{y}年{m:02}月{d:02}日", "{d} tháng {m} năm {y}", "{d:02} tháng {m:02} năm {y}"),
)
_EPOCH = date(1899, 12, 30)
"""Day zero of a workbook's dates."""
_TIMES = {
    "万": 4,
    "萬": 4,
    "亿": 8,
    "億": 8,
    "nghìn": 3,
    "ngàn": 3,
    "triệu": 6,
    "tỷ": 9,
    "tỉ": 9,
    "thousand": 3,
    "million": 6,
    "billion": 9,
}
_TOKEN = re.compile(rf"(?<![\d.,])(\d[\d.,'’ ]*\d|\d)\s*({'|'.join(_TIMES)})?", re.IGNORECASE)
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_NUMERALS = re.compile("[零壹贰貳叁肆伍陆陸柒捌玖拾佰仟万萬亿億]+")
_YEAR = re.compile(r"(19|20)\d\d")

Figure = tuple[str, str]
"""A number as its figures before and behind the point, needless noughts left out."""


@dataclass(frozen=True, slots=True)
class Secret:
    """One hidden value: its concrete pointer, all spellings of it (folded), its figures, and its field's other names."""

    pointer: str
    spellings: frozenset[str]
    figures: frozenset[Figure]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Leak:
    """A hidden value that a file holds, by its pointer, and where."""

    pointer: str
    place: Place


def secrets(form: Form, hidden: Mapping[str, Json], known: Iterable[Piece] = ()) -> tuple[Secret, ...]:
    """What is looked for of a whole form's hidden values (by concrete pointer).

    What `known` pieces hold anyway, such as a document without any answers, gives nothing away and is not looked for.
    Choices, short texts and small numbers are judged by their field only.
    """
    there = tuple(known)
    common = frozenset(map(fold, {piece.text for piece in there}))
    seen = frozenset(figure for said in {_said(piece): piece for piece in there}.values() for figure in _figures(said))
    return tuple(_uncommon(_secret(form.by_pointer[pattern(p)], p, v), common, seen) for p, v in hidden.items())


def leaks(pieces: Iterable[Piece], hidden: Iterable[Secret]) -> tuple[Leak, ...]:
    """The hidden values that stand in the pieces of a file: each once for each place."""
    wanted, given = list(hidden), dict[tuple[str, str], tuple[Secret, ...]]()  # files say the same a hundred times
    leaks = (Leak(s.pointer, piece.place) for piece in pieces for s in _given(piece, wanted, given))
    return tuple({(leak.pointer, leak.place.kind, *leak.place.args.items()): leak for leak in leaks}.values())


def fold(text: str) -> str:
    """A text as it is compared: one form of each letter, small, without anything that takes no ink."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", plain))


def figures(text: str) -> Iterator[Figure]:
    """Every number that a careful reader could see in a text: `1.234.567`, `1,234,567.00`, `123.4567万`."""
    plain = _UNSEEN.sub(" ", unicodedata.normalize("NFKC", text))
    for match in _TOKEN.finditer(plain):
        times = _TIMES.get((match[2] or "").casefold(), 0)
        for token in dict.fromkeys((match[1], match[1].replace(" ", ""), *match[1].split(" "))):
            yield from (_scaled(figure, times) for figure in _readings(token))


def _given(piece: Piece, wanted: list[Secret], known: dict[tuple[str, str], tuple[Secret, ...]]) -> tuple[Secret, ...]:
    """The secrets that a piece gives away, worked out once for all pieces that say the same."""
    said = _said(piece)
    if said not in known:
        known[said] = tuple(_in(piece, wanted))
    return known[said]


def _said(piece: Piece) -> tuple[str, str]:
    return piece.kind, piece.text


def _in(piece: Piece, wanted: list[Secret]) -> Iterator[Secret]:
    """The secrets that a piece gives away."""
    if piece.kind == "name":
        yield from (s for s in wanted if piece.text in s.names)
        return
    folded = fold(piece.text)
    seen = (
        {_exact(piece.text)} if piece.kind == "number" else set(figures(piece.text)) if piece.kind == "text" else set()
    )
    for secret in wanted:
        if any(spelling in folded for spelling in secret.spellings) or secret.figures & seen:
            yield secret


def serial(day: date) -> str:
    """A day as cells hold it: the number of days since Excel's first."""
    return str((day - _EPOCH).days)


def _secret(field: Field, pointer: str, value: Json) -> Secret:
    names = frozenset({field.pointer.casefold(), field.pointer.replace(ROW, "/").casefold()})
    if field.kind == "choice":
        return Secret(pointer, frozenset(), frozenset(), names)
    if field.kind in ("decimal", "integer"):
        figure = _exact(str(value))
        is_rare = len(figure[0] + figure[1]) >= FIGURES and not (_YEAR.fullmatch(figure[0]) and not figure[1])
        return Secret(pointer, _heavy(_in_words(str(value))), frozenset({figure} if is_rare else ()), names)
    if field.kind == "date":
        day = date.fromisoformat(str(value))
        return Secret(pointer, _heavy(_spelled(day)), frozenset({(serial(day), "")}), names)
    return Secret(pointer, _heavy((str(value),)), frozenset(), names)


def _heavy(texts: Iterable[str]) -> frozenset[str]:
    """The texts, folded, that are long enough to be no chance."""
    folded = (fold(text) for text in texts)
    return frozenset(t for t in folded if sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in t) >= LEAST)


def _spelled(day: date) -> Iterator[str]:
    """A date as people write it in four languages, figures first."""
    iso = day.isoformat()
    yield from (text.format(y=day.year, m=day.month, d=day.day) for text in _DATES)
    yield from (language.show(iso, "date", lang) for lang in LANGS)
    yield from (language.long_date(iso, lang) for lang in LANGS)
    yield from (day.strftime(shape) for shape in ("%d %b %Y", "%b %d, %Y", "%B %d, %Y"))


def _in_words(amount: str) -> Iterator[str]:
    """An amount in words, and the Chinese ones also without their currency, which may stand elsewhere or be another."""
    for currency in WORDED:
        for lang in LANGS:
            with suppress(AmountError):
                words = language.in_words(amount, currency, lang)
                yield from (words, *_NUMERALS.findall(words))


def _uncommon(secret: Secret, common: frozenset[str], seen: frozenset[Figure]) -> Secret:
    """The secret less what stands in known texts and numbers anyway."""
    spellings = frozenset(s for s in secret.spellings if not any(s in text for text in common))
    return replace(secret, spellings=spellings, figures=secret.figures - seen)


def _figures(piece: Piece) -> Iterator[Figure]:
    """The numbers in a piece."""
    if piece.kind == "number":
        yield _exact(piece.text)
    elif piece.kind == "text":
        yield from figures(piece.text)


def _readings(token: str) -> Iterator[Figure]:
    """What a number with points, commas, blanks may mean: all of it whole, or the last mark a point."""
    digits = re.sub(r"\D", "", token)
    yield digits.lstrip("0") or "0", ""
    whole, mark, rest = token, "", ""
    for at in range(len(token) - 1, -1, -1):
        if token[at] in ".,":
            whole, mark, rest = token[:at], token[at], token[at + 1 :]
            break
    if mark:
        yield re.sub(r"\D", "", whole).lstrip("0") or "0", re.sub(r"\D", "", rest).rstrip("0")


def _exact(text: str) -> Figure:
    """The figures of a number as programs write it."""
    whole, _, rest = text.strip().removeprefix("-").removeprefix("+").partition(".")
    return whole.lstrip("0") or "0", rest.rstrip("0")


def _scaled(figure: Figure, times: int) -> Figure:
    """A number times a power of ten."""
    if not times:
        return figure
    moved = figure[1].ljust(times, "0")
    return (figure[0] + moved[:times]).lstrip("0") or "0", moved[times:].rstrip("0")


def leaked(code: str, form: Form, leak: Leak, **args: object) -> Problem:
    """The Problem of a leak: which field of the form, by its labels, and where."""
    field = form.base.by_pointer[pattern(leak.pointer)]
    return Problem(code, leak.place, args={"field": field.labels, **args})
