"""What casedrop says to people, in their language: problems with their places, and fixed phrases."""

from __future__ import annotations

from casedrop.language.problem import Problem
from casedrop.language.wording import filled, phrase, placeholder, table

__all__ = ["codes", "filled", "phrase", "placeholder", "say"]


def say(problem: Problem, lang: str, label: str = "") -> str:
    """One line: where, the field's label, what is wrong, what to do; raises KeyError for a code that has no sentence."""
    heads = [head for head in (problem.place.say(lang), label) if head]
    marks = table(lang, "marks")
    sentences = (half for half in problem.halves(lang, label) if half)
    return str(marks["colon"].join([*heads, marks["space"].join(sentences)]))


def codes(lang: str) -> frozenset[str]:
    """The codes of the problems that have a sentence."""
    return frozenset(table(lang, "problems"))
