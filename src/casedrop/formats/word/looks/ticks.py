"""Marks in and beside boxes: which are ticks, which are empty boxes, and which nobody can be sure of."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from casedrop.formats.word.folding import remembered
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
_LINES = re.compile(r"[_…‥⋯]*|[_.․…‥⋯]{2,}")


@remembered
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


@remembered
def bare(text: str) -> str:
    """A text as marks are compared: narrow, folded, without what only changes how a sign is drawn."""
    drawn = (c for c in narrow(unicodedata.normalize("NFC", text)) if not _is_drawing(c))
    return "".join(drawn).casefold().strip()


def _is_drawing(sign: str) -> bool:
    """Whether a character only changes how the one before it looks, or is not seen at all."""
    code = ord(sign)
    return 0xFE00 <= code <= 0xFE0F or code in _SKIN or unicodedata.category(sign) == "Cf"
