"""What is wrong with the slips of `casedrop.toml`: their forms, and the expressions that fill them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casedrop.cases.originals import REGISTER, SAID
from casedrop.expressions import judge
from casedrop.expressions.shapes import ANY, DATE, Leaf, NameShape
from casedrop.forms.form import Form
from casedrop.language.problem import Problem
from casedrop.workspace.checks.toml_lines import TomlLines, settings_lines
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import unknown

_SAID = NameShape({**dict.fromkeys(SAID, ANY), "today": Leaf(DATE)})
_REGISTER = NameShape(dict.fromkeys(REGISTER, ANY))


def check_slips(workspace: Workspace) -> Iterator[Problem]:
    """A form that is not declared, properties it does not have, and expressions that read what nobody says."""
    lines = settings_lines(workspace.root)
    for name, slip in workspace.settings.slips.items():
        form = workspace.book.forms.get(slip["form"])
        if form is None:
            place = lines.place("slips", name, "form")
            yield Problem("form.undeclared", place, args={"name": slip["form"]})
        else:
            yield from _Slip(form, lines).problems(slip, "slips", name)


@dataclass(frozen=True)
class _Slip:
    """The checks of one slip."""

    form: Form
    lines: TomlLines

    def problems(self, slip: Mapping[str, Any], *at: str) -> Iterator[Problem]:
        """Those of all that fills it."""
        yield from self.filled(self.form.schema, slip.get("with", {}), _SAID, *at, "with")
        for table, columns in slip["each"].items():
            there = self.form.schema["properties"].get(table)
            if there is None:
                known = list(self.form.schema["properties"])
                yield from unknown(table, known, self.lines.place(*at, "each", table))
            else:
                yield from self.filled(there.get("items", {}), columns, _REGISTER, *at, "each", table)

    def filled(
        self, schema: Mapping[str, Any], values: Mapping[str, Any], names: NameShape, *at: str
    ) -> Iterator[Problem]:
        """The problems of filling an object's properties by expressions that see the names."""
        known = schema.get("properties", {})
        for name, expr in values.items():
            place = self.lines.place(*at, name)
            yield from unknown(name, list(known), place)
            if isinstance(expr, Mapping):
                yield from self.filled(known.get(name, {}), expr, names, *at, name)
            else:
                yield from (fault.problem(place) for fault in judge.expression(str(expr), names).faults)
