"""Texts made comparable: three ways, each leaving out a little more; remembered, for forms say the same again and again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

_BLANK = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n+")
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_MANY, _LONG = 16_384, 400
"""Of the texts of each kind so many are remembered, those of some hundred forms; none that is longer."""

Given = TypeVarTuple("Given")
Result = TypeVar("Result")


class _Remembered(dict[str, str]):
    """What came of texts, by a function of them: found again by a dictionary alone, many times in a document."""

    def __init__(self, work: Callable[[str], str]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, text: str) -> str:
        """What comes of a text that is not remembered."""
        made = self.work(text)
        if len(text) <= _LONG:
            if len(self) >= _MANY:
                self.clear()
            self[text] = made
        return made


def _of_text(work: Callable[[str], str]) -> Callable[[str], str]:
    """The same function of a text alone, which remembers what comes of it."""
    return _Remembered(work).__getitem__


def remembered(work: Callable[[str, *Given], Result]) -> Callable[[str, *Given], Result]:
    """The same function of a text (and what else it is given, all of it hashable), which remembers what comes of it."""
    known = lru_cache(_MANY)(work)

    @wraps(work)
    def recalled(text: str, *args: *Given) -> Result:
        return known(text, *args) if len(text) <= _LONG else work(text, *args)

    return recalled


@_of_text
def plain(text: str) -> str:
    """A piece of text as wordings are compared: width, case, blanks and empty lines do not count, lines do."""
    same = text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_QUOTES))
    return _LINES.sub("\n", _BLANK.sub("", same.casefold()))


@_of_text
def folded(text: str) -> str:
    """A whole text as wordings are compared."""
    return plain(text).strip("\n")


@_of_text
def way(text: str) -> str:
    """A whole text as printed lines are compared: a closing colon or asterisk does not count."""
    return folded(text).rstrip(":*")


@_of_text
def squeezed(text: str) -> str:
    """A text as hints are compared: width, case, blanks and lines do not count; quotation marks stay as they are."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@_of_text
def key(text: str) -> str:
    """A label as one compares it: as hints, and a closing colon or asterisk does not count."""
    return squeezed(text).rstrip(":*")


def straight(text: str) -> str:
    """A text with straight quotation marks."""
    return text.translate(_QUOTES)
