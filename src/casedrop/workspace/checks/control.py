"""What is wrong with the form by which cases are steered: its name, its fields, and the roles that may drop it."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.definitions import Steering
from casedrop.cases.steering.control_form import BY_FORM
from casedrop.forms.form import Form
from casedrop.language.problem import Problem
from casedrop.workspace.checks.toml_lines import TomlLines, settings_lines
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import unknown


def check_steering(workspace: Workspace) -> Iterator[Problem]:
    """A form that is not declared, roles there are not, fields the form does not have or may leave empty, and a way it can
    ask for that no case can go."""
    steering = workspace.settings.steering
    if steering is None:
        return
    lines = settings_lines(workspace.root)
    for role in steering.roles:
        yield from unknown(role, list(workspace.settings.roles), lines.place("steering", "from"))
    form = workspace.book.forms.get(steering.form)
    if form is None:
        yield Problem("form.undeclared", lines.place("steering", "form"), args={"name": steering.form})
    else:
        yield from _fields(form, steering, lines)


def _fields(form: Form, steering: Steering, lines: TomlLines) -> Iterator[Problem]:
    known, needed = list(form.by_pointer), {"case": steering.case, "way": steering.way, "why": steering.why}
    for key, pointer in {**needed, "customer": steering.customer}.items():
        if pointer:
            yield from unknown(pointer, known, lines.place("steering", key))
    for key, pointer in needed.items():
        if pointer in form.by_pointer and not form.by_pointer[pointer].required:
            place = lines.place("steering", key)
            yield Problem("steering.optional", place, args={"name": f"{form.id}: {pointer}"})
    way = form.by_pointer.get(steering.way)
    if way and not (way.choices and set(way.choices) <= set(BY_FORM)):
        args = {"name": f"{form.id}: {steering.way}", "known": list(BY_FORM)}
        yield Problem("steering.way", lines.place("steering", "way"), args=args)
