"""A format code taken apart: its sections, and the tokens of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

LONGEST = 255
"""Characters of a format code; Excel takes no more."""

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<skipped>.) | \*(?P<filling>.)
  | \[(?P<bracket>[^\]]*)\] | (?P<general>general|G/通用格式|Standard)
  | (?P<half>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
  | (?P<date>y+|m+|d+|h+|s+|e+|b+|g+|a{3,4}) | (?P<digit>[0#?]) | (?P<mark>[.,%/@])
  | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=) ?(-?[0-9.]+(?:E[+-]?[0-9]+)?)", re.IGNORECASE)
_COLOUR = re.compile(r"(black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|颜色 ?\d+)", re.IGNORECASE)
_ELAPSED = re.compile(r"(h+|m+|s+)", re.IGNORECASE)


class FormatCodeError(ValueError):
    """A format code that this reader cannot show a number by."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a section: `kind` is literal, digit, mark, exponent, date, half, elapsed or general."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Which numbers a section is for."""

    sign: str
    limit: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether a number is one of them."""
        order = (number > self.limit) - (number < self.limit)
        return order in {"<": (-1,), ">": (1,), "=": (0,), "<=": (-1, 0), ">=": (0, 1), "<>": (-1, 1)}[self.sign]


@dataclass(frozen=True)
class Section:
    """One section of a code: its tokens, its condition, and the language id of its `[$-…]` (0: none)."""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    language: int = 0

    def has(self, kind: str) -> bool:
        """Whether a token of a kind is in it."""
        return any(token.kind == kind for token in self.tokens)

    @cached_property
    def dates(self) -> str:
        """The letters of its dates and times, each once, in small letters: `ymd`; "" for one that shows numbers."""
        found = (t.text[0].casefold() for t in self.tokens if t.kind in ("date", "elapsed"))
        return "".join(dict.fromkeys(found)) + ("p" if self.has("half") else "")


def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format code, four at the most; raises FormatCodeError."""
    if len(code) > LONGEST:
        raise FormatCodeError("too long")
    groups: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match["literal"] == ";":
            groups.append([])
        else:
            groups[-1].append(match)
    if len(groups) > 4:
        raise FormatCodeError("more than four sections")
    return tuple(map(_section, groups))


def _section(matches: list[re.Match[str]]) -> Section:
    tokens, condition, language = list[Token](), None, 0
    for match in matches:
        inside = match["bracket"]
        if inside is None:
            tokens += _plain(match)
        elif inside.startswith("$"):
            sign, _, lcid = inside[1:].partition("-")
            tokens += [Token("literal", sign)] if sign else []
            language = _language(lcid)
        elif found := _CONDITION.fullmatch(inside):
            condition = Condition(found[1], _limit(found[2]))
        elif _ELAPSED.fullmatch(inside):
            tokens.append(Token("elapsed", inside.casefold()))
        elif not _COLOUR.fullmatch(inside):
            raise FormatCodeError(inside)
    return Section(tuple(tokens), condition, language)


def _plain(match: re.Match[str]) -> Iterator[Token]:
    """The token of a match that is no bracket; what only fills or keeps room is a blank, or nothing."""
    kind = match.lastgroup or ""
    text = str(match[kind])
    if kind == "filling":
        return
    if kind == "skipped":
        yield Token("literal", " ")
    elif kind in ("quoted", "escaped", "literal"):
        yield Token("literal", text)
    else:
        yield Token(kind, text)


def _language(lcid: str) -> int:
    """The language of a locale id, without its digits and calendar; raises FormatCodeError where it has such of its own."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,8}", lcid):
        return 0
    number = int(lcid, 16)
    if number in (0xF800, 0xF400):  # the long date and the time of the machine
        raise FormatCodeError(lcid)
    if number >> 16:
        raise FormatCodeError(lcid)
    return number


def _limit(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise FormatCodeError(text) from error
