"""The register of paper originals, as values: what is written of each, which are looked for, how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casedrop.language.problem import Json

State = Literal["out", "office", "shelf", "theirs"]
"""Where an original is: out and awaited back, in the office but on no shelf, on one, or with whom it is to stay."""
Which = Literal["out", "long", "unscanned", "unshelved", "shelved", "all"]
"""Which originals are looked for: those out, those out for long, those that came in without a scan, those on no shelf yet, those
on one, or all."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One original: the `copy`-th of document `number`, of which case, where it is since which day (ISO), whether its scan was
    `scanned` in, what it is looked for by (`sought`, folded), and what is told of it (`line`)."""

    number: str
    copy: int
    case_id: str
    state: State
    since: str
    scanned: bool
    sought: str
    line: Json


@dataclass(frozen=True, slots=True)
class SoughtPapers:
    """Which originals are looked for, having the letters of `words` (folded) among what they are looked for by; `long` are those
    out since the day `before` (ISO) or earlier."""

    which: Which = "out"
    before: str = ""
    words: str = ""
