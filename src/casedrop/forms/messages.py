"""A problem said about a form: its sentence with the form's own labels, and how a field is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casedrop.forms.form import Form, node
from casedrop.forms.pointers import pattern
from casedrop.language import messages
from casedrop.language.problem import Problem, Texts


@dataclass(frozen=True, slots=True)
class FormProblem(Problem):
    """A Problem that knows how its field is called (`labels`; {} if it is about none), and says so."""

    labels: Texts = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """The field's label, what is wrong and what to do, without the place; raises KeyError as `Problem.say` does."""
        return self.called(self.labels.get(lang, ""), lang)


def labelled(form: Form, problems: Iterable[Problem]) -> tuple[FormProblem, ...]:
    """The problems of a form's file, each with the label of its field."""
    return tuple(FormProblem(p.code, p.place, p.pointer, p.args, labels(form, p.pointer)) for p in problems)


def sentence(form: Form | None, problem: Problem, lang: str) -> str:
    """The sentence about a problem of a form's file, its field called by its label, which the problem may know itself."""
    known = problem.labels.get(lang, "") if isinstance(problem, FormProblem) else ""
    return messages.say(problem, lang, label(form, problem, lang) or known)


def label(form: Form | None, problem: Problem, lang: str) -> str:
    """The label of the field a problem is about, "" if it is about none."""
    return str(labels(form, problem.pointer).get(lang, "")) if form else ""


def labels(form: Form, pointer: str) -> Texts:
    """How a field, a table or a block is called in each language; {} where it has no labels or there is no such field."""
    try:
        here: Texts = node(form.schema, pattern(pointer)).get("x-labels", {}) if pointer else {}
    except KeyError:
        return {}
    return here if isinstance(here, Mapping) else {}
