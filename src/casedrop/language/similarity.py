"""Names made comparable: the same name written otherwise, and names that are much alike. Nothing that is stored is changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from casedrop.language import filenames
from casedrop.language.chinese_variants import one_script

ALIKE = 0.72
"""From this on two names are called similar: one letter in four may differ."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CLUSTER = re.compile(f"(?:[aeiouy][\u0302\u0306\u031b{_TONES}]*)+")
_CHINESE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_NEEDLESS = re.compile(f"(?<=[{_CHINESE}]) | (?=[{_CHINESE}])")
_LEGAL = re.compile(
    r"\b(cong ty|cty|trach nhiem huu han|tnhh|co phan|cp|ctcp|mot thanh vien|mtv|doanh nghiep tu nhan|dntn|tap doan"
    r"|company|co|limited|ltd|corporation|corp|incorporated|inc|joint stock|jsc|llc|group)\b"
    r"|股份有限公司|有限责任公司|有限公司|集团|公司"
)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What names that are one name, only written otherwise, have in common; idempotent.

    Folded: NFC and NFD, widths, case, blanks, punctuation, where a Vietnamese tone stands (`Hòa`, `Hoà`), the Chinese
    script. Not folded: whether there is a tone (`Hoa`), nor what kind of firm it is, for these are other names.
    """
    bare = unicodedata.normalize("NFD", one_script(_plain(text)))
    placed = _CLUSTER.sub(lambda found: _tone_last(found[0]), bare)
    words = " ".join("".join(c if _counts(c) else " " for c in placed).split())
    return unicodedata.normalize("NFC", _NEEDLESS.sub("", words))


def bare(text: str) -> str:
    """The name without marks, blanks and the words for its kind of firm; of one that is nothing else, with those."""
    words = " ".join(filenames.fold(word) for word in key(text).split())
    left = _LEGAL.sub("", words).replace(" ", "")
    return left or words.replace(" ", "")


def likeness(one: str, other: str) -> float:
    """How much two names are alike, from 0 to 1: 1 if they are one but for marks and the kind of firm."""
    shorter, longer = sorted((bare(one), bare(other)), key=lambda text: (len(text), text))
    if shorter == longer:
        return 1.0 if longer else 0.0
    is_part = len(shorter) >= 3 and shorter in longer
    return max(SequenceMatcher(None, shorter, longer, autojunk=False).ratio(), 0.9 if is_part else 0.0)


def best(name: str, candidates: Iterable[tuple[str, Iterable[str]]], most: int = 3) -> list[str]:
    """The names, `most` at the most and the likest first, of which one way of calling them is similar; each candidate is a
    name and the ways it may be called."""
    scored = {called: max((likeness(name, way) for way in ways), default=0.0) for called, ways in candidates}
    return sorted((c for c, score in scored.items() if score >= ALIKE), key=lambda c: (-scored[c], c))[:most]


def _plain(text: str) -> str:
    """The text in one normal form, case and width (NFKC_Casefold, Unicode 3.13)."""
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFD", once).casefold())


def _counts(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMNS"


def _tone_last(vowels: str) -> str:
    """Vowels of one syllable with the tone behind the last of them, wherever it stood."""
    return "".join(c for c in vowels if c not in _TONES) + "".join(c for c in vowels if c in _TONES)
