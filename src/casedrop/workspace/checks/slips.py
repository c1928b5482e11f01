"""What is wrong with the slips of `casedrop.toml`: their forms, and the expressions that fill them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casedrop.cases.originals import REGISTER, SAID
from casedrop.expressions import guards
from casedrop.forms.form import Form
from casedrop.language.problem import Place, Problem
from casedrop.workspace.settings import FILE
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import suggestion

HERE = Place("line", {"file": FILE, "line": 1})


def check_slips(workspace: Workspace) -> Iterator[Problem]:
    """A form that is not declared, properties it does not have, and expressions that read what nobody says."""
    for slip in workspace.settings.slips.values():
        form = workspace.book.forms.get(slip["form"])
        if form is None:
            yield Problem("form.undeclared", HERE, args={"name": slip["form"]})
            continue
        yield from _filled(form, form.schema, slip.get("with", {}), SAID)
        for name, columns in slip["each"].items():
            yield from _filled(form, form.schema, {name: ""}, None)
            yield from _filled(form, form.schema["properties"].get(name, {}).get("items", {}), columns, REGISTER)


def _filled(
    form: Form, schema: Mapping[str, Any], values: Mapping[str, Any], names: tuple[str, ...] | None
) -> Iterator[Problem]:
    """The problems of filling an object's properties; without names the expressions are not looked at."""
    known = schema.get("properties", {})
    for name, expr in values.items():
        if name not in known:
            yield Problem(
                "name.unknown",
                HERE,
                args={"name": f"{form.id}: {name}", "suggestion": suggestion(name, list(known))},
            )
        elif isinstance(expr, Mapping):
            yield from _filled(form, known[name], expr, names)
        elif names is not None:
            yield from _expression(str(expr), names)


def _expression(expr: str, names: tuple[str, ...]) -> Iterator[Problem]:
    try:
        guards.compile_value(expr, dict.fromkeys(names))
    except guards.GuardError as error:
        yield error.problem(HERE)
