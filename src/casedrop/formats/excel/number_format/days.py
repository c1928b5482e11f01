"""Serial numbers by the letters of a section: days, hours, elapsed time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from casedrop.formats.excel.number_format.tokens import FormatCodeError, Section, Token

FIRST, LAST = 61, 2_958_465
"""The serial numbers of 1 March 1900, before which programs count differently, and of 31 December 9999."""
DAY = 86_400

_ZERO = datetime(1899, 12, 30)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE, _VIETNAMESE, _ENGLISH, _MAINLAND = 0x04, 0x2A, 0x09, 0x804
_FIGURES = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_SUNDAY = "日"
_SPOKEN = (None, "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")
_VIETNAMESE_WEEK = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")


@dataclass(frozen=True, slots=True)
class Moment:
    """A serial number as day and time, and the seconds that have passed since day zero; `fraction` behind a second's point."""

    at: datetime
    seconds: int
    fraction: str


def show_days(serial: Decimal, section: Section) -> str:
    """A serial number of 1900 by a section's letters; raises FormatCodeError for what no program shows alike."""
    tokens, language = _minutes(section.tokens), section.language & 0x3FF
    has_day = any(t.kind == "date" and t.text[0].casefold() not in "hs" for t in tokens)
    if not 0 <= serial < LAST + 1 or (serial < FIRST and has_day):
        raise FormatCodeError("no such day")
    moment, is_half = _moment(serial, tokens), section.has("half")
    if section.language not in (0, _MAINLAND) and "e" in section.dates:
        raise FormatCodeError("years of another era")
    return "".join(_shown(t, moment, language, is_half=is_half) for t in tokens)


def _moment(serial: Decimal, tokens: Sequence[Token]) -> Moment:
    """The moment, rounded to the last figure that is shown."""
    places = max((len(t.text) - 1 for t in tokens if t.kind == "fraction"), default=0)
    exact = (serial * DAY).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return Moment(_ZERO + timedelta(seconds=int(exact)), int(exact), format(exact, "f").partition(".")[2])


def _minutes(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each `m` that is a minute named so, and `.0` behind seconds as a fraction."""
    told, last = list[Token](), ""
    for i, token in enumerate(tokens):
        letter = token.text[:1].casefold() if token.kind in ("date", "elapsed") else ""
        following = next((t.text[:1].casefold() for t in tokens[i + 1 :] if t.kind in ("date", "elapsed")), "")
        if token.kind == "digit" and told and told[-1].text.startswith("."):
            told[-1] = Token("fraction", told[-1].text + "0")
            continue
        is_short = token.kind == "date" and letter == "m" and len(token.text) < 3
        is_minute = is_short and (last == "h" or following == "s")
        told.append(Token("minute", token.text) if is_minute else token)
        last = letter or last
    return told


def _shown(token: Token, moment: Moment, language: int, *, is_half: bool) -> str:
    text = token.text.casefold()
    if token.kind == "elapsed":
        return str(moment.seconds // {"h": 3600, "m": 60, "s": 1}[text[0]]).zfill(len(text))
    if token.kind == "minute":
        return _padded(moment.at.minute, text)
    if token.kind == "fraction":
        return "." + moment.fraction
    if token.kind == "half":
        return _half(moment.at.hour >= 12, token.text)
    if token.kind == "date":
        return _date(text, moment.at, language, is_half=is_half)
    if token.kind in ("digit", "exponent", "general"):
        raise FormatCodeError(token.text)
    return token.text


def _half(is_afternoon: bool, token: str) -> str:
    return token.split("/")[is_afternoon]


def _padded(number: int, letters: str) -> str:
    return str(number).zfill(min(len(letters), 2))


def _date(letters: str, at: datetime, language: int, *, is_half: bool) -> str:
    kind = letters[0]
    if kind in "ye":
        return f"{at.year % 100:02}" if kind == "y" and len(letters) < 3 else f"{at.year:04}"
    if kind in "hs":
        hour = (at.hour + 11) % 12 + 1 if is_half else at.hour
        return _padded(hour if kind == "h" else at.second, letters)
    if kind in "md" and len(letters) < 3:
        return _padded(at.month if kind == "m" else at.day, letters)
    if kind in "mda":
        return _named(letters, at, language)
    raise FormatCodeError(letters)


def _named(letters: str, at: datetime, language: int) -> str:
    """The name of a month or a day of the week, in a language this reader knows."""
    names = {0: _english, _ENGLISH: _english, _CHINESE: _chinese, _VIETNAMESE: _vietnamese}
    if language not in names:
        raise FormatCodeError("names of another language")
    named = names[language](at)
    if letters not in named:
        raise FormatCodeError(letters)
    return named[letters]


def _english(at: datetime) -> Mapping[str, str]:
    month, day = _MONTHS[at.month - 1], _WEEK[at.weekday()]
    return {"mmm": month[:3], "mmmm": month, "mmmmm": month[:1], "ddd": day[:3], "dddd": day} | _weekday(at)


def _weekday(at: datetime) -> dict[str, str]:
    day = (*_FIGURES[:6], _SUNDAY)[at.weekday()]
    return {"aaa": day, "aaaa": f"星期{day}"}


def _chinese(at: datetime) -> Mapping[str, str]:
    month, day = _FIGURES[at.month - 1] + "月", (*_FIGURES[:6], _SUNDAY)[at.weekday()]
    return {"mmm": month, "mmmm": month, "ddd": f"周{day}", "dddd": f"星期{day}"} | _weekday(at)


def _vietnamese(at: datetime) -> Mapping[str, str]:
    month = _SPOKEN[at.month - 1] or "Giêng"
    day = f"Thứ {_VIETNAMESE_WEEK[at.weekday()]}" if at.weekday() < 6 else "Chủ Nhật"
    return {"mmmm": f"Tháng {month}", "dddd": day}
