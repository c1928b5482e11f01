"""Currencies: their places, signs and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casedrop.language.numbers import group

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF TWD UGX UYI VND VUV XAF XOF XPF"
_TWO = """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT
LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TZS UAH USD UYU UZS VES WST XCD
YER ZAR ZMW ZWG"""
_THREE = "BHD IQD JOD KWD LYD OMR TND"
PLACES = {code: places for places, codes in ((0, _NONE), (2, _TWO), (3, _THREE)) for code in codes.split()}
"""The decimal places of every currency in use (ISO 4217, but TWD is written without cents)."""

WORDED = ("VND", "CNY", "HKD", "TWD", "USD", "EUR", "JPY", "KRW", "SGD", "AUD")
"""The currencies whose amounts have words in all languages; amounts in any other are written in figures."""

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
    ("zh-Hans", "JPY"): "{}日元",
    ("zh-Hant", "JPY"): "{}日圓",
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
    if not match or currency not in WORDED or (int(cents) and not PLACES[currency]):
        raise AmountError(f"{amount} {currency}")
    return Amount(int(match[1]), int(cents), currency)


def in_figures(amount: str, currency: str, lang: str) -> str:
    """The amount in figures with its sign; see `amounts.money`."""
    figures = group(amount, lang, PLACES.get(currency, 2))
    sign, figures = ("-", figures[1:]) if figures.startswith("-") else ("", figures)
    usual = "{}\u00a0" + currency if lang == "vi" else currency + "\u00a0{}"
    return sign + _SIGNS.get((lang, currency), usual).format(figures)
