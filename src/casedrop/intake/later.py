"""Whose it is to fill a field that somebody filled before their turn (U13)."""

from __future__ import annotations

from dataclasses import replace

from casedrop.cases.definitions import Definitions
from casedrop.flows.flow import Flow
from casedrop.forms.form import Form
from casedrop.forms.pointers import pattern
from casedrop.language.problem import Problem


def with_folders(book: Definitions, flow: Flow, form: Form, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems; those of fields that others fill later name the folder into which these drop, where the flow says one."""
    return tuple(_with_folder(book, flow, form, p) if p.code == "part.later" else p for p in problems)


def _with_folder(book: Definitions, flow: Flow, form: Form, problem: Problem) -> Problem:
    part = form.by_pointer[pattern(problem.pointer)].stage
    roles = [item.role for _, item in flow.items() if (item.form, item.part) == (form.id, part) and item.role]
    return replace(problem, args={"folder": book.inbox(roles[0])}) if roles else problem
