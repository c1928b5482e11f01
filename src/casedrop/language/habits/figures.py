"""Numbers read as people write them: one reading is read, several are asked about; never a float on the way."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from casedrop.language.habits import chinese
from casedrop.language.habits.currencies import WORDS, either_of
from casedrop.language.habits.scaled import scaled
from casedrop.language.letters import apart, folded, squeeze
from casedrop.language.numbers import MARKS, group, limits, looks_like_thousands, plain, show_number, too_long, whole
from casedrop.language.parsed import Bad, Ok
from casedrop.language.wording import LANGS

_CURRENCY = either_of(WORDS)
_AROUND = re.compile(rf"([+-]?) ?(?:{_CURRENCY})? ?([+-]?) ?(.*?) ?(?:(?:{_CURRENCY})[整正]?)? ?(?:chẵn)?")
_FIGURES = re.compile(r"[0-9](?:[0-9., ]*[0-9])?", re.ASCII)
_SCALED = re.compile(r".*[0-9] ?(?:[%‰kmb百千万萬亿億兆]|tr|nghìn|ngàn|triệu|tỷ|tỉ).*", re.ASCII | re.IGNORECASE)
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_TICKED = re.compile(r"[0-9]{1,3}(?:['’][0-9]{3})+(?:[.,][0-9]+)?")
_LONGEST = 400


def read_decimal(text: str, lang: str, *, percent: bool = False) -> Ok | Bad:
    """A canonical decimal string, or Bad: `number.unreadable`, `number.ambiguous`, `number.too-long`, `text.parted`.

    What can be read as one number only is that number: words of size (`15tr`, `1.2亿`), Chinese numerals, marks that fit one
    way. The mark of the other half of the world alone (`1.5` in vi, `1,5` in en) and a point that could part thousands
    (`1,234` in vi) are ambiguous, and so is `10%`, unless `percent`s are asked. Currency around it is passed over.
    """
    result = _exact(text, lang, percent=percent)
    if isinstance(result, Ok) and result.value is not None and too_long(result.value):
        return Bad("number.too-long", limits(text[:80]))
    return result


def read_integer(text: str, lang: str, *, percent: bool = False) -> Ok | Bad:
    """An int within ±2⁵³, or Bad as `read_decimal`, and `number.whole` where a fraction stands."""
    result = _exact(text, lang, percent=percent)
    return whole(result.value, text[:80]) if isinstance(result, Ok) and result.value is not None else result


def _exact(text: str, lang: str, *, percent: bool) -> Ok | Bad:
    if sum(any(map(str.isnumeric, piece)) for piece in apart(text)) > 1:
        return Bad("text.parted", {"given": text.strip()[:80]})
    typed = squeeze(folded(unicodedata.normalize("NFC", text))).casefold().removesuffix(",-")
    if not typed:
        return Ok(None)
    readings = _readings(typed, lang, percent=percent)
    if len(readings) == 1:
        return Ok(plain(readings[0]))
    if readings:
        shown = tuple(_shown(reading) for reading in readings)
        return Bad("number.ambiguous", {**_bad("ambiguous", text, lang).args, "readings": shown})
    return _bad("ambiguous" if is_scaled(typed) else "unreadable", text, lang)


def _shown(number: Decimal) -> dict[str, str]:
    return {lang: show_number(plain(number), lang) for lang in LANGS}


def _readings(typed: str, lang: str, *, percent: bool) -> list[Decimal]:
    """Every number that a careful reader could see in a text, the language's own reading first."""
    if typed.endswith("%"):
        found = _readings(typed[:-1].rstrip(), lang, percent=False) if typed.count("%") == 1 else []
        return found if percent else [n for one in found for n in (one, one / 100)]
    match = _AROUND.fullmatch(typed) if len(typed) <= _LONGEST or typed.isdecimal() else None
    if not match or (match[1] and match[2]):
        return []
    sign, body = Decimal(f"{match[1] or match[2]}1"), match[3]
    if _FIGURES.fullmatch(body) or _TICKED.fullmatch(body):
        return [sign * number for number in _figures(body, lang)]
    said = chinese.amount(body)
    return [sign * said] if said is not None else [sign * n for n in scaled(body, lambda part: _figures(part, lang))]


def _figures(body: str, lang: str) -> list[Decimal]:
    """Every number that figures and marks can be read as."""
    if _SPACED.fullmatch(body) or _TICKED.fullmatch(body):
        body = re.sub("[ '’]", "", body)
    thousands, point = MARKS.get(lang, (",", "."))
    digits = _digits(body, thousands, point)
    if digits:
        return [Decimal(digits)]
    if looks_like_thousands(body, point):
        return [Decimal(body.replace(point, ".")), Decimal(body.replace(point, ""))]
    swapped = _digits(body, point, thousands)
    if not swapped:
        return []
    is_sure = body.count(point) > 1 or (point in body and thousands in body)
    return [Decimal(swapped)] if is_sure else [Decimal(swapped), Decimal(re.sub("[.,]", "", body))]


def is_scaled(text: str) -> bool:
    """Whether a text holds a figure with a word or sign that says how many times it counts."""
    return _SCALED.fullmatch(text) is not None


def _digits(body: str, thousands: str, point: str) -> str:
    """The number with a point and no groups, or "" if the marks do not fit or fit more than one reading."""
    grouped = rf"[1-9][0-9]{{0,2}}(?:\{thousands}[0-9]{{3}})+(?:\{point}[0-9]+)?"
    if not re.fullmatch(rf"{grouped}|[0-9]+(?:\{point}[0-9]+)?", body) or looks_like_thousands(body, point):
        return ""
    return body.replace(thousands, "").replace(point, ".")


def _bad(why: str, given: str, lang: str) -> Bad:
    return Bad(f"number.{why}", {"given": given[:80], "example": group("1234567.5", lang)})
