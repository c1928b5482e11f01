"""The filters of templates and guards: those of lists stand in `list_filters`, here days, amounts and what only people read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from jinja2.runtime import Undefined
from markupsafe import Markup

from casedrop.calendar import dates
from casedrop.calendar.worktime import Calendar
from casedrop.expressions.list_filters import (
    among,
    but,
    column,
    count,
    first,
    flat,
    last,
    once,
    plus,
    shared_out,
    total,
    up_to,
    where,
    without,
)
from casedrop.expressions.sandbox import number
from casedrop.expressions.tally import in_order, tally
from casedrop.expressions.told_apart import told_apart
from casedrop.language import tax
from casedrop.language.dates import long_date, show_date
from casedrop.language.filenames import fold
from casedrop.language.messages import phrase
from casedrop.language.money import money, worded
from casedrop.language.numbers import show_number
from casedrop.language.problem import Json

_MARKS = re.compile(r"[,;，；、\n]")
_LETTERS = re.compile(r"'([^']*)'|([A-Za-z]+)")


def add_days(day: str | None, days: int) -> str | None:
    """The ISO date so many calendar days later; what is absent stays absent."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if day else day


def add_months(day: str | None, months: int) -> str | None:
    """The ISO date so many months later, the month's last where it has no such day; what is absent stays absent."""
    return dates.add_months(date.fromisoformat(day), months).isoformat() if day else day


def month(day: str | None) -> str | None:
    """The month of an ISO date, `2026-07`, by which rows of one month are known; what is absent stays absent."""
    return date.fromisoformat(day).isoformat()[:7] if day else day


def mentions(text: str | None, words: Iterable[str]) -> bool:
    """Whether a text holds one of the words, however it is written (guards only): case, widths, marks and blanks put aside."""
    return any(fold(word) in fold(text or "") for word in words)


def is_open(at: str | None, calendar: Calendar | None) -> bool:
    """Whether an ISO moment (without a zone: in the calendar's) lies in the calendar's working time; where no calendar counts
    it, or nothing is said, it does."""
    if not at or calendar is None:
        return True
    found = dates.moment(at, calendar.zone)
    return any(span.start <= found < span.end for span in calendar.opening(found.astimezone(calendar.zone).date()))


def lines(values: Iterable[Json]) -> str | None:
    """The values as one text, a line each (guards only); None of no values."""
    return "\n".join(str(value) for value in values if value not in (None, "")) or None


def pieces(text: str | None) -> list[str]:
    """The pieces of a list written as one text, each once, parted by commas, semicolons, enumeration marks or line breaks
    of any script (guards only)."""
    return list(dict.fromkeys(piece for part in _MARKS.split(text or "") if (piece := part.strip())))


def exact(value: Json) -> Decimal:
    """The value as an exact number (guards only); raises TypeError."""
    return number(value)


def vat(net: Json, rate: str, currency: str) -> str | None:
    """The tax on an amount (`tax.vat`); None outside VAT, and where there is no amount."""
    return None if net in (None, "") else tax.vat(number(net), rate or "", currency)


def gross(net: Json, rate: str, currency: str) -> str | None:
    """The amount with its tax (`tax.gross`); None where there is no amount."""
    return None if net in (None, "") else tax.gross(number(net), rate or "", currency)


def pad(value: Json, width: int) -> str:
    """The number with zeros in front, at least `width` (at most 20) figures."""
    return str(value).zfill(min(width, 20))


def upper(value: Json) -> str:
    """The text in capitals; what is escaped already stays so."""
    if isinstance(value, Markup):
        return Markup.escape(value.unescape().upper())
    return str(value).upper()


def day(value: str, lang: str) -> str:
    """A day as file names bear it: `23.06.21` (CUS-6), in Chinese year first and whole, `2021.06.23`."""
    return by_pattern(value, "yyyy.MM.dd" if lang.startswith("zh") else "dd.MM.yy")


def by_pattern(value: str, letters: str) -> str:
    """A day by a CLDR pattern of `d dd M MM yy yyyy` (UTS 35); other letters stand in '…', else ValueError."""
    at = date.fromisoformat(value)
    parts = {"d": f"{at.day}", "dd": f"{at.day:02}", "M": f"{at.month}", "MM": f"{at.month:02}"}
    parts |= {"yy": f"{at.year % 100:02}", "yyyy": f"{at.year:04}"}

    def one(match: re.Match[str]) -> str:
        if match[2] and match[2] not in parts:
            raise ValueError(f"date pattern: {match[2]}")
        return parts[match[2]] if match[2] else match[1]

    return _LETTERS.sub(one, letters)


PARTS = ("d", "dd", "M", "MM", "yy", "yyyy")
"""The letters of a pattern that stand for a part of the day."""


def shown(write: Callable[..., str]) -> Callable[..., str]:
    """The filter that writes nothing where nothing is."""

    def written(value: Json, *args: Json) -> str:
        if isinstance(value, Undefined):
            str(value)
        return "" if value is None or value == "" else write(value, *args)

    return written


LISTS: Mapping[str, Callable[..., Any]] = {
    "where": where,
    "but": but,
    "among": among,
    "without": without,
    "up_to": up_to,
    "once": once,
    "told_apart": told_apart,
    "flat": flat,
    "plus": plus,
    "column": column,
    "total": total,
    "count": count,
    "first": first,
    "last": last,
    "add_days": add_days,
    "add_months": add_months,
    "month": month,
    "tally": tally,
    "in_order": in_order,
    "is_open": is_open,
    "vat": vat,
    "gross": gross,
    "shared_out": shared_out,
}
"""What templates and guards share."""


def for_templates(lang: str) -> dict[str, Callable[..., Any]]:
    """The filters of templates in a language; all but the lists write "" where nothing is."""

    def dated(value: str, letters: str = "") -> str:
        return by_pattern(value, letters) if letters else show_date(value, lang)

    def join(values: Iterable[Json], mark: str = phrase("marks.list", lang)) -> str:
        return mark.join(str(value) for value in values if value not in (None, ""))

    said: dict[str, Callable[..., str]] = {
        "date": dated,
        "day": partial(_swapped, day, lang),
        "long_date": partial(_swapped, long_date, lang),
        "number": partial(_swapped, show_number, lang),
        "money": lambda amount, currency: money(str(amount), currency, lang),
        "words": lambda amount, currency: worded(str(amount), currency, lang),
        "upper": upper,
        "pad": pad,
    }
    return {**LISTS, "join": join, **{name: shown(write) for name, write in said.items()}}


def for_guards() -> dict[str, Callable[..., Any]]:
    """The filters of guards: the lists, `number` for an exact number, `mentions`, `lines` and `pieces`."""
    return {**LISTS, "number": exact, "mentions": mentions, "lines": lines, "pieces": pieces}


def _swapped(write: Callable[[Json, str], str], lang: str, value: Json) -> str:
    return write(value, lang)
