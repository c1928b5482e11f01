"""The words of casedrop as values: where, what is wrong, what a file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casedrop.language.wording import LANGS, filled, slots, table

__all__ = ["LANGS", "Answers", "Json", "Place", "Problem", "Texts"]

Json = Any
"""A canonical JSON value: dict, list, str, int, bool or None; dates are ISO strings, decimals are decimal strings."""

Answers = Mapping[str, Json]
"""What a form says: a value for each property, canonical unless it says otherwise; what is empty is absent."""

Texts = Mapping[str, str]
"""A text per language, keyed by `vi`, `zh-Hans`, `zh-Hant`, `en`."""

ADVICE = frozenset(
    {
        "template.slow",
        "settings.placeholder",
        "given.choice",
        "settings.example",
        "settings.no-words",
        "settings.instalments",
        "role.typed",
        "wording.other",
    }
)
"""The codes of what is told but may stay as it is."""

ON_PAGES = "page."
"""What codes begin with of what is measured on printed pages, which is never more than advice."""

_NOTHING: tuple[object, ...] = (None, "", (), [])


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document, in the words of someone who looks at it; `str` says it in English.

    `kind` names the sentence in `texts/*/places.toml`: `file` (the whole file), `cell` (sheet, cell),
    `table` (table, row, and column if known; all from 1), `paragraph` (paragraph), `page` (page), `line` (file, line).
    """

    kind: str = "file"
    args: Mapping[str, str | int] = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """Where, as one who looks at the document would say it; "" for the whole file without a name."""
        texts = table(lang, "places")
        shapes = [text for name, text in texts.items() if name.split("-")[0] == self.kind]
        fitting = [text for text in shapes if set(slots(text)) <= set(self.args)]
        fullest = max(fitting, key=lambda text: len(slots(text)), default="")
        return filled(fullest, lang, self.args)

    def __str__(self) -> str:
        return self.say("en")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a stable code, the place, the field's concrete pointer if any, and what the sentence needs.

    The sentences (what is wrong, what to do) stand in `texts/<lang>/problems.toml` under the code.
    """

    code: str
    place: Place = field(default_factory=Place)
    pointer: str = ""
    args: Mapping[str, Json] = field(default_factory=dict)

    @property
    def is_advice(self) -> bool:
        """Whether it may stay as it is."""
        return self.code in ADVICE or self.code.startswith(ON_PAGES)

    def say(self, lang: str) -> str:
        """What is wrong and what to do, in a language, without the place; raises KeyError for a code without a sentence."""
        return self.called("", lang)

    def line(self, lang: str) -> str:
        """Where, what is wrong and what to do, in one line; raises KeyError for a code that has no sentence."""
        return str(table(lang, "marks")["colon"].join(part for part in (self.place.say(lang), self.say(lang)) if part))

    def called(self, label: str, lang: str) -> str:
        """What `say` says, of a field that is called `label`: that stands before it."""
        marks = table(lang, "marks")
        sentences = str(marks["space"].join(half for half in self.halves(lang, label) if half))
        return str(marks["colon"].join(part for part in (label, sentences) if part))

    def halves(self, lang: str, label: str = "") -> tuple[str, str]:
        """What is wrong, and what to do ("" if that cannot be said); the field is called `label`. Raises KeyError as `say`.

        What to do is said without details (`else`), or left out, when it would name what the problem does not know.
        """
        sentence = table(lang, "problems")[self.code]
        args = {"label": label or self.pointer, **self.args}
        cures = (sentence["do"], sentence.get("else", ""))
        advice = next((one for one in cures if all(args.get(slot) not in _NOTHING for slot in slots(one))), "")
        return filled(sentence["what"], lang, args), filled(advice, lang, args)
