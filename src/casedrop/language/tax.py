"""Value-added tax: reckoned from the net amount, exactly, rounded to what the currency can pay."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from casedrop.language.currency import PLACES
from casedrop.language.numbers import plain


def vat(net: Decimal, rate: str, currency: str) -> str | None:
    """The tax on a net amount at `rate` per cent, as a canonical decimal string; None outside VAT (an empty rate).

    Rounded half up to the currency's places (ISO 4217; two for a code it does not know).
    """
    if not rate:
        return None
    unit = Decimal(1).scaleb(-PLACES.get(currency, 2))
    return plain((net * Decimal(rate) / 100).quantize(unit, ROUND_HALF_UP))


def gross(net: Decimal, rate: str, currency: str) -> str:
    """The amount with its tax, as a canonical decimal string."""
    return plain(net + Decimal(vat(net, rate, currency) or 0))
