"""Answers in their one canonical shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from casedrop.forms.form import Field, Form, Schema
from casedrop.language.free_text import read_code, read_line, read_lines
from casedrop.language.numbers import limits, plain, too_long, whole
from casedrop.language.parsed import Bad, Ok
from casedrop.language.problem import Answers, Json, Problem

_ROW = re.compile(r"/[0-9]+(?=/)", re.ASCII)
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def canonical(answers: Answers, form: Form) -> tuple[dict[str, Json], tuple[Problem, ...]]:
    """The answers in canonical shape, and what in them has none (left out, with its concrete pointer).

    Pure and idempotent; `read(fill(t, d)) == canonical(d)` is the law of every format. The shape:

    - text is NFC, without outer blanks; one-line text has a space for every line break and tab; lines end in a line
      feed and have no blanks at their right; a code is ASCII where full-width letters have an ASCII twin;
    - empty is absent: "", blanks, None, and the objects, rows and arrays that hold nothing but those, wherever they
      stand (rows after a blank row move up);
    - a date is `2021-06-23`; a decimal a string without exponent, plus, and needless zeros (ints, Decimals and floats
      of at most 15 figures are turned into it); an integer an int within ±2⁵³; a choice a key; ids are strings;
    - keys stand in the schema's order; a property the schema does not know is kept as it is, behind the others.

    Problems: `type`, `text.control`, `text.too-long` (32,767 UTF-16 units), `date.unreadable`, `date.impossible`,
    `number.unreadable`, `number.too-long` (15 figures before the point, 6 behind), `number.whole`, `choice.unknown`.
    """
    shaper = _Shaper(form)
    shaped = shaper.object(answers, form.schema, "")
    return shaped or {}, tuple(shaper.problems)


class _Shaper:
    """One walk over answers beside their schema, gathering problems."""

    def __init__(self, form: Form) -> None:
        self.fields = form.by_pointer
        self.problems: list[Problem] = []

    def object(self, value: Json, sub: Schema, at: str) -> dict[str, Json] | None:
        if not isinstance(value, Mapping):
            self.refuse(Bad("type", {"given": str(value)[:80]}), at)
            return None
        known = sub.get("properties", {})
        shaped = {name: self.any(value[name], known[name], f"{at}/{name}") for name in known if name in value}
        foreign = {name: item for name, item in value.items() if name not in known}
        return {name: item for name, item in (shaped | foreign).items() if not _is_empty(item)} or None

    def any(self, value: Json, sub: Schema, at: str) -> Json:
        if _is_empty(value):
            return None
        if "x-bulk" in sub:  # only the number of its rows, which no person writes
            return value
        if sub.get("type") == "object":
            return self.object(value, sub, at)
        if sub.get("type") == "array":
            return self.rows(value, sub["items"], at)
        result = leaf(value, self.fields[_ROW.sub("/-", at)])
        if isinstance(result, Ok):
            return result.value
        self.refuse(result, at)
        return None

    def rows(self, value: Json, sub: Schema, at: str) -> list[Json] | None:
        if not isinstance(value, list | tuple):
            self.refuse(Bad("type", {"given": str(value)[:80]}), at)
            return None
        rows = (self.object(row, sub, f"{at}/{n}") for n, row in enumerate(value) if not _is_empty(row))
        return [row for row in rows if row] or None

    def refuse(self, bad: Bad, at: str) -> None:
        self.problems.append(Problem(bad.code, pointer=at, args=bad.args))


def _is_empty(value: Json) -> bool:
    return value is None or value in ("", [], {}, ())


def leaf(value: Json, field: Field) -> Ok | Bad:
    """The canonical value of one field from a str, int, float, Decimal or date; Ok(None) for blanks."""
    if isinstance(value, bool | Mapping | list | tuple):
        return Bad("type", {"given": str(value)[:80]})
    if field.kind in _TEXTS:
        return _TEXTS[field.kind](_typed(value))
    line = read_line(_typed(value))
    return _SHAPES[field.kind](line.value, field) if isinstance(line, Ok) and line.value else line


def _typed(value: Json) -> str:
    """What one would type for a value that is no text: ISO dates, numbers without exponents."""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, float | Decimal):
        return format(Decimal(str(value)), "f")
    return str(value)


def _date(text: str, _: Field) -> Ok | Bad:
    args = {"given": text[:80], "example": "2021-06-23"}
    if not _DATE.fullmatch(text):
        return Bad("date.unreadable", args)
    try:
        return Ok(date.fromisoformat(text).isoformat())
    except ValueError:
        return Bad("date.impossible", args)


def _decimal(text: str, _: Field) -> Ok | Bad:
    result = _figures(text)
    return Bad("number.too-long", limits(text)) if isinstance(result, Ok) and too_long(result.value) else result


def _integer(text: str, _: Field) -> Ok | Bad:
    result = _figures(text)
    return whole(result.value, text) if isinstance(result, Ok) else result


def _figures(text: str) -> Ok | Bad:
    if not _DECIMAL.fullmatch(text):
        return Bad("number.unreadable", {"given": text[:80], "example": "1234.5"})
    return Ok(plain(Decimal(text)))


def _choice(text: str, field: Field) -> Ok | Bad:
    if text in field.choices:
        return Ok(text)
    return Bad("choice.unknown", {"given": text[:80], "allowed": tuple(field.choices.values())})


_TEXTS: Mapping[str, Callable[[str], Ok | Bad]] = {"text": read_line, "lines": read_lines, "code": read_code}
_SHAPES: Mapping[str, Callable[[str, Field], Ok | Bad]] = {
    "date": _date,
    "decimal": _decimal,
    "integer": _integer,
    "choice": _choice,
}
