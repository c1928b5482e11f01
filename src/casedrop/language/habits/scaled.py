"""Numbers with words of size: `15tr`, `1 tỷ 2`, `11万`, `1.2亿`, `500k`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

_POWERS = {
    "nghìn": 3, "ngàn": 3, "nghin": 3, "ngan": 3, "k": 3, "thousand": 3, "千": 3,
    "triệu": 6, "trieu": 6, "tr": 6, "million": 6, "mio": 6, "百万": 6, "百萬": 6,
    "tỷ": 9, "tỉ": 9, "billion": 9, "bn": 9, "十亿": 9, "十億": 9,
    "万": 4, "萬": 4, "十万": 5, "十萬": 5, "千万": 7, "千萬": 7, "亿": 8, "億": 8, "万亿": 12, "萬億": 12,
}  # fmt: skip
_WORDS = "|".join(sorted(_POWERS, key=len, reverse=True))
_TERM = re.compile(rf"([0-9](?:[0-9., ]*[0-9])?) ?({_WORDS})(?![^\W\d_a-z]|[a-z])(?P<last> ?)")
_HALF = re.compile(" ?(?:rưỡi|rưởi|半)")
_CHINESE = re.compile("[一-鿿]")
_LONGEST = 60

Figures = Callable[[str], Sequence[Decimal]]
"""Every number that figures without words can be read as."""


def scaled(text: str, figures: Figures) -> list[Decimal]:
    """Every number that figures and words of size can be read as, each once; none if they are something else.

    A figure behind the last word says tenths and hundredths of it (`1 tỷ 2`); three could as well be units.
    """
    totals, rest, power = [Decimal(0)], text[:_LONGEST], 99
    if len(text) > _LONGEST:
        return []
    while found := _term(rest):
        if _POWERS[found[2]] >= power:
            return []
        power = _POWERS[found[2]]
        totals = [t + f.scaleb(power) for t in totals for f in figures(found[1])]
        rest = rest[found.end() :].removeprefix(" ")
    return [] if power == 99 else list(dict.fromkeys(t + more for t in totals for more in _tail(rest, power)))


def _term(text: str) -> re.Match[str] | None:
    """The figure and the word of size that a text begins with; Chinese words may stand close to each other."""
    return _TERM.match(text) or re.match(r"([0-9](?:[0-9., ]*[0-9])?) ?([万萬亿億千])(?P<last>)(?=[0-9])", text)


def _tail(rest: str, power: int) -> list[Decimal]:
    """What stands behind the last word may add."""
    if not rest:
        return [Decimal(0)]
    if _HALF.fullmatch(rest):
        return [Decimal("0.5").scaleb(power)]
    if not re.fullmatch("[1-9][0-9]{0,2}", rest):
        return []
    part = Decimal(rest).scaleb(power - len(rest))
    return [part] if len(rest) < 3 else [part, Decimal(rest)]
