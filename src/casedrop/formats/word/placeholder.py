"""The words of empty fields, ours and those Word has by itself; none of them is ever an answer (faults B7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
_FIRST = frozenset("ct单點点按單选選bn")
"""The letters with which those begin."""


def placeholder(field: Field, lang: str) -> str:
    """What an empty field shows: its hint, else a verb and its label."""
    return field.hints.get(lang) or messages.placeholder(field.kind, field.labels.get(lang, ""), lang)


class Placeholders:
    """What a form's fields show while they are empty, in every language."""

    def __init__(self, form: Form) -> None:
        texts = {f.pointer: _texts(f) for f in form.fields}
        self._shown = {pointer: frozenset(map(squeezed, shown)) for pointer, shown in texts.items()}
        self._hints: Mapping[str, Sequence[_Hint]] = {
            pointer: sorted(_hint(text) for text in shown if len(squeezed(text)) >= _SHORT)
            for pointer, shown in texts.items()
        }
        words = {f.pointer: _shortest(texts[f.pointer]) for f in form.fields if f.kind in _AS_TYPED}
        self._short = {pointer: short for pointer, short in words.items() if short}
        self._near = {p: {len(h.text) + n for h in hints for n in _NEAR} for p, hints in self._hints.items()}
        self._trace = {p: _trace(hints) for p, hints in self._hints.items()}

    def holds(self, pointer: str, text: str) -> bool:
        """Whether a text is what the field (pattern pointer) shows while empty, case and blanks aside."""
        shown = squeezed(text)
        return shown in self._shown[pointer] or (shown[:1] in _FIRST and _is_words_own(shown))

    def cleared(self, pointer: str, text: str) -> str | None:
        """A text without the whole hint before it or behind it; None where only some of the hint is left, or where it cannot
        be told which letters are the hint's (`typed_into` may know)."""
        shown = squeezed(text)
        if pointer in self._short and (shown.startswith(self._short[pointer]) or shown.endswith(self._short[pointer])):
            return None
        has_trace = self._trace[pointer].search(shown) is not None
        if not has_trace and len(shown) not in self._near[pointer]:
            return text
        for hint in self._hints[pointer]:
            if len(shown) >= hint.fewest and (hint.is_in(shown, text) if has_trace else _is_nearly(shown, hint.text)):
                ways = _ways(text, hint.text) if hint.text in shown else set()
                return ways.pop() if len(ways) == 1 else None
        return text

    def typed_into(self, pointer: str, runs: Sequence[str]) -> str | None:
        """What was typed into the middle of a hint whose two halves are still runs of their own; None for anything else."""
        folded = [squeezed(run) for run in runs]
        ways = {
            "".join(runs[slice(*at)]).strip() for hint in self._hints[pointer] for at in _between(folded, hint.text)
        }
        return ways.pop() if len(ways) == 1 else None


def _is_words_own(shown: str) -> bool:
    return len(shown) < _LONG and _WORDS_OWN.fullmatch(shown) is not None


_FEW, _ALIKE = 2, 0.85
_NEAR = range(-_FEW, _FEW + 1)
_LONG = 60
"""No placeholder of Word's own is longer."""
_REST, _REST_OF_HAN = 5, 2
"""So many letters at the least are left of a hint where somebody took the others away. Chinese ones, each half a word, are fewer
at its beginning, which is a verb; at its end some of the verb is among them: with the field's own name an answer may well end."""
_HAN = re.compile("[\u4e00-\u9fff]")
_SHORT = 3
"""A hint of fewer letters is only known as a whole, at either end of a text."""
_AS_TYPED = frozenset({"text", "lines", "code"})
"""Kinds of fields that take whatever is typed: of the others, letters that are left of a hint make no value."""


