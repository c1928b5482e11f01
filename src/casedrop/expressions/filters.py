"""The filters of templates and guards: lists and sums first, then what only people read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import partial
from typing import Any

from jinja2.runtime import Undefined
from markupsafe import Markup

from casedrop.calendar import dates
from casedrop.calendar.worktime import Calendar
from casedrop.expressions.sandbox import at_most, equal, number
from casedrop.expressions.tally import in_order, tally
from casedrop.expressions.told_apart import told_apart
from casedrop.language import tax
from casedrop.language.dates import long_date, show_date
from casedrop.language.filenames import fold
from casedrop.language.messages import phrase
from casedrop.language.money import money, worded
from casedrop.language.numbers import plain, show_number
from casedrop.language.problem import Json
from casedrop.language.shares import shares

Row = Mapping[str, Json]
_EXACT = Context(prec=60)
_MARKS = re.compile(r"[,;，；、\n]")
_LETTERS = re.compile(r"'([^']*)'|([A-Za-z]+)")


def where(rows: Iterable[Row], key: str, value: Json) -> list[Row]:
    """The rows whose `key`, a name or a dotted path of names, is `value` (as numbers if one of them is one)."""
    return [row for row in rows if equal(_at(row, key), value)]


def but(rows: Iterable[Row], key: str, value: Json) -> list[Row]:
    """The rows whose `key` is not `value`."""
    return [row for row in rows if not equal(_at(row, key), value)]


def among(rows: Iterable[Row], key: str, values: Iterable[Json]) -> list[Row]:
    """The rows whose `key` is one of the values, as texts are compared for likeness: case and widths put aside."""
    wanted = {fold(str(value)) for value in values}
    return [row for row in rows if (value := _at(row, key)) not in (None, "") and fold(str(value)) in wanted]


def without(rows: Iterable[Row], key: str | list[str], values: Iterable[Json]) -> list[Row]:
    """The rows whose `key`, or whose list of several, is none of the values, compared as `equal` does."""
    unwanted = list(values)
    return [row for row in rows if not any(_are_equal(_key_of(row, key), value) for value in unwanted)]


def up_to(rows: Iterable[Row], key: str, limit: Json) -> list[Row]:
    """The rows whose `key`, a day, a moment or a number, is `limit` or before it; rows without one are left out."""
    return [row for row in rows if (value := _at(row, key)) not in (None, "") and at_most(value, limit)]


def column(rows: Iterable[Row], key: str) -> list[Json]:
    """The values of `key`, row by row; absent ones are left out."""
    return [value for row in rows if (value := _at(row, key)) not in (None, "")]


def once(rows: Iterable[Row], key: str) -> list[Row]:
    """The first row of each value of `key`."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(str(_at(row, key)), row)
    return list(first.values())


def flat(lists: Iterable[Iterable[Json]]) -> list[Json]:
    """The members of several lists as one list."""
    return [one for several in lists for one in several]


def plus(rows: Iterable[Json] | None, row: Json) -> list[Json]:
    """The list with one more at its end."""
    return [*(rows or ()), row]


def total(rows: Iterable[Row], key: str) -> str:
    """The exact sum of a column as a canonical decimal string; absent values count 0."""
    amount = Decimal(0)
    for value in column(rows, key):
        amount = _EXACT.add(amount, number(value))
    return plain(amount)


def count(rows: Iterable[Json]) -> int:
    """How many there are."""
    return len(list(rows))


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


def shared_out(rows: Iterable[Row], key: str, total: Json, currency: str) -> list[Row]:
    """The rows, each with the `amount` that its per cent (`key`) of a total comes to, the last with what is left (`shares`); of
    none, one with all of it; [] where there is no total."""
    parts = [dict(row) for row in rows] or [{}]
    if total in (None, ""):
        return []
    amounts = shares(number(total), [number(_at(row, key) or 0) for row in parts], currency)
    return [{**row, "amount": amount} for row, amount in zip(parts, amounts, strict=True)]


def first(rows: Iterable[Json]) -> Json:
    """The first of a list; None if it is empty."""
    return next(iter(rows), None)


def last(rows: Iterable[Json]) -> Json:
    """The last of a list; None if it is empty."""
    return (list(rows) or [None])[-1]


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


def _key_of(row: Json, key: str | list[str]) -> Json:
    return _at(row, key) if isinstance(key, str) else [_at(row, one) for one in key]


def _are_equal(one: Json, other: Json) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    return equal(one, other)


def _at(row: Json, key: str) -> Json:
    """The value at a dotted path of names in a row; None where nothing is."""
    for name in key.split("."):
        row = row.get(name) if isinstance(row, Mapping) else None
    return row


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
