"""What a file brings along beside its answers: told to its sender, or, where the office says so, refused."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.definitions import Definitions
from casedrop.forms.messages import labelled
from casedrop.forms.reading import Reading
from casedrop.intake.verdict import Refused
from casedrop.language.problem import Problem

REFUSALS = {
    "macros": {"noted.macro": "file.macro", "noted.script": "file.macro"},
    "links": {"noted.external": "file.external"},
    "embedded": {"noted.embedded": "file.embedded"},
}
"""By the word in the settings' `[intake]`: what is told of a file, and the Problem it is refused with instead."""


def refusal(book: Definitions, reading: Reading, lang: str) -> Refused | None:
    """The refusal of a file for what it brings along; None if the office refuses nothing of it."""
    found = list(_refused(book, reading))
    wrong = tuple(problem for n, problem in enumerate(found) if problem not in found[:n])
    return Refused(lang, wrong) if wrong else None


def told(book: Definitions, reading: Reading) -> tuple[Problem, ...]:
    """What the sender of a file that was taken should look at in it, each with the label of its field."""
    form = book.forms.get(reading.form or "")
    return labelled(form, reading.notices) if form else reading.notices


def _refused(book: Definitions, reading: Reading) -> Iterator[Problem]:
    codes = {told: code for word in book.refused for told, code in REFUSALS[word].items()}
    yield from (Problem(codes[n.code], n.place, args=_args(n)) for n in reading.notices if n.code in codes)


def _args(notice: Problem) -> dict[str, str]:
    return {name: str(value) for name, value in notice.args.items()}
