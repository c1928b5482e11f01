"""Amounts in Vietnamese words."""

from __future__ import annotations

from casedrop.language.currency import Amount

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("triệu", "nghìn", "")
UNITS = {
    "VND": "đồng",
    "USD": "đô la Mỹ",
    "CNY": "nhân dân tệ",
    "HKD": "đô la Hồng Kông",
    "TWD": "đô la Đài Loan",
    "EUR": "euro",
    "JPY": "yên Nhật",
    "KRW": "won Hàn Quốc",
    "SGD": "đô la Singapore",
    "AUD": "đô la Úc",
}
CENT = "xu"


def vietnamese(amount: Amount) -> str:
    """`Bốn mươi sáu triệu ba trăm năm mươi nghìn đồng chẵn`; `chẵn` closes whole thousands of dong."""
    words = f"{cardinal(amount.whole)} {UNITS[amount.currency]}"
    if amount.cents:
        cents = f"{cardinal(amount.cents)} {CENT}"
        words = f"{words} và {cents}" if amount.whole else cents
    even = amount.currency == "VND" and amount.whole and amount.whole % 1000 == 0
    return words[0].upper() + words[1:] + (" chẵn" if even else "")


def cardinal(number: int) -> str:
    """The number in words; the count of tỷ is read as a number itself, so there is no end."""
    if number == 0:
        return DIGITS[0]
    billions, rest = divmod(number, 10**9)
    head = f"{cardinal(billions)} tỷ" if billions else ""
    groups = (rest // 10**6, rest // 1000 % 1000, rest % 1000)
    words = [head] if head else []
    for value, scale in zip(groups, SCALES, strict=True):
        if value:
            words.append(f"{_group(value, full=bool(words))} {scale}".strip())
    return " ".join(words)


def _group(value: int, *, full: bool) -> str:
    """Three figures; `full` says the hundreds even if there are none."""
    hundreds, tens, units = value // 100, value // 10 % 10, value % 10
    words = [f"{DIGITS[hundreds]} trăm"] if full or hundreds else []
    if tens:
        words.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
    elif units and words:
        words.append("linh")
    if units:
        words.append(_unit(tens, units))
    return " ".join(words)


def _unit(tens: int, units: int) -> str:
    if tens and units == 5:
        return "lăm"
    if tens > 1 and units in (1, 4):
        return "mốt" if units == 1 else "tư"
    return DIGITS[units]
