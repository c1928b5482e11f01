"""Numbers drawn from a series, and the text that is made of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casedrop.cases.definitions import Book
from casedrop.forms import template


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written; `drawn` is its place (`series`, `year`, `n`) if it is a new one."""

    text: str = ""
    drawn: Mapping[str, Any] | None = None


Draw = Callable[[str, int], int]
"""(series, year) -> the next number of it."""


def numbered(book: Book, spec: Mapping[str, str], draw: Draw, now: datetime) -> Number:
    """The next number of a series, written by its pattern; the year is the company's."""
    year = now.astimezone(book.zone).year
    n = draw(spec["series"], year)
    text = template.render(spec["pattern"], {"year": year, "n": n})
    return Number(text, {"series": spec["series"], "year": year, "n": n})
