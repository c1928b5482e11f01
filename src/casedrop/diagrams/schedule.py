"""What the calendar starts, in one line of a flow's drawing."""

from __future__ import annotations

from casedrop.flows.schedule import FIRST_OPEN_DAY, Start
from casedrop.language.messages import phrase


def in_words(start: Start, lang: str) -> str:
    """How often, on which day and for whom cases begin: `Calendar: every month, on the first open day`."""
    every = phrase("marks.list", lang).join(_every(kind, months, lang) for kind, months in start.months.items())
    day = "open_day" if start.on == FIRST_OPEN_DAY else "day"
    line = phrase(f"chart.starts_{day}", lang, every=every, on=start.on)
    return phrase("chart.starts_rows", lang, line=line) if start.rows else line


def _every(kind: str, months: int, lang: str) -> str:
    words = phrase("chart.every_month" if months == 1 else "chart.every_months", lang, n=months)
    return phrase("chart.every_kind", lang, kind=kind, every=words) if kind else words
