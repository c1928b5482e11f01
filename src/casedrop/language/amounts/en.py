"""Amounts in English words, as Britain writes them."""

from __future__ import annotations

from casedrop.language.currency import Amount

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
UNITS = {
    "USD": ("US dollar", "US dollars", "cent", "cents"),
    "HKD": ("Hong Kong dollar", "Hong Kong dollars", "cent", "cents"),
    "TWD": ("New Taiwan dollar", "New Taiwan dollars", "", ""),
    "EUR": ("euro", "euros", "cent", "cents"),
    "JPY": ("Japanese yen", "Japanese yen", "", ""),
    "KRW": ("Korean won", "Korean won", "", ""),
    "SGD": ("Singapore dollar", "Singapore dollars", "cent", "cents"),
    "AUD": ("Australian dollar", "Australian dollars", "cent", "cents"),
    "CNY": ("Chinese yuan", "Chinese yuan", "fen", "fen"),
    "VND": ("Vietnamese dong", "Vietnamese dong", "", ""),
}


def english(amount: Amount) -> str:
    """`One thousand four hundred and nine US dollars and fifty cents only`."""
    one, many, cent, cents = UNITS[amount.currency]
    parts = [_counted(amount.whole, one, many)] if amount.whole or not amount.cents else []
    parts += [_counted(amount.cents, cent, cents)] if amount.cents else []
    words = " and ".join(parts)
    return f"{words[0].upper()}{words[1:]} only"


def cardinal(number: int) -> str:
    """The number in words, hyphens from 21 to 99, `and` before the last two figures, no commas."""
    words: list[str] = []
    rest = number
    for size, name in SCALES:
        count, rest = divmod(rest, size)
        words += [f"{_hundreds(count)} {name}"] if count else []
    if rest and rest < 100 and words:
        words.append("and")
    words += [_hundreds(rest)] if rest or not words else []
    return " ".join(words)


def _hundreds(number: int) -> str:
    """A number below a thousand."""
    hundreds, rest = divmod(number, 100)
    below = SMALL[rest] if rest < 20 else "-".join([TENS[rest // 10], *([SMALL[rest % 10]] if rest % 10 else [])])
    if not hundreds:
        return below
    return f"{SMALL[hundreds]} hundred" + (f" and {below}" if rest else "")


def _counted(number: int, one: str, many: str) -> str:
    return f"{cardinal(number)} {one if number == 1 else many}"
