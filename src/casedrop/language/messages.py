"""What casedrop says to people, in their language: problems with their places, and fixed phrases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from casedrop.language.problem import Problem, Texts
from casedrop.language.wording import LANGS, filled, phrase, placeholder, table

__all__ = ["codes", "filled", "has_phrase", "in_each_language", "phrase", "phrases", "placeholder", "say"]


def say(problem: Problem, lang: str, label: str = "") -> str:
    """One line: where, the field's label, what is wrong, what to do; raises KeyError for a code that has no sentence."""
    heads = (problem.place.say(lang), problem.called(label, lang))
    return str(table(lang, "marks")["colon"].join(head for head in heads if head))


def in_each_language(key: str, **args: object) -> Texts:
    """A fixed wording (`changes.kinds.date`) in every language."""
    return {lang: phrase(key, lang, **args) for lang in LANGS}


@cache
def phrases() -> list[str]:
    """The keys of all fixed wordings, as `phrase` takes them."""
    names = sorted(
        file.name.removesuffix(".toml") for file in files("casedrop.language").joinpath("texts", LANGS[0]).iterdir()
    )
    return [f"{name}.{key}" for name in names for key in _keys(table(LANGS[0], name))]


def has_phrase(key: str) -> bool:
    """Whether there is a fixed wording of that key."""
    return key in phrases()


def _keys(wordings: Mapping[str, object]) -> Iterator[str]:
    for key, value in wordings.items():
        yield from (f"{key}.{inner}" for inner in _keys(value)) if isinstance(value, Mapping) else [key]


def codes(lang: str) -> frozenset[str]:
    """The codes of the problems that have a sentence."""
    return frozenset(table(lang, "problems"))
