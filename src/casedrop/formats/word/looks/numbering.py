"""The numbers and bullets that lists print before a paragraph though nobody typed them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casedrop.formats.word.looks.symbols import letter
from casedrop.formats.word.xml import NS, Element, P, parse, q, value

PART = "word/numbering.xml"
_CHINESE = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DEEPEST = 8
_NUM, _ABSTRACT, _LEVEL, _FACE = q("w:numId"), q("w:abstractNumId"), q("w:ilvl"), q("w:ascii")


class Numbering:
    """The lists of one document, counted paragraph by paragraph."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = parse(parts[PART]) if PART in parts else None
        kinds = {k.get(_ABSTRACT): k for k in root.iterfind("w:abstractNum", NS)} if root is not None else {}
        nums = root.iterfind("w:num", NS) if root is not None else ()
        self._lists = {n.get(_NUM, ""): kinds.get(value(n, "w:abstractNumId")) for n in nums}
        self._counts: dict[str, list[int]] = {}

    def labels(self, root: Element) -> dict[Element, str | None]:
        """What stands before each paragraph that is directly part of a list; None where that cannot be told."""
        listed = [(p, value(p, "w:pPr/w:numPr/w:numId")) for p in root.iter(P)]
        return {p: self._next(p, number) for p, number in listed if number not in (None, "0", "")}

    def _next(self, paragraph: Element, number: str | None) -> str | None:
        kind, at = self._lists.get(number or ""), _whole(value(paragraph, "w:pPr/w:numPr/w:ilvl"), 0)
        levels = {_whole(lvl.get(_LEVEL), 0): lvl for lvl in kind.iterfind("w:lvl", NS)} if kind is not None else {}
        if at not in levels or not 0 <= at <= _DEEPEST:
            return None
        counts = self._counts.setdefault(number or "", [0] * 10)
        counts[at] = counts[at] + 1 if counts[at] else _whole(value(levels[at], "w:start"), 1)
        counts[at + 1 :] = [0] * (9 - at)
        return _label(levels, at, counts)


def _label(levels: Mapping[int, Element], at: int, counts: list[int]) -> str | None:
    """The label of a level: its pattern with the numbers of the levels it shows."""
    shape, form = value(levels[at], "w:lvlText") or "", value(levels[at], "w:numFmt") or "decimal"
    if form == "none":
        return ""
    if form == "bullet":
        face = levels[at].find("w:rPr/w:rFonts", NS)
        drawn = letter(face.get(_FACE, "") if face is not None else "", ord(shape[0])) if shape else ""
        return drawn if drawn is not None else "•"
    shown = {n: _counted(counts[n] or 1, value(levels[n], "w:numFmt") or "decimal") for n in levels if n <= at}
    if None in shown.values():
        return None
    return re.sub("%([1-9])", lambda slot: shown.get(int(slot[1]) - 1) or "", shape)


def _counted(number: int, form: str) -> str | None:
    """A number as a list writes it; None for a way that is not known."""
    letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    if form in ("lowerLetter", "upperLetter"):
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form.startswith(("chineseCounting", "taiwaneseCounting", "japaneseCounting", "ideographDigital")):
        return _chinese(number)
    return {"decimal": str(number), "decimalZero": f"{number:02}"}.get(form)


def _whole(text: str | None, otherwise: int) -> int:
    """A number of at most four figures, or what stands for anything else."""
    return int(text) if text and re.fullmatch("[0-9]{1,4}", text) else otherwise


def _roman(number: int) -> str:
    out = ""
    for worth, letters in _ROMAN:
        out += letters * (number // worth)
        number %= worth
    return out


def _chinese(number: int) -> str | None:
    if number > 99:
        return None
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _CHINESE[tens] + "十"
    return head + (_CHINESE[ones] if ones or not tens else "")
