"""Printed words that came back otherwise than they were issued: shown to the role that waits for the form, and accepted by it
alone."""

from __future__ import annotations

from dataclasses import replace

from casedrop.cases.admission import Drop
from casedrop.cases.situation import Situation
from casedrop.flows.flow import Item
from casedrop.forms.form import Form
from casedrop.forms.pointers import flatten, pattern, unflatten
from casedrop.forms.reading import Examined, Reading
from casedrop.forms.stamp import Stamp
from casedrop.forms.wording import WordingChange, changes, digest, is_told
from casedrop.intake.verdict import AsksWording
from casedrop.language import Ok, read
from casedrop.language.problem import Json, Problem

OF_WORDING = frozenset({"wording.changed", "text.nowhere", "cell.beside"})
"""What a reader asks about words outside the fields, while it knows the template alone."""


OF_FIELDS = frozenset(
    {"text.beside", "text.parted", "field.together", "date.unreadable", "number.unreadable", "choice.unknown"}
)
"""What a reader asks about words beside an answer, which may belong to it."""


def compared(seen: Examined, form: Form) -> tuple[Reading, tuple[WordingChange, ...]]:
    """A reading of a document that a case issued, and what of its printed words is not as it was issued: what the reader
    asked about is left out where such a change tells it. An answer beside changed words is what stands in its own field."""
    if seen.issued is None:
        return seen.reading, ()
    told = changes(seen.issued, seen.reading.printed)
    reading, own = seen.reading, dict[str, Json]()
    for problem in reading.problems:
        field, text = form.by_pointer.get(pattern(problem.pointer)), _own(problem, told)
        if field and text is not None:
            result = read(text, field.kind, reading.lang or "vi", field.choices, percent=field.percent)
            own |= {problem.pointer: result.value} if isinstance(result, Ok) else {}
    settled = {pointer: value for pointer, value in own.items() if value is not None}
    no_more = frozenset((pointer, code) for pointer in own for code in OF_FIELDS)
    left = tuple(p for p in reading.problems if (p.pointer, p.code) not in no_more and not _is_of_wording(p, told))
    answers = unflatten({**dict(flatten(reading.answers)), **settled}) if settled else reading.answers
    return replace(reading, answers=answers, problems=left), told


def _is_of_wording(problem: Problem, told: tuple[WordingChange, ...]) -> bool:
    """Whether a change tells what a reader asks about words outside the fields."""
    return problem.code in OF_WORDING and is_told(str(problem.args["given"]), told)


def _own(problem: Problem, told: tuple[WordingChange, ...]) -> str | None:
    """What stands in the field itself of which is asked, if changes tell all that stands beside it; None for anything else."""
    if problem.code not in OF_FIELDS or not problem.pointer:
        return None
    own, *beside = _pieces(problem, told)
    return own if beside and all(is_told(words, told) for words in beside) else None


def _pieces(problem: Problem, told: tuple[WordingChange, ...]) -> list[str]:
    """What stands in a field, then what stands beside it, as a reader shows both; where it took them for one text, the changed
    words at its end or its beginning are apart."""
    given = str(problem.args["given"])
    if problem.code == "text.beside":
        return [given, str(problem.args["beside"])]
    if problem.code == "field.together":
        return given.split("  ")
    whole, said = given.strip(), [one.stands for one in told if one.stands]
    words = next((words for words in said if whole.endswith(words) or whole.startswith(words)), "")
    return [whole.removeprefix(words).removesuffix(words).strip(), words] if words else [whole]


def asked(
    told: tuple[WordingChange, ...], stamp: Stamp, situation: Situation, drop: Drop, item: Item | None
) -> AsksWording | None:
    """The question whether the changes are accepted, for the role that waits for the form; None if there are none, or that
    role drops the copy it was given with these very changes.

    Where anybody may drop the form, it is asked who would type its answers from paper; where no role is named, whoever drops it.
    """
    role = (item.role if item else None) or named(situation) or drop.role
    accepting = replace(stamp, accepts=digest(told, role or ""))
    if not told or (stamp == accepting and drop.role == role):
        return None
    problem = Problem(
        "wording.asked", args={"count": len(told), "folder": situation.book.inbox(role) if role else "inbox"}
    )
    return AsksWording(stamp.lang, (problem,), situation.case, drop, told, accepting, role)


def named(situation: Situation) -> str | None:
    """The first role that the case's stage, then that its flow names or lets follow; None if none is named."""
    flow = situation.flow
    stages = (situation.stage, *flow.stages.values())
    return next((role for stage in stages for role in (*stage.roles, *flow.followers(stage.id)) if role), None)
