"""Texts that are not said in every language: another language's stands in. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casedrop.language.problem import Texts
from casedrop.language.wording import LANGS


def completed(said: str | Texts, languages: Sequence[str]) -> Texts:
    """The text in all four languages: a plain one is the same in each; where a language says nothing, the first of the
    `languages` stands in that does, then any other. Raises StopIteration of a mapping without any."""
    if isinstance(said, str):
        return dict.fromkeys(LANGS, said)
    if all(lang in said for lang in LANGS):
        return said
    other = next(said[lang] for lang in (*languages, *LANGS) if lang in said)
    return {lang: said.get(lang, other) for lang in LANGS}


def spoken(lang: object, languages: Sequence[str], usual: str) -> str:
    """The language in which somebody is written to who would like `lang`: that, if the office writes it; the first of the
    `languages`, in the order in which they stand in for each other, if it is one of the others; else the `usual` one."""
    if lang in languages:
        return str(lang)
    return languages[0] if lang in LANGS else usual


def is_texts(value: object) -> bool:
    """Whether a value is a text by language, in one language or more."""
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(LANGS)
