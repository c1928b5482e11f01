"""Currencies: their places, signs and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casedrop.language.numbers import group

PLACES = {"VND": 0, "TWD": 0, "CNY": 2, "HKD": 2, "USD": 2, "EUR": 2}
"""The decimal places of the currencies that have words (ISO 4217, but TWD is written without cents)."""

_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,2}))?", re.ASCII)
_SIGNS = {
    ("zh-Hans", "CNY"): "¥{}",
    ("zh-Hans", "HKD"): "HK${}",
    ("zh-Hans", "USD"): "US${}",
    ("zh-Hans", "TWD"): "NT${}",
    ("zh-Hans", "EUR"): "€{}",
    ("zh-Hans", "VND"): "{}越南盾",
    ("zh-Hant", "CNY"): "人民幣{}元",
    ("zh-Hant", "HKD"): "HK${}",
    ("zh-Hant", "USD"): "US${}",
    ("zh-Hant", "TWD"): "NT${}",
    ("zh-Hant", "EUR"): "€{}",
    ("zh-Hant", "VND"): "{}越南盾",
    ("vi", "VND"): "{}\u00a0đ",
}


class AmountError(ValueError):
    """A figure that cannot be put into words: negative, not canonical, too exact, or in a currency without words."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact amount: whole units, and hundredths of one (0–99)."""

    whole: int
    cents: int
    currency: str


def amount_of(amount: str, currency: str) -> Amount:
    """The exact amount of a canonical decimal string; raises AmountError."""
    match = _AMOUNT.fullmatch(amount)
    cents = (match[2] or "").ljust(2, "0") if match else ""
    if not match or currency not in PLACES or (int(cents) and not PLACES[currency]):
        raise AmountError(f"{amount} {currency}")
    return Amount(int(match[1]), int(cents), currency)


def in_figures(amount: str, currency: str, lang: str) -> str:
    """The amount in figures with its sign; see `amounts.money`."""
    figures = group(amount, lang, PLACES.get(currency, 2))
    sign, figures = ("-", figures[1:]) if figures.startswith("-") else ("", figures)
    usual = "{}\u00a0" + currency if lang == "vi" else currency + "\u00a0{}"
    return sign + _SIGNS.get((lang, currency), usual).format(figures)
