"""Marks in and beside boxes: which are ticks, which are empty boxes, and which nobody can be sure of."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from casedrop.language.letters import narrow


class Tick(Enum):
    """What a mark says of its box."""

    CLEAR = "clear"
    TICKED = "ticked"
    UNSURE = "unsure"


EMPTY = "☐□▢◻○⬜◯⚪⭘❏❐❑❒🗆◽▫❍🔲⬚⎕🞎🞏🞐🞆⃝⃞"
"""Boxes and circles with nothing in them."""
FILLED = "☑✅☒🗹🗷🗵×✗✘✕✖❌❎●◉⦿⚫🔴🔵🔘✓✔🗸√■◼⬛▣◾▪⌧⮽⛝☓⨯🞪🞭🗙⍻👍🆗◎⊠⊗⊙⚙🞄★"
"""Boxes, circles and hands that say yes, and marks that people put for it."""
_LETTERS = frozenset(("x", "v", "y", "ok", "yes", "có", "co", "là", "是", "有", "对", "對", "勾", "đúng"))
_SKIN = range(0x1F3FB, 0x1F400)
_BRACKETS = re.compile(r"[\[({【〔「〖<|]\s*(.*?)\s*[\])}】〕」〗>|]")
_LINES = re.compile(r"[_.…‥․⋯]*")
_ANY = re.compile(
    rf"[{EMPTY}{FILLED}]|\[[^\[\]]{{0,3}}\]|\((?:\s{{0,3}}|\s?[xXvV√✓✔]\s?)\)",
)


def tick(text: str) -> Tick:
    """What the text of a box says: an empty box is clear, a known mark ticks, anything else is not sure."""
    plain = bare(text)
    bracketed = _BRACKETS.fullmatch(plain)
    inner = bracketed[1] if bracketed else plain
    signs = "".join(inner.split())
    if all(sign in EMPTY for sign in signs) or _LINES.fullmatch(signs):
        return Tick.CLEAR
    marks = signs.strip(EMPTY)
    return Tick.TICKED if marks in _LETTERS or all(sign in FILLED for sign in marks) else Tick.UNSURE


def is_sign(token: str) -> bool:
    """Whether a word on a line is no word but a mark: a tick or a filled box, `x` or `v`, in brackets or not."""
    inner = "".join(sign for sign in bare(token) if sign not in "[](){}【】〔〕")
    return inner in ("x", "v") or (inner != "" and all(sign in FILLED for sign in inner))


def marks_in(text: str) -> list[tuple[str, str]]:
    """The boxes and marks of a line with the words behind each, in order; [] if there are none."""
    plain = bare(text, keeps_lines=True)
    found = list(_ANY.finditer(plain))
    ends = (*(match.start() for match in found[1:]), len(plain))
    return [(match[0], plain[match.end() : end].strip()) for match, end in zip(found, ends, strict=False)]


def bare(text: str, *, keeps_lines: bool = False) -> str:
    """A text as marks are compared: narrow, folded, without what only changes how a sign is drawn."""
    drawn = (c for c in narrow(unicodedata.normalize("NFC", text)) if not _is_drawing(c))
    plain = "".join(drawn)
    return plain if keeps_lines else plain.casefold().strip()


def _is_drawing(sign: str) -> bool:
    """Whether a character only changes how the one before it looks, or is not seen at all."""
    code = ord(sign)
    return 0xFE00 <= code <= 0xFE0F or code in _SKIN or unicodedata.category(sign) == "Cf"
