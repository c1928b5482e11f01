"""Whether what a template writes is well-formed whichever way its conditions and loops go."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from casedrop.formats.word.compiled.program import UncompilableError

_TOKEN = re.compile(r"\{%[-+]?\s*(?P<word>\w*).*?%\}|\{\{.*?\}\}|\{#.*?#\}|<(?P<tag>[^>]*)>", re.DOTALL)
_NAME = re.compile(r"/?([^\s/>]+)")


JINJA = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
"""What Jinja reads in a text."""
_STRANGE = re.compile(r"(?<!\\)(?:\\\\)*\\(?:x[01]|r|ufff[ef])")


def strange(value: object) -> bool:
    """Whether a value holds letters, other than line feeds and tabs, that no document may hold: control letters and the like."""
    said = repr(value)
    return "\\" in said and _STRANGE.search(said) is not None


def escapes(text: str) -> bool:
    """Whether a template writes letters by escapes (`{{ '\\f' }}`): docxtpl makes something else of some of them."""
    return any("\\" in said for said in JINJA.findall(text))


@dataclass
class _Block:
    """An open condition or loop: the elements open where it began, and those where each of its branches ended."""

    word: str
    begin: tuple[str, ...]
    ends: list[tuple[str, ...]] = field(default_factory=list)
    has_else: bool = False


class _Balance:
    """The elements and blocks open at one place of a template."""

    def __init__(self) -> None:
        self.open: tuple[str, ...] = ()
        self.blocks: list[_Block] = []

    def element(self, tag: str) -> None:
        """Open or close an element."""
        if "{{" in tag or "{%" in tag or "{#" in tag:
            raise UncompilableError(f"Jinja within a tag: {tag[:80]}")
        match = _NAME.match(tag)
        if match is None or tag[0] in "?!" or tag.endswith("/"):
            return
        if not tag.startswith("/"):
            self.open = (*self.open, match[1])
        elif not self.open or self.open[-1] != match[1]:
            raise UncompilableError(f"closed elsewhere: {match[1]}")
        else:
            self.open = self.open[:-1]

    def statement(self, word: str) -> None:
        """Begin, divide or end a condition or loop."""
        if word in ("if", "for"):
            self.blocks.append(_Block(word, self.open))
        elif word in ("elif", "else", "endif", "endfor") and self.blocks:
            self._branch(word)
        elif word != "set":
            raise UncompilableError(f"statement: {word}")

    def _branch(self, word: str) -> None:
        block = self.blocks[-1]
        block.ends.append(self.open)
        self.open, block.has_else = block.begin, block.has_else or word == "else"
        if not word.startswith("end"):
            return
        self.blocks.pop()
        skipped = [] if block.has_else and block.word == "if" else [block.begin]
        if len({*block.ends, *skipped}) > 1:
            raise UncompilableError(f"{block.word} does not leave open what it found")
        self.open = block.ends[0]


def check_balance(source: str) -> None:
    """Raise UncompilableError for a condition or loop that leaves other elements open one way than another, for Jinja within a
    tag, and for statements other than conditions, loops and assignments."""
    if escapes(source):
        raise UncompilableError("an escape in a string")
    balance = _Balance()
    for match in _TOKEN.finditer(source):
        if match["tag"]:
            balance.element(match["tag"])
        elif match["word"]:
            balance.statement(match["word"])
    if balance.open or balance.blocks:
        raise UncompilableError("not closed")
