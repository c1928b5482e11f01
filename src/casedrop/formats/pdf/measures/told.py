"""What is known of a printed document beside its pages: its language, what its file says, its answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+")
"""A word in letters that are set with spaces between words."""
FIGURES = re.compile(r"[A-Za-zĐđ]{0,6}[-‑]?\d[\dA-Za-z]*(?:[.,:/‑-][\dA-Za-z]*\d[\dA-Za-z]*)*")
"""A number, a date, a time or a code."""
SHORTEST = 4
"""Letters a number has that could be broken; shorter ones are often found where two lines meet by chance."""
_GROUPS = re.compile(r"(?<![\d.,/-])\d{2,}(?: \d{3,})+(?![\d.,/-])")


@dataclass(frozen=True)
class Told:
    """A document's language, the texts of its file, its answers, what its fields are called, and how many sheets it has (0: it is
    no workbook)."""

    lang: str
    texts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    sheets: int = 0

    @cached_property
    def words(self) -> frozenset[str]:
        """The words its file holds."""
        return frozenset(word for text in self.texts for word in LATIN.findall(text))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The numbers, dates and codes its file holds; digits in groups are one number."""
        found: Iterable[str] = (f for text in self.texts for how in (FIGURES, _GROUPS) for f in how.findall(text))
        return frozenset(f for f in found if len(f) >= SHORTEST)
