"""Numbers as tables have them, and what all numbers have in common; never a float on the way."""

from __future__ import annotations

import re
from decimal import Decimal

from casedrop.language.parsed import Bad, Ok

INTEGER_DIGITS, FRACTION_DIGITS = 15, 6
LARGEST = 2**53
"""The last integer a spreadsheet's floating point tells from its neighbours (IEEE 754, binary64)."""

MARKS = {"vi": (".", ",")}
"""What parts thousands and what is the point, where these are not comma and point."""


def plain(number: Decimal) -> str:
    """The canonical decimal string: no exponent, no plus, no zeros in front or behind, no minus before zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def group(number: Decimal | int | str, lang: str, places: int = 0) -> str:
    """The number grouped in threes with a language's marks, with at least so many decimal places; never rounded."""
    whole, _, fraction = plain(Decimal(number)).partition(".")
    thousands, point = MARKS.get(lang, (",", "."))
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    fraction = fraction.ljust(places, "0")
    return sign + f"{int(digits):,}".replace(",", thousands) + (point + fraction if fraction else "")


def show_number(number: int | str, lang: str, *, money: bool = False) -> str:
    """A number as tables have it: vi `1.234,5`, else `1,234.5`.

    Of money one decimal is written as two (`1,750.50`). Three decimals after at most three figures get a zero more
    (`1,2340`), or they would be read as thousands.
    """
    text = group(number, lang)
    _, point = MARKS.get(lang, (",", "."))
    is_tenths = money and text[-2:-1] == point
    return text + "0" if is_tenths or looks_like_thousands(text.lstrip("-"), point) else text


def whole(value: str, given: object) -> Ok | Bad:
    """The int of a canonical decimal string, or Bad: `number.whole`, `number.too-long`."""
    if "." in value:
        return Bad("number.whole", {"given": given})
    fits = len(value) <= len(str(-LARGEST)) and abs(int(value)) <= LARGEST
    return Ok(int(value)) if fits else Bad("number.too-long", limits(given))


def too_long(value: str) -> bool:
    """Whether a canonical decimal string has more than 15 figures before or 6 behind its point."""
    before, _, behind = value.lstrip("-").partition(".")
    return len(before) > INTEGER_DIGITS or len(behind) > FRACTION_DIGITS


def limits(given: object) -> dict[str, object]:
    """What the sentence of `number.too-long` needs."""
    return {"given": given, "digits": INTEGER_DIGITS, "places": FRACTION_DIGITS}


def looks_like_thousands(body: str, point: str) -> bool:
    """Whether three figures stand behind a point that could as well part thousands."""
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}\{point}[0-9]{{3}}", body) is not None
