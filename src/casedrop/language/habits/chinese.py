"""Chinese numerals: counts, amounts in capitals, years figure by figure."""

from __future__ import annotations

import re
from decimal import Decimal

from casedrop.language.amounts.zh import SCRIPTS, cardinal

_DIGITS = {
    letter: value
    for value, letters in enumerate(
        ("零〇○", "一壹", "二贰貳两兩", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for letter in letters
}
_CAPITALS = {letter: SCRIPTS["zh-Hans"].digits[value] for letter, value in _DIGITS.items()} | {
    **dict.fromkeys("十拾", "拾"), **dict.fromkeys("百佰", "佰"), **dict.fromkeys("千仟", "仟"),
    **dict.fromkeys("万萬", "万"), **dict.fromkeys("亿億", "亿"), "廿": "贰拾", "卅": "叁拾",
}  # fmt: skip
_SIZES = {"拾": 10, "佰": 100, "仟": 1000}
LETTERS = "".join(_CAPITALS)
"""What Chinese numerals are written with."""
_AMOUNT = re.compile(
    f"(?:(?P<whole>[{LETTERS}]+)(?:[元圆圓块塊]|$))?(?:(?P<jiao>[{LETTERS}])角)?(?:零?(?P<fen>[{LETTERS}])分)?[整正]?"
)
_LONGEST = 40


def count(text: str) -> int | None:
    """The number that Chinese numerals say, or their figures one by one; None where they are none or could be another."""
    if not text or len(text) > _LONGEST or any(letter not in _CAPITALS for letter in text):
        return None
    if all(letter in _DIGITS for letter in text):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    capitals = "".join(_CAPITALS[letter] for letter in text)
    capitals = re.sub("(^|零|万|亿)拾", r"\1壹拾", capitals)
    value = _value(capitals)
    return value if cardinal(value, SCRIPTS["zh-Hans"]) == capitals else None


def _value(capitals: str) -> int:
    for name, size in (("亿", 10**8), ("万", 10**4)):
        head, mark, tail = capitals.rpartition(name)
        if mark:
            return _value(head) * size + _value(tail)
    total, figure = 0, 0
    for letter in capitals:
        if letter in _SIZES:
            total, figure = total + figure * _SIZES[letter], 0
        else:
            figure = SCRIPTS["zh-Hans"].digits.index(letter)
    return total + figure


def amount(text: str) -> Decimal | None:
    """The amount that Chinese numerals say: `壹仟元伍角整`; None where they say none, or could say another."""
    found = _AMOUNT.fullmatch(text)
    if not text or not found:
        return None
    parts = {name: count(found[name]) if found[name] else 0 for name in ("whole", "jiao", "fen")}
    if None in parts.values() or not any(found.groupdict().values()):
        return None
    return Decimal(parts["whole"] or 0) + Decimal(parts["jiao"] or 0) / 10 + Decimal(parts["fen"] or 0) / 100
