"""A problem said about a form: its sentence with the form's own labels, and how a field is called."""

from __future__ import annotations

from casedrop.forms.form import Form, node
from casedrop.forms.pointers import pattern
from casedrop.language import messages
from casedrop.language.problem import Problem


def sentence(form: Form | None, problem: Problem, lang: str) -> str:
    """The sentence about a problem of a form's file, its field called by its label."""
    return messages.say(problem, lang, label(form, problem, lang))


def label(form: Form | None, problem: Problem, lang: str) -> str:
    """The label of the field a problem is about, "" if it is about none."""
    if form is None or not problem.pointer:
        return ""
    try:
        return str(node(form.schema, pattern(problem.pointer))["x-labels"][lang])
    except KeyError:
        return ""
