"""The currency that people write beside an amount, as far as its word or sign tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casedrop.language.currency import PLACES
from casedrop.language.letters import folded, squeeze

_DOLLARS = ("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD")
_YUAN = ("CNY", "HKD", "TWD", "JPY")
WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("vnđ", "vnd", "đồng", "đ", "₫", "越南盾"), ("VND",)),
    **dict.fromkeys(("cny", "rmb", "人民币", "人民幣"), ("CNY",)),
    **dict.fromkeys(("usd", "us$", "美元"), ("USD",)),
    **dict.fromkeys(("hkd", "hk$", "港币", "港幣"), ("HKD",)),
    **dict.fromkeys(("twd", "ntd", "nt$", "新台币", "新臺幣", "新台幣"), ("TWD",)),
    **dict.fromkeys(("eur", "€", "欧元", "歐元"), ("EUR",)),
    "$": _DOLLARS,
    **dict.fromkeys(("¥", "元", "圆", "圓"), _YUAN),
}
"""What each word or sign can mean that figures are read beside, the most usual first."""
_MORE: Mapping[str, tuple[str, ...]] = {
    **{code.casefold(): (code,) for code in PLACES},
    "美金": ("USD",),
    "港元": ("HKD",),
    **dict.fromkeys(("日元", "日圓"), ("JPY",)),
    "£": ("GBP",),
}
"""What else a cell may show beside a number that it holds."""
_WORDS = {**_MORE, **WORDS}


def either_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BESIDE = re.compile(rf"(?<![^\W\d])(?:{either_of(_WORDS)})(?![^\W\d])")


@dataclass(frozen=True, slots=True)
class CurrencySaid:
    """The text of an amount that names a currency, and the ISO 4217 codes that it can mean."""

    text: str
    codes: tuple[str, ...]


def said_in(text: str) -> CurrencySaid | None:
    """What the text of an amount says of its currency; None if it says nothing, or only words that are none.

    >>> said_in("500 USD").codes
    ('USD',)
    >>> said_in("1.500.000đ").codes
    ('VND',)
    >>> said_in("1500000") is None
    True
    """
    typed = squeeze(folded(unicodedata.normalize("NFC", text))).casefold()
    words = _BESIDE.findall(typed)
    if not words:
        return None
    kept = [code for code in _WORDS[words[0]] if all(code in _WORDS[word] for word in words)]
    return CurrencySaid(text.strip()[:80], tuple(kept))
