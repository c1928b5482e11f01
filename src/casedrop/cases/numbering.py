"""Numbers drawn from a series, and the text that is made of one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from casedrop.cases.definitions import Definitions
from casedrop.cases.parts import Drawn
from casedrop.forms import numbering


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written; `drawn` is its place in its series if it is a new one."""

    text: str = ""
    drawn: Drawn | None = None


Draw = Callable[[str, int], int]
"""(series, year) -> the next number of it."""


def numbered(book: Definitions, spec: Mapping[str, str], draw: Draw, now: datetime) -> Number:
    """The next number of a series, written by its pattern; the year is the company's."""
    year = now.astimezone(book.zone).year
    n = draw(spec["series"], year)
    text = numbering.written(spec, book.lang, year, n)
    return Number(text, Drawn(spec["series"], year, n))
