"""Dates of which the schema does not say when they can be, and what it holds them against that is no date."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.forms.form import Form, node
from casedrop.forms.judging.day_rules import DONE, DayRule, rules
from casedrop.language.problem import Json, Place, Problem
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source, lines_of, suggestion

Wrong = tuple[str, dict[str, Json]]
"""The code of a problem, and what its sentence needs."""


def check_days(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """`day.untold` for each date that people fill of which the schema does not say what kind of day it is, or, of something done,
    what it follows; `day.unknown` for each name it is held against that is no date (of a span: no number of days)."""
    found = [
        (rule.field, *wrong)
        for rule in rules(form)
        for wrong in (*_untold(form, rule), *_unknown(workspace, form, rule))
    ]
    if not found:
        return
    name = f"schemas/{form.flow}/{form.id}.schema.json"
    source = lines_of((workspace.root / name).read_text(encoding="utf-8"), name)
    for field, code, args in found:
        yield Problem(code, _place(source, field), field, args)


def _untold(form: Form, rule: DayRule) -> Iterator[Wrong]:
    """What the schema does not say of a date: a rule of the form's own (`checks`) may say what it follows."""
    ruled = {f"{check.each}/-{check.place}" if check.each else check.place for check in form.checks}
    if not rule.kind or (rule.kind == DONE and rule.after is None and rule.field not in ruled):
        yield "day.untold", {"label": node(form.schema, rule.field).get("x-labels") or rule.field}


def _unknown(workspace: Workspace, form: Form, rule: DayRule) -> Iterator[Wrong]:
    """Each name the rule speaks of that names nothing it can be held against."""
    asked = [(name, "date") for name in rule.names]
    if rule.within:
        asked += [(rule.within.days, "integer"), (rule.within.unless, "")]
    for name, kind in asked:
        known = _named(workspace, form, name, kind)
        if name and name not in known:
            yield "day.unknown", {"name": name, "suggestion": suggestion(name, known)}


def _named(workspace: Workspace, form: Form, name: str, kind: str) -> list[str]:
    """What may be named where `name` is: fields of this form, or of the one whose id stands before the pointer; of a kind, or
    ("") of any."""
    of, _, _ = name.partition("/")
    there = workspace.book.forms.get(of) if of else form
    fields = there.fields if there else ()
    return sorted(f"{of}{f.pointer}" for f in fields if kind in ("", f.kind))


def _place(source: Source, field: str) -> Place:
    """Where the schema says the field; the nearest line above for what a shared block says."""
    path: list[str | int] = []
    for part in field.strip("/").split("/"):
        path += ["items"] if part == "-" else ["properties", part]
    return source.place(*path)
