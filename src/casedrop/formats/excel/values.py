"""Answers as cells hold them, and cells as answers: dates and numbers are themselves, everything else is text."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from casedrop.formats.excel.cells import Cell
from casedrop.forms.canonical import leaf
from casedrop.forms.form import Field
from casedrop.language import Bad, Ok, read, show
from casedrop.language.numbers import limits, plain
from casedrop.language.problem import Json

FIGURES = 15
"""Significant figures a spreadsheet keeps of a number (IEEE 754 binary64, and Excel's own limit)."""

FIRST_DAY = date(1900, 3, 1)
"""The first day on whose number Excel (with its 29 February 1900) and LibreOffice agree; earlier ones are text."""

_DASHES = frozenset("-–—－―/／")
_LAST_SERIAL = 2_958_465


def cell_value(value: Json, field: Field, lang: str) -> date | int | Decimal | str:
    """What to write for a canonical answer; text where a number or a date would not keep it exactly."""
    if field.kind == "date" and date.fromisoformat(str(value)) >= FIRST_DAY:
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


def answer(cell: Cell | None, field: Field, lang: str, *, since_1904: bool = False) -> Ok | Bad:
    """The canonical answer a cell stands for: Ok(None) when it is empty, or why it has none (faults B9, D1–D3).

    A dash alone says "nothing" where a date, a number or a choice is asked.
    """
    if cell is None:
        return Ok(None)
    if cell.kind == "error":
        return Bad("cell.error", {"given": cell.value})
    if cell.kind == "formula":
        return Bad("cell.uncalculated")
    if cell.kind == "number":
        return _of_number(cell, field, lang, since_1904=since_1904)
    if field.kind not in ("text", "lines", "code") and cell.value.strip() in _DASHES:
        return Ok(None)
    return read(cell.value, field.kind, lang, field.choices)


def _of_number(cell: Cell, field: Field, lang: str, *, since_1904: bool) -> Ok | Bad:
    try:
        number = Decimal(format(float(cell.value), f".{FIGURES}g"))
    except (ValueError, InvalidOperation):
        return Bad("number.unreadable", {"given": cell.value, "example": show("1234567.5", "decimal", lang)})
    if field.kind == "date":
        return _day(number, since_1904=since_1904)
    if cell.dated:
        return _dated(number, field, lang, since_1904=since_1904)
    if not number.is_finite() or abs(number) >= 10**FIGURES:
        return Bad("number.too-long", limits(cell.value))
    if field.kind in ("decimal", "integer"):
        return leaf(plain(number), field)
    return read(plain(number), field.kind, lang, field.choices)


def _dated(number: Decimal, field: Field, lang: str, *, since_1904: bool) -> Ok | Bad:
    """A date where none is asked: text says it as the language writes dates; a number it is not."""
    day = _day(number, since_1904=since_1904)
    if isinstance(day, Bad):
        return day
    shown = show(day.value, "date", lang)
    return read(shown, field.kind, lang, field.choices)


def _day(number: Decimal, *, since_1904: bool) -> Ok | Bad:
    """The date of a serial number; hours are dropped. Excel's 29 February 1900 is no date."""
    serial = int(number) + (1462 if since_1904 else 0) if number.is_finite() else -1
    if not 1 <= serial <= _LAST_SERIAL:
        return Bad("date.unreadable", {"given": plain(number), "example": "2021-06-23"})
    if serial == 60:
        return Bad("date.impossible", {"given": "1900-02-29", "example": "2021-06-23"})
    return Ok((date(1899, 12, 31 if serial < 60 else 30) + timedelta(days=serial)).isoformat())
