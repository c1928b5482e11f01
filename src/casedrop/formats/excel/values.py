"""Answers as cells hold them: dates and numbers are themselves, everything else is text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from casedrop.forms.form import Field
from casedrop.language import show
from casedrop.language.numbers import plain
from casedrop.language.problem import Json

FIGURES = 15
"""Significant figures a spreadsheet keeps of a number (IEEE 754 binary64, and Excel's own limit)."""

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2099, 12, 31)
"""The days that cells hold as dates. Others are text: as numbers they could as well be years, or dates without marks."""


def cell_value(value: Json, field: Field, lang: str) -> date | int | Decimal | str:
    """What to write for a canonical answer; text where a number or a date would not keep it exactly."""
    if field.kind == "date" and is_plausible(date.fromisoformat(str(value))):
        return date.fromisoformat(str(value))
    if field.kind in ("decimal", "integer") and len(Decimal(value).normalize().as_tuple().digits) <= FIGURES:
        number = Decimal(value)
        return (
            int(number)
            if number == number.to_integral_value() and abs(number) < 10**FIGURES
            else _short(number, field, lang)
        )
    return show(value, field.kind, lang, field.choices, money=field.money)


def _short(number: Decimal, field: Field, lang: str) -> Decimal | str:
    return number if abs(number) < 10**FIGURES else show(plain(number), field.kind, lang, money=field.money)


def is_plausible(day: date) -> bool:
    """Whether a day is one that a form asks about; a number that stands for another was meant as something else."""
    return FIRST_DAY <= day <= LAST_DAY
