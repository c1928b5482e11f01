"""A number as its cell shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache

from casedrop.formats.excel.number_format.days import show_days
from casedrop.formats.excel.number_format.figures import Marks, show_figures
from casedrop.formats.excel.number_format.tokens import FormatCodeError, Section, sections
from casedrop.language.numbers import plain

NO_MARKS = Marks()
_PLAIN = re.compile(r"(?:\[\$-[0-9A-Fa-f]{3,4}\])?(?:General|@|(?:#,##)?0(?:\.0+)?)")
BETWEEN_SYSTEMS = 1462
"""Days between the first of 1900 and that of 1904."""


@dataclass(frozen=True)
class NumberFormat:
    """A format code, taken apart; `parts` is empty for one that is none."""

    code: str
    parts: tuple[Section, ...]

    @cached_property
    def letters(self) -> str:
        """The letters of dates and times that the first section has: `ymd`, `hm`; "" if it shows numbers."""
        return self.parts[0].dates if self.parts else ""

    @property
    def is_day(self) -> bool:
        """Whether day, month and year are all shown."""
        has_month = "m" in self.letters
        return has_month and "d" in self.letters and bool(set("ye") & set(self.letters))

    @cached_property
    def is_percent(self) -> bool:
        """Whether it shows percents."""
        return any(t.kind == "mark" and t.text == "%" for part in self.parts for t in part.tokens)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it shows every number as itself, but for groups and figures rounded off."""
        return _PLAIN.fullmatch(self.code) is not None

    def show(self, number: Decimal, marks: Marks = NO_MARKS, *, since_1904: bool = False) -> str | None:
        """What the cell shows, outer blanks off and inner ones single; None if this reader cannot tell."""
        try:
            return " ".join(self._show(number, marks, since_1904=since_1904).split())
        except (FormatCodeError, InvalidOperation):
            return None

    def _show(self, number: Decimal, marks: Marks, *, since_1904: bool) -> str:
        section, is_signed = chosen(self.parts, number)
        if section.is_strange:
            raise FormatCodeError(self.code)
        if section.dates:
            return show_days(number + (BETWEEN_SYSTEMS if since_1904 else 0), section)
        sign = "-" if number < 0 and is_signed else ""
        size = abs(number)
        if section.has("general"):
            text = "".join(plain(size) if t.kind == "general" else t.text for t in section.tokens)
        elif any(t.text == "@" and t.kind == "mark" for t in section.tokens):
            text = "".join(plain(size) if t.text == "@" else t.text for t in section.tokens)
        else:
            text = show_figures(size, section, marks)
            sign = sign if any(c in "123456789" for c in text) or not section.has("digit") else ""
        return sign + text


def chosen(parts: Sequence[Section], number: Decimal) -> tuple[Section, bool]:
    """The section for a number, and whether a minus must be put before it; raises FormatCodeError if none is for it."""
    if not parts:
        raise FormatCodeError("no format")
    numeric = parts[:3]
    if any(part.condition for part in numeric):
        return _by_condition(numeric, number)
    if number > 0 or len(numeric) == 1:
        return numeric[0], True
    if number < 0:
        return numeric[1], False
    return numeric[2 if len(numeric) == 3 else 0], True


def _by_condition(parts: Sequence[Section], number: Decimal) -> tuple[Section, bool]:
    """The first section whose condition holds; the last one without a condition takes what is left."""
    for part in parts:
        if part.condition is None:
            continue
        if part.condition.holds(number):
            is_below = part.condition.sign in ("<", "<=") and part.condition.limit <= 0
            return part, not is_below
    rest = [part for part in parts if part.condition is None]
    if not rest:
        raise FormatCodeError("no section")
    return rest[-1] if number < 0 or len(rest) == 1 else rest[0], True


@lru_cache(maxsize=4096)
def parsed(code: str) -> NumberFormat:
    """A format code, taken apart once."""
    try:
        return NumberFormat(code, sections(code))
    except FormatCodeError:
        return NumberFormat(code, ())
