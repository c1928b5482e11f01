"""The currency that people write beside an amount, as far as its word or sign tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from casedrop.language.currency import PLACES
from casedrop.language.letters import folded, squeeze

_DOLLARS = ("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD")
_YUAN = ("CNY", "HKD", "TWD", "JPY")
_WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("vnđ", "vnd", "đồng", "đ", "₫", "越南盾"), ("VND",)),
    **dict.fromkeys(("rmb", "人民币", "人民幣"), ("CNY",)),
    **dict.fromkeys(("us$", "美元", "美金"), ("USD",)),
    **dict.fromkeys(("hk$", "港币", "港幣", "港元"), ("HKD",)),
    **dict.fromkeys(("nt$", "ntd", "新台币", "新臺幣", "新台幣"), ("TWD",)),
    **dict.fromkeys(("€", "欧元", "歐元"), ("EUR",)),
    **dict.fromkeys(("日元", "日圓"), ("JPY",)),
    "£": ("GBP",),
    "$": _DOLLARS,
    **dict.fromkeys(("¥", "元", "圆", "圓"), _YUAN),
    **{code.casefold(): (code,) for code in PLACES},
}
"""What each word or sign can mean, the most usual first."""
_BESIDE = re.compile(
    rf"(?<![^\W\d])(?:{'|'.join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))})(?![^\W\d])"
)


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
