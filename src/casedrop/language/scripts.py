"""Simplified and Traditional Chinese told apart, by the character sets of the two standards."""

from __future__ import annotations

_BOTH_SIDES = "着"  # Traditional texts of Hong Kong write it too, Big5 lacks it
_BIG5_COMMON = (b"\xa4\x40", b"\xc6\x7e")  # its 5,401 common letters; the rare ones are names' and anyone's


def misplaced(text: str, lang: str) -> str:
    """The letters of a text, each once, that are written so only in the other Chinese script; "" in other languages.

    Simplified is what GB 2312 has and Big5 lacks, Traditional what Big5 has among its common letters and GB 2312 lacks;
    letters of both (后, 里) or neither pass.
    """
    wrong = {"zh-Hans": _traditional, "zh-Hant": _simplified}.get(lang)
    return "".join(letter for letter in dict.fromkeys(text) if wrong(letter)) if wrong else ""


def _simplified(letter: str) -> bool:
    known = "\u4e00" <= letter <= "\u9fff" and letter not in _BOTH_SIDES
    return known and _in(letter, "gb2312") != b"" and _in(letter, "big5") == b""


def _traditional(letter: str) -> bool:
    first, last = _BIG5_COMMON
    return first <= _in(letter, "big5") <= last and not _in(letter, "gb2312")


def _in(letter: str, charset: str) -> bytes:
    return letter.encode(charset, errors="ignore")
