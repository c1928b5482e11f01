"""Cells as answers: what is shown where text is asked, what is held where numbers and dates are, and else a question."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from casedrop.formats.excel.cells import Cell
from casedrop.formats.excel.number_format import SHORT_DATE, NumberFormat, parsed
from casedrop.formats.excel.number_format.figures import Marks
from casedrop.formats.excel.reading.plain_cells import TEXTS, plain_answer
from casedrop.formats.excel.styles import LOWERED, POWER, RAISED
from casedrop.formats.excel.values import FIGURES, is_plausible
from casedrop.forms.canonical import leaf
from casedrop.forms.form import Field
from casedrop.language import Bad, Ok, read, show
from casedrop.language.dates import EXAMPLE
from casedrop.language.habits.currencies import CurrencySaid, said_in
from casedrop.language.habits.figures import is_scaled
from casedrop.language.numbers import limits, plain

LAST_SERIAL = 2_958_465
"""The number of 31 December 9999."""

_DASHES = frozenset("-–—－―/／")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#+)")
"""What errors look like that were pasted as text, and a column too narrow for its number."""
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
"""What WPS puts into a cell that holds a picture."""
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]*)?(?:E[+-]?[0-9]+)?|\.[0-9]+")


def answer(cell: Cell | None, field: Field, lang: str, *, since_1904: bool = False) -> Ok | Bad:
    """The canonical answer a cell stands for: Ok(None) when it is empty, or why it has none (faults B9, D1–D3).

    A dash alone says "nothing" where a date, a number or a choice is asked.
    """
    if cell is None:
        return Ok(None)
    at_once = plain_answer(cell, field)
    return considered(cell, field, lang, since_1904=since_1904) if at_once is None else Ok(at_once)


def currency_beside(cell: Cell) -> CurrencySaid | None:
    """The currency that a cell shows beside its number, typed or by its format; None if it shows none."""
    if cell.kind == "text":
        return said_in(cell.value)
    look = parsed(cell.format) if cell.kind == "number" else None
    shown = look.show(Decimal(cell.value)) if look and not look.is_plain else None
    return said_in(shown) if shown else None


def considered(cell: Cell, field: Field, lang: str, *, since_1904: bool = False) -> Ok | Bad:
    """The answer of a cell that holds something, by all that its kind, its look and its marks may mean."""
    wrong = _wrong(cell, field)
    if wrong:
        return wrong
    if cell.kind == "number":
        return _of_number(cell, field, lang, since_1904=since_1904)
    return _of_day(cell, field, lang) if cell.kind == "day" else _of_text(cell, field, lang)


def _wrong(cell: Cell, field: Field) -> Bad | None:
    """What is wrong with a cell whatever it says."""
    if cell.kind == "error":
        return Bad("cell.error", {"given": cell.value})
    if cell.kind == "formula":
        return Bad("cell.uncalculated")
    if is_doubtful(cell, field):
        return Bad(f"cell.{cell.mark.removesuffix(POWER)}", {"given": cell.value[:80]})
    return None


def is_doubtful(cell: Cell, field: Field) -> bool:
    """Whether the mark on a cell's letters may change what they say: raised letters do not where text is asked."""
    is_shifted = cell.mark in (RAISED, LOWERED)
    return cell.mark.islower() and not (is_shifted and field.kind in ("text", "lines"))


def _of_text(cell: Cell, field: Field, lang: str) -> Ok | Bad:
    if cell.mark and not cell.mark.islower() and not cell.value.isascii():
        return Bad("text.encoding", {"given": cell.value[:80], "encoding": cell.mark})
    said = cell.value.strip()
    if field.kind not in TEXTS and said in _DASHES:
        return Ok(None)
    if _ERROR.fullmatch(said):
        return Bad("cell.error", {"given": said[:80]})
    if _PICTURE.match(said):
        return Bad("text.picture")
    return read(cell.value, field.kind, lang, field.choices, percent=field.percent)


def _of_day(cell: Cell, field: Field, lang: str) -> Ok | Bad:
    """What a cell says that holds a date as ISO text (strict files)."""
    try:
        day = datetime.fromisoformat(cell.value.removesuffix("Z")).date()
    except ValueError:
        return Bad("date.unreadable", {"given": cell.value[:80], "example": show(EXAMPLE.isoformat(), "date", lang)})
    shown = show(day.isoformat(), "date", lang)
    return Bad("cell.dated", {"given": shown}) if field.kind == "code" else read(shown, field.kind, lang, field.choices)


