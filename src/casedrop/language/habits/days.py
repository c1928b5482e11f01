"""Dates read as people write them: one day is read, several are asked about with all of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from casedrop.language.dates import EXAMPLE, MONTHS, long_date, show_date
from casedrop.language.habits import chinese
from casedrop.language.habits.clock import Dated, bare
from casedrop.language.letters import folded, squeeze
from casedrop.language.parsed import Bad, Ok
from casedrop.language.wording import LANGS

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that dates of forms lie in; another is a slip of the hand."""
CENTURY = 50
"""Years of two figures below this are of 2000; above, they may be of either century."""

Parts = tuple[int, int, int]
"""A year, a month, a day: not yet known to exist."""

_MONTH = {name.casefold(): n for n, full in enumerate(MONTHS, 1) for name in (full, full[:3])} | {"sept": 9}
_SPOKEN = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_NAME = "(?P<name>" + "|".join(sorted(_MONTH, key=len, reverse=True)) + ")"
_WORD = "(?P<word>" + "|".join(sorted(_SPOKEN, key=len, reverse=True)) + ")"
_N = f"[0-9{chinese.LETTERS}]"
_ROC = "(?:中[华華]民[国國]|民[国國])"
_LUNAR = re.compile(
    r"âm lịch|\bâl\b|\(al\)|农历|農曆|阴历|陰曆|舊曆|旧历|lunar|初[一二三四五六七八九十0-9]|正月|腊月|臘月|闰|閏|tháng chạp"
)
_SURE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>[0-9]{4})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})",
        rf"(?:公元|西元)? ?(?P<era>{_N}{{1,4}}) ?年 ?(?P<m>{_N}{{1,3}}) ?月 ?(?P<d>{_N}{{1,3}}) ?[日号號]?",
        rf"{_ROC} ?(?P<roc>{_N}{{1,4}}) ?[年/.-] ?(?P<m>{_N}{{1,3}}) ?[月/.-] ?(?P<d>{_N}{{1,3}}) ?[日号號]?",
        r"(?P<d>[0-9]{1,2}) (?:tháng|thg) (?P<m>[0-9]{1,2})(?:,? năm|,)? (?P<yy>[0-9]{4}|[0-9]{2})",
        rf"(?P<d>[0-9]{{1,2}}) tháng {_WORD}(?:,? năm|,)? (?P<yy>[0-9]{{4}}|[0-9]{{2}})",
        rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[ ./-]?{_NAME}\.?,?[ ./-]?(?P<yy>[0-9]{{4}}|[0-9]{{2}})",
        rf"{_NAME}\.?[ -](?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y>[0-9]{{4}})",
        rf"(?P<y>[0-9]{{4}})[ ./-]{_NAME}[ ./-](?P<d>[0-9]{{1,2}})",
    )
)
_FIGURES = re.compile(r"(?P<a>[0-9]{1,2}) ?(?P<mark>[-/.]) ?(?P<b>[0-9]{1,2}) ?(?P=mark) ?(?P<y>[0-9]{4}|[0-9]{2})")
_WHOLE = re.compile("[0-9]{8}")
_SIX = re.compile("[0-9]{6}")
_BETWEEN = re.compile(
    r" ?(?:-|~|〜|～|đến|tới|至|到|—|;|\n|&|,|、|/| to | and | until | till | và | hoặc | or |和|或) ?"
)
_FROM = re.compile("^(?:từ|from|between|自|从|從) ?(?:ngày )?")
_LONGEST = 80


def read_date(text: str, lang: str) -> Ok | Bad:
    """An ISO date, or Bad: `date.unreadable`, `date.ambiguous` (`03/04/2026` but in vi), `date.impossible` (30/02),
    `date.implausible` (another century), `date.range` (two days), `date.lunar`, `date.weekday` (no Monday)."""
    plain = squeeze(folded(unicodedata.normalize("NFC", text))).casefold()
    if not plain:
        return Ok(None)
    args = {"given": text[:_LONGEST], "example": show_date(EXAMPLE.isoformat(), lang)}
    if len(plain) > _LONGEST:
        return Bad("date.unreadable", args)
    if _LUNAR.search(plain):
        return Bad("date.lunar", args)
    said = bare(plain)
    parts = set(_readings(said.text, lang))
    days = sorted({day for day in map(_day, parts) if day})
    if not days and not parts and (ends := _range(plain, lang)):
        return Bad("date.range", {**args, "readings": _told(ends)})
    return _decided(days, said, args, is_seen=bool(parts))


