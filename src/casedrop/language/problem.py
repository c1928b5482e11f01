"""The words of casedrop as values: where, what is wrong, what a file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LANGS = ("vi", "zh-Hans", "zh-Hant", "en")

Json = Any
"""A canonical JSON value: dict, list, str, int, bool or None; dates are ISO strings, decimals are decimal strings."""

Answers = Mapping[str, Json]
"""What a form says, by property; each value canonical."""


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

    The sentences (what is wrong, what to do) stand in `texts/<lang>/problems.toml` under the code.
    """

    code: str
    place: Place = field(default_factory=Place)
    pointer: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)


Texts = Mapping[str, str]
"""A text per language, keyed by `vi`, `zh-Hans`, `zh-Hant`, `en`."""
