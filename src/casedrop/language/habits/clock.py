"""What people write around a date: the day of the week, the time of day, words that lead it in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HALVES = "a\\.?m\\.?|p\\.?m\\.?|sáng|trưa|chiều|tối|đêm"
_PARTS = "上午|下午|早上|晚上|中午|凌晨|傍晚"
_TIME = (
    r"(?:lúc |vào lúc |at )?(?:[01]?[0-9]|2[0-4])"
    r"(?: ?(?::|h|giờ) ?(?:[0-5]?[0-9])?(?::[0-5][0-9](?:\.[0-9]+)?)?(?: ?(?:phút|p))?"
    rf"(?: ?(?:{_HALVES}))?| ?(?:{_HALVES}))"
    rf"|(?:{_PARTS})? ?(?:[01]?[0-9]|2[0-4]|[一二三四五六七八九十两兩]+) ?[点點时時](?:半|整|鐘|钟|[0-5]?[0-9]分?)?"
    rf"|(?:{_PARTS}) ?[0-9]{{1,2}}:[0-5][0-9]"
)
_AFTER = re.compile(rf"(?P<rest>.*[0-9日号號])(?:[ ,;]+|t|(?<=[日号號]))\(?(?:{_TIME})\)?")
_BEFORE = re.compile(rf"\(?(?:{_TIME})\)?[ ,;-]+(?:ngày )?(?P<rest>.+)")
_VI = {
    "hai": 0,
    "ba": 1,
    "tư": 2,
    "bốn": 2,
    "năm": 3,
    "sáu": 4,
    "bảy": 5,
    "2": 0,
    "3": 1,
    "4": 2,
    "5": 3,
    "6": 4,
    "7": 5,
}
_EN = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_ZH = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_WEEKDAY = (
    r"(?P<vi>thứ (?:hai|ba|tư|bốn|năm|sáu|bảy|[2-7])|t[2-7]|chủ nhật|cn)"
    r"|(?P<en>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?"
    r"|(?P<zh>(?:星期|礼拜|禮拜|周|週)[一二三四五六日天])"
)
_IN_FRONT = re.compile(rf"\(?(?:{_WEEKDAY})\)?(?:[ ,.]+|(?=[0-9]))(?P<rest>.+)")
_AT_END = re.compile(rf"(?P<rest>.+?)(?:[ ,]+|[ ,]*(?=\())\(?(?:{_WEEKDAY})\)?")
_CLOSE = re.compile(r"(?P<rest>.+[日号號])(?P<zh>(?:星期|礼拜|禮拜|周|週)[一二三四五六日天])")
_LEAD = re.compile(r"(?:vào |on |the )*(?:ngày |date:? |日期[:：]? ?)?")


@dataclass(frozen=True, slots=True)
class Dated:
    """What stands for the day itself, and the day of the week beside it, from 0 for Monday; None if none is said."""

    text: str
    weekday: int | None = None


def bare(text: str) -> Dated:
    """A date in small letters without the time of day, the day of the week and the words around it."""
    text = text.strip(" .,;。，")
    text = _without_time(text)
    weekday: int | None = None
    for pattern in (_IN_FRONT, _AT_END, _CLOSE):
        if found := pattern.fullmatch(text):
            weekday, text = _weekday(found.groupdict()), found["rest"].strip(" ,")
            break
    text = _without_time(text)
    return Dated(_LEAD.sub("", text, count=1).strip(" .,;"), weekday)


def _without_time(text: str) -> str:
    for pattern in (_AFTER, _BEFORE):
        if found := pattern.fullmatch(text):
            return str(found["rest"]).strip(" ,;")
    return text


def _weekday(found: dict[str, str | None]) -> int:
    said = {name: text for name, text in found.items() if text and name != "rest"}
    if "zh" in said:
        return _ZH[said["zh"][-1]]
    if "en" in said:
        return _EN[said["en"][:3]]
    word = said["vi"]
    return (
        6
        if word in ("chủ nhật", "cn")
        else _VI[word.removeprefix("thứ ").removeprefix("t") if word != "thứ tư" else "tư"]
    )
