"""What casedrop says to people, in their language: problems with their places, and fixed phrases."""

from __future__ import annotations

from casedrop.language.problem import Problem
from casedrop.language.wording import filled, phrase, placeholder, table

__all__ = ["codes", "filled", "phrase", "placeholder", "say"]


def say(problem: Problem, lang: str, label: str = "") -> str:
    """One line: where, the field's label, what is wrong, what to do; raises KeyError for a code that has no sentence."""
    heads = (problem.place.say(lang), problem.called(label, lang))
    return str(table(lang, "marks")["colon"].join(head for head in heads if head))


def codes(lang: str) -> frozenset[str]:
    """The codes of the problems that have a sentence."""
    return frozenset(table(lang, "problems"))
