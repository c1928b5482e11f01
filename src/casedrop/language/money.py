"""Amounts of money: in figures and in words."""

from __future__ import annotations

from casedrop.language.amounts.en import english
from casedrop.language.amounts.vi import vietnamese
from casedrop.language.amounts.zh import chinese
from casedrop.language.currency import AmountError, amount_of, in_figures

__all__ = ["AmountError", "in_words", "money", "worded"]


def money(amount: str, currency: str, lang: str) -> str:
    """An amount as running text has it: `46.350.000 đ`, `¥1,234.00`, `USD 1,234.00`; never rounded.

    `amount` is a canonical decimal string, `currency` an ISO 4217 code; unknown codes stand before the figures.
    """
    return in_figures(amount, currency, lang)


def in_words(amount: str, currency: str, lang: str) -> str:
    """An amount in words, as documents print it under the figures; capital first, no full stop.

    Vietnamese says every silent `không trăm`; Chinese writes the capital figures of the 支付结算办法, the currency in
    front; English the British `and`, `only` behind. Raises AmountError for what is negative, not canonical, unknown
    currencies, and more places than the currency has.
    """
    exact = amount_of(amount, currency)
    if lang == "vi":
        return vietnamese(exact)
    return english(exact) if lang == "en" else chinese(exact, lang)


def worded(amount: str, currency: str, lang: str) -> str:
    """An amount in words where they are known, otherwise in figures: no document fails for want of a currency's name."""
    try:
        return in_words(amount, currency, lang)
    except AmountError:
        return money(amount, currency, lang)