@dataclass(frozen=True, slots=True, order=True)
class _Hint:
    """A hint, folded, and what tells quickly that a text has nothing of it: the fewest letters that could share it, how many
    in one piece are most of it, how many at an end are enough, and the letters in the middle that every such piece has; how
    many of its first or last letters are left of it where a text begins or ends with them; a pattern of the word it begins
    with; and those letters themselves, and the ones at each end that are enough."""

    fewest: int
    text: str
    most: int
    end: int
    middle: str
    rest: int
    verb: str
    first: str
    last: str
    head: str
    tail: str

    def is_in(self, shown: str, text: str) -> bool:
        """Whether a text (and as hints are compared) holds the hint, most of it in one piece, begins or ends with enough of it,
        or has both its ends and its verb: "Enterprise edition" is no torn "Enter edition"."""
        if shown.startswith(self.first):
            return True
        if shown.endswith(self.last) and not self._is_its_example(shown, text):
            return True
        if self.middle in shown and (self.text in shown or any(piece in shown for piece in self._pieces())):
            return True
        return (self._has_ends(shown) and self._has_verb(text)) or _is_nearly(shown, self.text)

    def _is_its_example(self, shown: str, text: str) -> bool:
        """Whether a text is what the hint gives as an example ("…, such as 192.0.2.10"), which may well be the answer: figures,
        or one word of plain letters with some."""
        letters = [c for c in text if c.isalpha()]
        is_figure = not letters or (all(c.isascii() for c in letters) and len(text.split()) == 1)
        return is_figure and any(map(str.isdigit, text)) and self.text.endswith(shown)

    def _has_verb(self, text: str) -> bool:
        """Whether a text has the hint's first word, be it that the next letter begins another: "EnterAnna edition"."""
        found = re.finditer(self.verb, text, re.IGNORECASE)
        return any(not text[word.end() : word.end() + 1].islower() for word in found)

    def _has_ends(self, shown: str) -> bool:
        """Whether a text has both ends of the hint, or begins with some of it and ends with all the rest."""
        first = shown.find(self.head)
        if first > -1 and first + self.end <= shown.rfind(self.tail):
            return True
        if len(shown) <= len(self.text) or not shown.startswith(self.text[:2]):
            return False
        begun = next(at for at, (a, b) in enumerate(zip(shown, f"{self.text}\0", strict=False)) if a != b)
        return any(shown.endswith(self.text[cut:]) for cut in range(2, min(begun, len(self.text) - 2) + 1))

    @property
    def marks(self) -> tuple[str, str, str]:
        """Letters of which every text that shares the hint has some: of its middle, its beginning, its end."""
        begun = min(self.end, max(2, len(self.text) - self.most + 1), len(self.first))
        return self.middle, self.text[:begun], self.last

    def _pieces(self) -> Iterator[str]:
        return (self.text[at : at + self.most] for at in range(len(self.text) - self.most + 1))


def _shortest(shown: Iterable[str]) -> tuple[str, ...]:
    """Those hints, folded, of which nobody can tell a piece: "年份" behind "2017年" may be what is left, or not."""
    return tuple(sorted(text for text in map(squeezed, shown) if len(text) < _SHORT))


def _trace(hints: Iterable[_Hint]) -> re.Pattern[str]:
    """A pattern of what every text has that shares one of some hints, but those that are nearly one."""
    marks = sorted({mark for hint in hints for mark in hint.marks})
    return re.compile("|".join(map(re.escape, marks)) or "(?!)")


def _hint(shown: str) -> _Hint:
    text = squeezed(shown)
    size = len(text)
    most, end = max(_SHORT + 1, -(-size * 3 // 4)), max(_SHORT, -(-size * 2 // 5))
    begun = rest = max(_REST, -(-size * 3 // 5))
    if _HAN.match(text):
        begun, rest = max(_REST_OF_HAN, -(-size * 3 // 5)), min(rest, size - 1)
    fewest = min(most, size, 2 * end, begun, rest, max(size - _FEW, 0))
    middle, ends = text[max(size - most, 0) : most], (text[:begun], text[-rest:], text[:end], text[-end:])
    return _Hint(fewest, text, most, end, middle, rest, _verb(shown), *ends)


def _verb(hint: str) -> str:
    """A pattern of the word a hint begins with; of one without blanks, as Chinese ones are, of its first two letters."""
    first, *more = hint.casefold().split()
    return rf"(?<!\w){re.escape(first)}" if more else re.escape(first[:2])


def _between(folded: Sequence[str], hint: str) -> Iterator[tuple[int, int]]:
    """From where to where runs, folded, stand of which those before and behind are a hint."""
    for first in range(1, len(folded) - 1):
        head = "".join(folded[:first])
        for last in range(first + 1, len(folded)) if head and hint.startswith(head) else ():
            if head + "".join(folded[last:]) == hint:
                yield first, last


def _is_nearly(text: str, hint: str) -> bool:
    """Whether a text is the hint but for a letter or two."""
    is_close = abs(len(text) - len(hint)) <= _FEW and len(hint) > 2 * _FEW
    if not is_close or 2 * sum(map(hint.__contains__, text)) < _ALIKE * (len(text) + len(hint)):
        return False
    return SequenceMatcher(None, text, hint, autojunk=False).ratio() >= _ALIKE


def _ways(text: str, hint: str) -> set[str]:
    """What may have been typed before, behind or into a hint that is left whole."""
    letters = [at for at, c in enumerate(text) for _ in squeezed(c)]
    shown = squeezed(text)
    if len(shown) != len(letters) or len(shown) <= len(hint):
        return set()
    cuts = (0, *range(2, len(hint) - 1), len(hint))
    fitting = [cut for cut in cuts if shown.startswith(hint[:cut]) and shown.endswith(hint[cut:])]
    return {text[letters[cut] : letters[cut - len(hint) - 1] + 1].strip() for cut in fitting}


def _texts(field: Field) -> frozenset[str]:
    return frozenset(placeholder(field, lang) for lang in LANGS if lang in field.labels)
