"""What is wrong with the form by which cases are steered: its name, its fields, and the roles that may drop it."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.control_form import BY_FORM
from casedrop.cases.definitions import Steering
from casedrop.forms.form import Form
from casedrop.language.problem import Place, Problem
from casedrop.workspace.settings import FILE
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import unknown

HERE = Place("line", {"file": FILE, "line": 1})


def check_steering(workspace: Workspace) -> Iterator[Problem]:
    """A form that is not declared, roles there are not, fields the form does not have or may leave empty, and a way it can
    ask for that no case can go."""
    steering = workspace.settings.steering
    if steering is None:
        return
    for role in steering.roles:
        yield from unknown(role, list(workspace.settings.roles), HERE)
    form = workspace.book.forms.get(steering.form)
    if form is None:
        yield Problem("form.undeclared", HERE, args={"name": steering.form})
    else:
        yield from _fields(form, steering)


def _fields(form: Form, steering: Steering) -> Iterator[Problem]:
    known = list(form.by_pointer)
    for pointer in (steering.case, steering.way, steering.why, steering.customer):
        if pointer:
            yield from unknown(pointer, known, HERE)
    for pointer in (steering.case, steering.way, steering.why):
        if pointer in form.by_pointer and not form.by_pointer[pointer].required:
            yield Problem("steering.optional", HERE, args={"name": f"{form.id}: {pointer}"})
    way = form.by_pointer.get(steering.way)
    if way and not (way.choices and set(way.choices) <= set(BY_FORM)):
        yield Problem("steering.way", HERE, args={"name": f"{form.id}: {steering.way}", "known": list(BY_FORM)})
