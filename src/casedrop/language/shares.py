"""A price shared out over instalments, exactly, each rounded to what the currency can pay."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from casedrop.language.currency import PLACES
from casedrop.language.numbers import plain


def shares(total: Decimal, percents: Sequence[Decimal], currency: str) -> list[str]:
    """The amount of each share but the last, at so many per cent of the total, and of the last, which is what is left: together
    exactly the total, as canonical decimal strings.

    Rounded half up to the currency's places (ISO 4217; two for a code it does not know).
    """
    unit = Decimal(1).scaleb(-PLACES.get(currency, 2))
    parts = [(total * percent / 100).quantize(unit, ROUND_HALF_UP) for percent in percents[:-1]]
    return [plain(part) for part in (*parts, total - sum(parts, Decimal(0)))]
