"""The words an office chose: of several for one thing the one it writes, language by language, and the others found in texts.
Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from casedrop.language.problem import Json

_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[a-z_]+\}", re.DOTALL)
_SPACED = ("vi", "en")
"""Languages that set blanks between words: a word within a longer one is none."""


@dataclass(frozen=True)
class Term:
    """The one word for a thing, the words `avoid` that are not written in its place, the longer phrases in which these mean
    something else (`ordinary`), the forms and flows that may write them (`but_in`), and for the reader why."""

    word: str
    avoid: tuple[str, ...]
    ordinary: tuple[str, ...] = ()
    but_in: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Glossary:
    """The terms of one language, and its manner: which register, spelling and forms of address it has."""

    lang: str
    manner: str = ""
    terms: tuple[Term, ...] = ()
    _found: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _term_of: Mapping[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        avoided = {word.casefold(): term for term in self.terms for word in term.avoid}
        right = {text.casefold() for term in self.terms for text in (term.word, *term.ordinary)}
        told = sorted(avoided.keys() | right, key=len, reverse=True)
        words = "|".join(map(re.escape, told)) or r"(?!)"
        pattern = rf"(?<!\w)(?:{words})(?!\w)" if self.lang in _SPACED else words
        object.__setattr__(self, "_found", re.compile(pattern))
        object.__setattr__(self, "_term_of", {word: term for word, term in avoided.items() if word not in right})

    def misworded(self, text: str, of: str = "") -> Iterator[tuple[str, str]]:
        """(what stands there, the chosen word) for each word of a text that is written otherwise, once; `of` is the form or flow
        whose text it is. What stands in braces is no text."""
        found = {match[0]: None for match in self._found.finditer(_TAGS.sub(" ", text).casefold())}
        terms = ((word, self._term_of[word]) for word in found if word in self._term_of)
        yield from ((word, term.word) for word, term in terms if of not in term.but_in)


def glossaries(data: Mapping[str, Json]) -> dict[str, Glossary]:
    """The glossary of each language that a file of words has."""
    return {
        lang: Glossary(lang, said.get("manner", ""), tuple(_terms(said.get("terms", ()))))
        for lang, said in data.items()
    }


def _terms(rows: Iterable[Mapping[str, Json]]) -> Iterator[Term]:
    for row in rows:
        more = {key: tuple(row[key]) for key in ("ordinary", "but_in") if key in row}
        yield Term(row["word"], tuple(row["not"]), why=row.get("why", ""), **more)
