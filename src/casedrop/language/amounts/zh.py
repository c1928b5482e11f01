"""Amounts in the capital figures of Chinese, Simplified and Traditional."""

from __future__ import annotations

from dataclasses import dataclass

from casedrop.language.currency import Amount


@dataclass(frozen=True, slots=True)
class Script:
    """The letters of one script: digits from zero, ten thousand, a hundred million, and the currencies' names."""

    digits: str
    wan: str
    yi: str
    names: dict[str, str]


SCRIPTS = {
    "zh-Hans": Script(
        "零壹贰叁肆伍陆柒捌玖",
        "万",
        "亿",
        {
            "CNY": "人民币",
            "HKD": "港币",
            "TWD": "新台币",
            "USD": "美元",
            "EUR": "欧元",
            "VND": "",
            "JPY": "日元",
            "KRW": "韩元",
            "SGD": "新加坡元",
            "AUD": "澳元",
        },
    ),
    "zh-Hant": Script(
        "零壹貳叁肆伍陸柒捌玖",
        "萬",
        "億",
        {
            "CNY": "人民幣",
            "HKD": "港幣",
            "TWD": "新臺幣",
            "USD": "美元",
            "EUR": "歐元",
            "VND": "",
            "JPY": "日圓",
            "KRW": "韓圓",
            "SGD": "新加坡元",
            "AUD": "澳元",
        },
    ),
}
PLACES = ("仟", "佰", "拾", "")


def chinese(amount: Amount, lang: str) -> str:
    """`人民币壹仟肆佰零玖元伍角整`; 整 after 元 and 角, never after 分 (支付结算办法, annex 1)."""
    script = SCRIPTS[lang]
    unit = "越南盾" if amount.currency == "VND" else "元"
    jiao, fen = divmod(amount.cents, 10)
    head = cardinal(amount.whole, script) + unit if amount.whole or not amount.cents else ""
    tail = f"{script.digits[jiao]}角" if jiao else script.digits[0] if fen and head else ""
    tail += f"{script.digits[fen]}分" if fen else "整"
    return script.names[amount.currency] + head + tail


def cardinal(number: int, script: Script) -> str:
    """The number in capital figures; the count of 亿 is read as a number itself, so there is no end."""
    if number >= 10**8:
        return _joined(number, 10**8, script.yi, script)
    if number >= 10**4:
        return _joined(number, 10**4, script.wan, script)
    return _four(number, script) if number else script.digits[0]


def _joined(number: int, size: int, name: str, script: Script) -> str:
    """Count, name of the size, rest; one zero bridges a rest that starts low or a count that ends in four zeros."""
    count, rest = divmod(number, size)
    bridge = script.digits[0] if rest and (rest < size // 10 or count % 10**4 == 0) else ""
    return cardinal(count, script) + name + bridge + (cardinal(rest, script) if rest else "")


def _four(number: int, script: Script) -> str:
    """Up to four figures, one zero for any run of zeros inside, none in front or behind."""
    words, gap = "", False
    for place, figure in zip(PLACES, f"{number:04}", strict=True):
        if figure != "0":
            words += (script.digits[0] if gap and words else "") + script.digits[int(figure)] + place
        gap = figure == "0"
    return words
