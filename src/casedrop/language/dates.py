"""Dates as people write them, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from casedrop.language.letters import narrow, squeeze
from casedrop.language.parsed import Bad, Ok

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EXAMPLE = date(2021, 6, 23)

_MONTH = {name.casefold(): n for n, full in enumerate(MONTHS, 1) for name in (full, full[:3])} | {"sept": 9}
_NAME = "(?P<name>" + "|".join(sorted(_MONTH, key=len, reverse=True)) + ")"
_SURE = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})",
        r"(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号號]",
        r"(?:中[华華]民[国國]|民[国國]) ?(?P<roc>\d{1,3}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日",
        r"(?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?:,? năm|,) (?P<y>\d{4})",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -]" + _NAME + r"\.?,?[ -](?P<y>\d{4})",
        _NAME + r"\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
    )
)
_FIGURES = re.compile(r"(?P<a>\d{1,2}) ?([-/.]) ?(?P<b>\d{1,2}) ?\2 ?(?P<y>\d{4})", re.ASCII)
_SHORT = re.compile(r"(?P<a>\d{2})\.(?P<b>\d{2})\.(?P<y>\d{2})", re.ASCII)


def show_date(iso: str, lang: str) -> str:
    """A date as tables have it: vi `23/06/2021`, else `2021-06-23`; raises ValueError if it is no ISO date."""
    day = date.fromisoformat(iso)
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if lang == "vi" else day.isoformat()


def long_date(iso: str, lang: str) -> str:
    """A date as running text has it: `ngày 05 tháng 02 năm 2026`, `2026年2月5日`, `5 February 2026`.

    Vietnamese pads days below 10 and the months 1 and 2 (Nghị định 30/2020/NĐ-CP, Appendix I); raises ValueError.
    """
    day = date.fromisoformat(iso)
    if lang == "vi":
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        return f"ngày {day.day:02} tháng {month} năm {day.year}"
    if lang == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def read_date(text: str, lang: str) -> Ok | Bad:
    """An ISO date, or Bad: `date.unreadable`, `date.ambiguous` (`03/04/2026` but in vi), `date.impossible` (30/02)."""
    plain = squeeze(narrow(text)).casefold().removeprefix("ngày ")
    if not plain:
        return Ok(None)
    parts = set(_readings(plain, lang))
    days = {day for day in map(_day, parts) if day}
    args = {"given": text, "example": show_date(EXAMPLE.isoformat(), lang)}
    if len(days) == 1:
        return Ok(days.pop())
    return Bad("date.ambiguous" if days else "date.impossible" if parts else "date.unreadable", args)


def _readings(plain: str, lang: str) -> Iterator[tuple[int, int, int]]:
    """Every (year, month, day) a careful reader could see in the text."""
    for match in filter(None, (pattern.fullmatch(plain) for pattern in _SURE)):
        parts = match.groupdict()
        year = int(parts["y"]) if parts.get("y") else int(parts["roc"]) + 1911
        yield year, _MONTH[parts["name"]] if parts.get("name") else int(parts["m"]), int(parts["d"])
    for pattern, century in ((_FIGURES, 0), (_SHORT, 2000)):
        if figures := pattern.fullmatch(plain):
            yield from _orders(int(figures["a"]), int(figures["b"]), int(figures["y"]), century, lang)


def _orders(a: int, b: int, last: int, century: int, lang: str) -> Iterator[tuple[int, int, int]]:
    yield century + last, b, a
    if lang != "vi":
        yield century + last, a, b
    if lang.startswith("zh") and century:
        yield century + a, b, last


def _day(parts: tuple[int, int, int]) -> str | None:
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None
