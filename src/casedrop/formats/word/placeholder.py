"""The words of empty fields, ours and those Word has by itself; none of them is ever an answer (faults B7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from casedrop.formats.word.folding import squeezed
from casedrop.forms.form import Field, Form
from casedrop.language import messages
from casedrop.language.problem import LANGS

NONE = "—"
"""What every cell of the one row says that stands for no rows."""

_WORDS_OWN = re.compile(
    r"(click|tap|clickortap)(here)?toenter(text|adate)\.?|chooseanitem\.?|"
    r"(单击|點擊|点击|按一下|单击或点击|單擊或點擊|按一下或點選)此[处處](以)?(输入|輸入)(文字|日期)[。.]?|"
    r"(选择一项|选择一个项目|選擇一個項目)[。.]?|"
    r"(bấm|nhấp|nhấn)(hoặc(gõnhẹ|nhấn))?vàođâyđểnhập(vănbản|ngày|ngàytháng)\.?|chọn(một)?mục\.?",
    re.IGNORECASE,
)


def placeholder(field: Field, lang: str) -> str:
    """What an empty field shows: its hint, else a verb and its label."""
    return field.hints.get(lang) or messages.placeholder(field.kind, field.labels.get(lang, ""), lang)


class Placeholders:
    """What a form's fields show while they are empty, in every language."""

    def __init__(self, form: Form) -> None:
        self._shown: Mapping[str, frozenset[str]] = {f.pointer: _texts(f) for f in form.fields}

    def holds(self, pointer: str, text: str) -> bool:
        """Whether a text is what the field (pattern pointer) shows while empty, case and blanks aside."""
        shown = squeezed(text)
        return shown in self._shown[pointer] or (len(shown) < _LONG and bool(_WORDS_OWN.fullmatch(shown)))

    def cleared(self, pointer: str, text: str) -> str | None:
        """A text without the hint before it, behind it or around it; None where only some of the hint is left, or where it
        cannot be told which letters are the hint's."""
        shown = squeezed(text)
        for hint in self._shown[pointer]:
            if len(hint) < _SHORT or len(shown) < _fewest(hint) or not _shares(shown, hint):
                continue
            ways = _ways(text, hint)
            return ways.pop() if len(ways) == 1 else None
        return text


_FEW, _ALIKE = 2, 0.85
_LONG = 60
"""No placeholder of Word's own is longer."""
_SHORT = 3
"""A hint of fewer letters is only known as a whole."""


def _most(hint: str) -> int:
    """So many letters of a hint in one piece are most of it."""
    return max(_SHORT + 1, -(-len(hint) * 3 // 4))


def _fewest(hint: str) -> int:
    """A text of fewer letters cannot share a hint in any way of `_shares`."""
    return min(_most(hint), len(hint), 2 * max(_SHORT, -(-len(hint) * 2 // 5)), max(len(hint) - _FEW, 0))


def _shares(text: str, hint: str) -> bool:
    """Whether a text holds the hint, most of it in one piece, or both its ends."""
    if hint in text:
        return True
    most, end = _most(hint), max(_SHORT, -(-len(hint) * 2 // 5))
    pieces = (hint[at : at + most] for at in range(len(hint) - most + 1))
    first, last = text.find(hint[:end]), text.rfind(hint[-end:])
    has_ends = first > -1 and first + end <= last
    return has_ends or any(piece in text for piece in pieces) or _is_nearly(text, hint)


def _is_nearly(text: str, hint: str) -> bool:
    """Whether a text is the hint but for a letter or two."""
    is_close = abs(len(text) - len(hint)) <= _FEW and len(hint) > 2 * _FEW
    return is_close and SequenceMatcher(None, text, hint, autojunk=False).ratio() >= _ALIKE


def _ways(text: str, hint: str) -> set[str]:
    """What may have been typed before, behind or into a hint that is left whole."""
    letters = [at for at, c in enumerate(text) for _ in squeezed(c)]
    shown = squeezed(text)
    if len(shown) != len(letters) or len(shown) <= len(hint):
        return set()
    for cuts in ((0, len(hint)), range(1, len(hint))):
        fitting = [cut for cut in cuts if shown.startswith(hint[:cut]) and shown.endswith(hint[cut:])]
        ways = {text[letters[cut] : letters[cut - len(hint) - 1] + 1].strip() for cut in fitting}
        if ways:
            return ways
    return set()


def _texts(field: Field) -> frozenset[str]:
    return frozenset(squeezed(placeholder(field, lang)) for lang in LANGS if lang in field.labels)
