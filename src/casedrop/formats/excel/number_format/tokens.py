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

UNKNOWN = 0x3FF
"""Stands for a language this reader has no names for."""
_TAGS = {"vi-vn": 0x42A, "vi": 0x42A, "zh-cn": 0x804, "zh-tw": 0x404, "zh-hk": 0xC04, "en-us": 0x409, "en-gb": 0x809}
_SYSTEM = (0xF800, 0xF400)
"""The long date and the time of the machine."""


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
    """One section of a code: its tokens, its condition, the language id of its `[$-…]` (0: none), and whether it asks for
    numerals or a calendar of a locale, which this reader cannot show."""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    language: int = 0
    is_strange: bool = False

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
    tokens, condition, language, is_strange = list[Token](), None, 0, False
    for match in matches:
        inside = match["bracket"]
        if inside is None:
            tokens += _plain(match)
        elif inside.startswith("$"):
            sign, _, locale = inside[1:].partition("-")
            tokens += [Token("literal", sign)] if sign else []
            language, is_odd = _language(locale)
            is_strange = is_strange or is_odd
        elif found := _CONDITION.fullmatch(inside):
            condition = Condition(found[1], _limit(found[2]))
        elif _ELAPSED.fullmatch(inside):
            tokens.append(Token("elapsed", inside.casefold()))
        else:
            is_strange = is_strange or not _COLOUR.fullmatch(inside)
    return Section(tuple(tokens), condition, language, is_strange)


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


def _language(locale: str) -> tuple[int, bool]:
    """The language a locale names, as the low half of its number, and whether it has numerals or a calendar of its own: the
    bytes before say these, 1 being ours."""
    if not locale or locale.casefold() in _TAGS:
        return _TAGS.get(locale.casefold(), 0), False
    if not re.fullmatch(r"[0-9A-Fa-f]{1,8}", locale):
        return UNKNOWN, locale.casefold().startswith("x-")
    number = int(locale, 16)
    is_own = number & 0xFFFF in _SYSTEM or number >> 16 & 0xFF > 1 or number >> 24 > 1
    return number & 0xFFFF, is_own


def _limit(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise FormatCodeError(text) from error
