"""The words of casedrop as values: where, what is wrong, what a file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LANGS = ("vi", "zh-Hans", "zh-Hant", "en")

Json = Any
"""A canonical JSON value: dict, list, str, int, bool or None; dates are ISO strings, decimals are decimal strings."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document, in the words of someone who looks at it.

    `kind` names the sentence in `lang/*/places.toml`: `file` (the whole file), `cell` (sheet, cell),
    `table` (table, row, and column if known; all from 1), `paragraph` (paragraph), `page` (page), `line` (file, line).
    """

    kind: str = "file"
    args: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a stable code, the place, the field's concrete pointer if any, and what the sentence needs.

    The sentences (what is wrong, what to do) stand in `lang/<lang>/problems.toml` under the code.
    """

    code: str
    place: Place = field(default_factory=Place)
    pointer: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """How one answer was found (`tag`, `bookmark`, `alias`, `name`, `label`) and where."""

    how: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says.

    `answers` is canonical and holds only what is filled; `found` is keyed by concrete pointer
    (`/items/0/content`), also for fields that are empty; `stamp` is the stamp's text as it stands, unchecked.
    """

    form: str | None = None
    lang: str | None = None
    stamp: str | None = None
    answers: Mapping[str, Json] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One remark to put into a copy of a sender's file: the place and the sentences, already in the reader's language."""

    place: Place
    text: str