def _of_number(cell: Cell, field: Field, lang: str, *, since_1904: bool) -> Ok | Bad:
    try:
        number = Decimal(format(float(cell.value), f".{FIGURES}g"))
    except (ValueError, InvalidOperation):
        number = Decimal("NaN")
    if not number.is_finite():
        return Bad("number.unreadable", {"given": cell.value[:80], "example": show("1234567.5", "decimal", lang)})
    look = parsed(cell.format)
    if field.kind == "date":
        return _date(number, look, lang, since_1904=since_1904)
    if abs(number) >= 10**FIGURES:
        return Bad("number.too-long", limits(cell.value[:80]))
    if field.kind in ("decimal", "integer"):
        return _figure(number, look, field, lang, since_1904=since_1904)
    return _text(number, look, field, lang, since_1904=since_1904)


def _date(number: Decimal, look: NumberFormat, lang: str, *, since_1904: bool) -> Ok | Bad:
    """The date of a number that is shown as one, or whose figures are one as written; any other is asked about."""
    example = show(EXAMPLE.isoformat(), "date", lang)
    day = day_of(number, since_1904=since_1904)
    if look.is_day:
        if day and is_plausible(day):
            return Ok(day.isoformat())
        return Bad("date.implausible", {"given": day.isoformat() if day else plain(number), "example": example})
    shown = look.show(number, since_1904=since_1904) or plain(number)
    if look.letters:
        return Bad("date.part", {"given": shown, "example": example})
    typed = read(shown, "date", lang)
    if isinstance(typed, Ok) and typed.value and is_plausible(date.fromisoformat(typed.value)):
        return typed
    return Bad("date.number", {"given": shown, "example": example})


def day_of(number: Decimal, *, since_1904: bool = False) -> date | None:
    """The day of a serial number; hours are dropped. None before 1 March 1900, where programs count differently."""
    serial = int(number) + (1462 if since_1904 else 0)
    return date(1899, 12, 30) + timedelta(days=serial) if 61 <= serial <= LAST_SERIAL else None


def _text(number: Decimal, look: NumberFormat, field: Field, lang: str, *, since_1904: bool) -> Ok | Bad:
    """What the cell shows, where text, a code or a choice is asked; asked about if it shows nothing, or not all of it."""
    day = day_of(number, since_1904=since_1904)
    shown = look.show(number, _marks(look, lang), since_1904=since_1904)
    if look.code == SHORT_DATE and day:
        shown = show(day.isoformat(), "date", lang)
    given = shown or plain(number)
    if look.letters and field.kind == "code":
        return Bad("cell.dated", {"given": given})
    if shown is None or not shown or (not look.letters and not is_whole(shown, number)):
        return Bad("cell.shown", {"given": shown or "", "held": plain(number)})
    return read(shown, field.kind, lang, field.choices)


def _marks(look: NumberFormat, lang: str) -> Marks:
    """The marks that a grouped number is shown with in a language."""
    return Marks(".", ",") if lang == "vi" and "," in look.code else Marks()


def is_whole(shown: str, number: Decimal) -> bool:
    """Whether no figure of a number is lost in what is shown of it; words instead of figures may stand for it."""
    if "E" in shown and re.search(r"[0-9]E[+-]?[0-9]", shown):
        return False
    digits = "".join(c for c in shown if c.isdecimal())
    if "/" in shown and re.fullmatch(r"-?(?:[0-9]+ )?[0-9]+/[1-9][0-9]*", shown):
        return sum(Fraction(part) for part in shown.lstrip("-").split()) == Fraction(abs(number))
    return not digits or plain(abs(number)).replace(".", "").strip("0") in digits


def _figure(number: Decimal, look: NumberFormat, field: Field, lang: str, *, since_1904: bool) -> Ok | Bad:
    """The number a cell holds, if what it shows is the same number; a percent where percents are asked."""
    if look.is_plain:
        return leaf(plain(number), field)
    shown = look.show(number, since_1904=since_1904)
    if look.letters:
        example = show("1234567.5", "decimal", lang)
        return Bad("number.unreadable", {"given": shown or plain(number), "example": example})
    if look.is_percent and shown and "%" in shown:
        if not field.percent:
            return Bad("number.percent", {"given": shown, "held": plain(number)})
        return leaf(plain(number * 100), field)
    if shown is None or not is_same(shown.removesuffix("%") if field.percent else shown, number):
        return Bad("cell.shown", {"given": shown or "", "held": plain(number)})
    return leaf(plain(number), field)


def is_same(shown: str, number: Decimal) -> bool:
    """Whether what is shown is a number, but for figures that are rounded off and words that do not change its size."""
    figures = _FIGURE.findall(shown)
    if not number and not figures and _DASHES & set(shown):
        return True
    if "/" in shown:
        return is_whole(shown, number)
    if len(figures) != 1 or is_scaled(shown):
        return False
    has_sign = "-" in shown or "(" in shown
    seen = Decimal(figures[0].replace(",", ""))
    step = Decimal(1).scaleb(int(seen.as_tuple().exponent))
    return seen == abs(number).quantize(step, ROUND_HALF_UP) and (number >= 0 or has_sign or not seen)