def _decided(days: list[date], said: Dated, args: dict[str, str], *, is_seen: bool) -> Ok | Bad:
    """The one day that is left, or why there is none."""
    sane = [day for day in days if FIRST_YEAR <= day.year <= LAST_YEAR]
    fitting = [day for day in sane if said.weekday in (None, day.weekday())]
    if len(fitting) == 1 and not _SIX.fullmatch(said.text):
        return Ok(fitting[0].isoformat())
    if sane and not fitting:
        return Bad("date.weekday", {**args, "readings": _told(sane)})
    if fitting:
        return Bad("date.ambiguous", {**args, "readings": _told(fitting)})
    return Bad("date.implausible" if days else "date.impossible" if is_seen else "date.unreadable", args)


def _told(days: list[date]) -> tuple[dict[str, str], ...]:
    """The days written out in each language."""
    return tuple({lang: long_date(day.isoformat(), lang) for lang in LANGS} for day in days)


def _readings(plain: str, lang: str) -> Iterator[Parts]:
    """Every day a careful reader could see in the text."""
    if figures := _FIGURES.fullmatch(plain):  # as most are written; no other pattern has such
        yield from _orders(figures["a"], figures["b"], figures["y"], figures["mark"], lang)
        return
    for match in filter(None, (pattern.fullmatch(plain) for pattern in _SURE)):
        yield from _named(match.groupdict(), lang)
    if _WHOLE.fullmatch(plain):
        packed = (
            (plain[:4], plain[4:6], plain[6:]),
            (plain[4:], plain[2:4], plain[:2]),
            (plain[4:], plain[:2], plain[2:4]),
        )
        found = [(int(y), int(m), int(d)) for y, m, d in packed[: 2 if lang == "vi" else 3]]
        yield from ((y, m, d) for y, m, d in found if FIRST_YEAR <= y <= LAST_YEAR and _day((y, m, d)))
    if _SIX.fullmatch(plain):
        a, b, c = plain[:2], plain[2:4], plain[4:]
        yield from ((y, int(m), int(d)) for y0, m, d in ((a, b, c), (c, b, a), (c, a, b)) for y in _years(y0))


def _named(parts: dict[str, str | None], lang: str) -> Iterator[Parts]:
    """The days of a text whose parts are named by words or by their order."""
    name, word = parts.get("name"), parts.get("word")
    month = _MONTH[name] if name else _SPOKEN[word] if word else _number(parts.get("m"))
    day = _number(parts.get("d"))
    if month is None or day is None:
        return
    for year in _said_years(parts, lang):
        yield year, month, day


def _said_years(parts: dict[str, str | None], lang: str) -> Iterator[int]:
    """The years a date may mean: of two figures one or two centuries, before 年 in Chinese of Taiwan the Republic's too."""
    year = parts.get("y") or parts.get("yy")
    if year:
        yield from [int(year)] if len(year) == 4 else _years(year)
        return
    republic = _number(parts.get("roc"))
    if republic is not None:
        yield republic + 1911
        return
    era = parts.get("era") or ""
    number = _number(era)
    if number is None:
        return
    if len(era) == 4 and number >= 1000:
        yield number
    elif len(era) == 2 and number < 100 and era[0] not in "十拾廿卅":
        yield from _years(f"{number:02}")
    if number < 1000 and (lang == "zh-Hant" or number >= 100) and number + 1911 >= 1900 + CENTURY:
        yield number + 1911


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isascii() else chinese.count(text)


def _years(figures: str) -> list[int]:
    """The years that two figures stand for."""
    year = int(figures)
    return [2000 + year] if year < CENTURY else [1900 + year, 2000 + year]


def _orders(a: str, b: str, last: str, mark: str, lang: str) -> Iterator[Parts]:
    """Day, month, year; outside Vietnam month, day, year as well; with two figures for the year also that first."""
    is_short = len(last) == 2
    for year in _years(last) if is_short else [int(last)]:
        yield year, int(b), int(a)
        if lang != "vi":
            yield year, int(a), int(b)
    if is_short and (lang.startswith("zh") or (lang == "en" and mark != ".")) and len(a) == 2:
        yield from ((year, int(b), int(last)) for year in _years(a))


def _range(plain: str, lang: str) -> list[date]:
    """The two days of a text that names two; none if it does not."""
    plain = _FROM.sub("", plain)
    for between in _BETWEEN.finditer(plain):
        halves = plain[: between.start()], plain[between.end() :]
        ends = [read_date(half, lang) for half in halves] if all(map(_is_worth, halves)) else []
        if len(ends) == 2 and all(isinstance(end, Ok) and end.value for end in ends):
            return [date.fromisoformat(str(end.value)) for end in ends if isinstance(end, Ok)]
    return []


def _is_worth(half: str) -> bool:
    """Whether half a text is long enough for a date."""
    return len(half) >= 6


def _day(parts: Parts) -> date | None:
    try:
        return date(*parts)
    except ValueError:
        return None
