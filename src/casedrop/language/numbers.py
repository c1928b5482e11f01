"""Numbers as people write them, never guessed; never a float on the way."""

from __future__ import annotations

import re
from decimal import Decimal

from casedrop.language.letters import narrow, squeeze
from casedrop.language.parsed import Bad, Ok

INTEGER_DIGITS, FRACTION_DIGITS = 15, 6
LARGEST = 2**53
"""The last integer a spreadsheet's floating point tells from its neighbours (IEEE 754, binary64)."""

_MARKS = {"vi": (".", ",")}
_CURRENCY = (
    "vnđ|vnd|đồng|đ|₫|cny|rmb|usd|hkd|twd|ntd|eur|us\\$|hk\\$|nt\\$|\\$|¥|€"
    "|人民币|人民幣|港币|港幣|新台币|新臺幣|新台幣|美元|欧元|歐元|越南盾|元|圆|圓"
)
_TYPED = re.compile(rf"([+-]?) ?(?:{_CURRENCY})? ?([+-]?) ?([0-9][0-9., ]*?) ?(?:{_CURRENCY})?", re.ASCII)
_SCALED = re.compile(r".*[0-9] ?(?:[%‰kmb百千万萬亿億兆]|tr|nghìn|ngàn|triệu|tỷ|tỉ).*", re.ASCII)
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")


def plain(number: Decimal) -> str:
    """The canonical decimal string: no exponent, no plus, no zeros in front or behind, no minus before zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def group(number: Decimal | int | str, lang: str, places: int = 0) -> str:
    """The number grouped in threes with a language's marks, with at least so many decimal places; never rounded."""
    whole, _, fraction = plain(Decimal(number)).partition(".")
    thousands, point = _MARKS.get(lang, (",", "."))
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    fraction = fraction.ljust(places, "0")
    return sign + f"{int(digits):,}".replace(",", thousands) + (point + fraction if fraction else "")


def show_number(number: int | str, lang: str, *, money: bool = False) -> str:
    """A number as tables have it: vi `1.234,5`, else `1,234.5`.

    Of money one decimal is written as two (`1,750.50`). Three decimals after at most three figures get a zero more
    (`1,2340`), or they would be read as thousands.
    """
    text = group(number, lang)
    _, point = _MARKS.get(lang, (",", "."))
    is_tenths = money and text[-2:-1] == point
    return text + "0" if is_tenths or _looks_like_thousands(text.lstrip("-"), point) else text


def read_decimal(text: str, lang: str) -> Ok | Bad:
    """A canonical decimal string, or Bad: `number.unreadable`, `number.ambiguous`, `number.too-long`.

    The mark of the other half of the world (`1.5` in vi, `1,5` in en), a point that could part thousands (`1,234` in
    vi), and words of size (万, triệu, %) are ambiguous. Currency words and signs around it are passed over.
    """
    result = _exact(text, lang)
    if isinstance(result, Ok) and result.value is not None and too_long(result.value):
        return Bad("number.too-long", limits(text))
    return result


def read_integer(text: str, lang: str) -> Ok | Bad:
    """An int within ±2⁵³, or Bad as `read_decimal`, and `number.whole` where a fraction stands."""
    result = _exact(text, lang)
    return whole(result.value, text) if isinstance(result, Ok) and result.value is not None else result


def _exact(text: str, lang: str) -> Ok | Bad:
    typed = squeeze(narrow(text).replace("\u2212", "-")).casefold()
    if not typed:
        return Ok(None)
    match = _TYPED.fullmatch(typed)
    if not match or (match[1] and match[2]):
        return _bad("ambiguous" if _SCALED.fullmatch(typed) else "unreadable", text, lang)
    body = match[3].replace(" ", "") if _SPACED.fullmatch(match[3]) else match[3]
    digits = _digits(body, *_MARKS.get(lang, (",", ".")))
    if not digits:
        swapped = _digits(body, *reversed(_MARKS.get(lang, (",", "."))))
        looks = _looks_like_thousands(body, _MARKS.get(lang, (",", "."))[1])
        return _bad("ambiguous" if swapped or looks else "unreadable", text, lang)
    return Ok(plain(Decimal((match[1] or match[2]) + digits)))


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


def _digits(body: str, thousands: str, point: str) -> str:
    """The number with a point and no groups, or "" if the marks do not fit or fit more than one reading."""
    grouped = rf"[1-9][0-9]{{0,2}}(?:\{thousands}[0-9]{{3}})+(?:\{point}[0-9]+)?"
    if not re.fullmatch(rf"{grouped}|[0-9]+(?:\{point}[0-9]+)?", body) or _looks_like_thousands(body, point):
        return ""
    return body.replace(thousands, "").replace(point, ".")


def _looks_like_thousands(body: str, point: str) -> bool:
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}\{point}[0-9]{{3}}", body) is not None


def _bad(why: str, given: str, lang: str) -> Bad:
    return Bad(f"number.{why}", {"given": given, "example": group("1234567.5", lang)})
