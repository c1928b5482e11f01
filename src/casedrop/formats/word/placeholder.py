"""The words of empty fields, ours and those Word has by itself; none of them is ever an answer (faults B7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

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


@dataclass(frozen=True, slots=True)
class _Hint:
    """What an empty field shows: its letters, folded, and the word it begins with, folded."""

    letters: str
    verb: re.Pattern[str]


class Placeholders:
    """What a form's fields show while they are empty, in every language."""

    def __init__(self, form: Form) -> None:
        self._shown: Mapping[str, Mapping[str, _Hint]] = {f.pointer: _hints(f) for f in form.fields}

    def holds(self, pointer: str, text: str) -> bool:
        """Whether a text is what the field (pattern pointer) shows while empty, case and blanks aside."""
        shown = squeezed(text)
        return shown in self._shown[pointer] or (len(shown) < _LONG and bool(_WORDS_OWN.fullmatch(shown)))

    def typed_into(self, pointer: str, runs: Sequence[str]) -> str | None:
        """What was typed into the middle of a hint whose two halves are still runs of their own; None for anything else."""
        for hint in self._shown[pointer] if len(runs) > 2 else ():
            ways = set(_between(runs, hint))
            if ways:
                return ways.pop() if len(ways) == 1 else None
        return None

    def cleared(self, pointer: str, text: str) -> str | None:
        """A text without the whole hint before it or behind it; None where only some of the hint is left, or where it cannot
        be told which letters are the hint's.
        """
        shown = squeezed(text)
        for letters, hint in self._shown[pointer].items():
            if len(letters) < _SHORT or len(shown) < _fewest(letters):
                continue
            if letters in shown:
                ways = _ways(text, letters)
                return ways.pop() if len(ways) == 1 else None
            if _is_torn(text, shown, hint):
                return None
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
    """A text of fewer letters cannot share a hint."""
    return min(_most(hint), len(hint), 2 * max(_SHORT, -(-len(hint) * 2 // 5)), max(len(hint) - _FEW, 0))


def _is_torn(text: str, shown: str, hint: _Hint) -> bool:
    """Whether a text holds most of a hint in one piece, or its verb and both its ends, as when something was typed into it:
    "Enterprise edition" is no torn "Enter edition"."""
    letters, most = hint.letters, _most(hint.letters)
    pieces = (letters[at : at + most] for at in range(len(letters) - most + 1))
    if any(piece in shown for piece in pieces) or _is_nearly(shown, letters):
        return True
    return (_has_ends(shown, letters) or _is_around(shown, letters)) and bool(hint.verb.search(text.casefold()))


def _has_ends(shown: str, hint: str) -> bool:
    """Whether a text holds the first and then the last letters of a hint."""
    end = max(_SHORT, -(-len(hint) * 2 // 5))
    first, last = shown.find(hint[:end]), shown.rfind(hint[-end:])
    return first > -1 and first + end <= last


def _is_around(shown: str, hint: str) -> bool:
    """Whether a text begins with the beginning of a hint and ends with all the rest of it."""
    return len(shown) > len(hint) and any(
        shown.startswith(hint[:cut]) and shown.endswith(hint[cut:]) for cut in range(2, len(hint) - 1)
    )


def _is_nearly(text: str, hint: str) -> bool:
    """Whether a text is the hint but for a letter or two."""
    is_close = abs(len(text) - len(hint)) <= _FEW and len(hint) > 2 * _FEW
    return is_close and SequenceMatcher(None, text, hint, autojunk=False).ratio() >= _ALIKE


def _ways(text: str, hint: str) -> set[str]:
    """What may have been typed before or behind a hint."""
    letters = [at for at, c in enumerate(text) for _ in squeezed(c)]
    shown = squeezed(text)
    if len(shown) != len(letters) or len(shown) <= len(hint):
        return set()
    fitting = [cut for cut in (0, len(hint)) if shown.startswith(hint[:cut]) and shown.endswith(hint[cut:])]
    return {text[letters[cut] : letters[cut - len(hint) - 1] + 1].strip() for cut in fitting}


def _between(runs: Sequence[str], hint: str) -> Iterator[str]:
    """What stands between the runs of which the first and the last ones are a hint."""
    folded = [squeezed(run) for run in runs]
    heads, tails = [*accumulate(folded, initial="")], [*accumulate(folded[::-1], lambda a, b: b + a, initial="")]
    for first in range(1, len(runs) - 1):
        for last in range(1, len(runs) - first):
            if heads[first] and tails[last] and heads[first] + tails[last] == hint:
                yield "".join(runs[first : len(runs) - last]).strip()


def _hints(field: Field) -> Mapping[str, _Hint]:
    shown = [placeholder(field, lang) for lang in LANGS if lang in field.labels]
    return {squeezed(text): _Hint(squeezed(text), _verb(text)) for text in shown}


def _verb(hint: str) -> re.Pattern[str]:
    """What finds the word a hint begins with; of a hint without blanks, as Chinese ones are, its first two letters."""
    first, *more = hint.casefold().split()
    return re.compile(rf"(?<!\w){re.escape(first)}(?!\w)" if more else re.escape(first[:2]))
