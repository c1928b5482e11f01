"""Parts of forms that nobody is asked for: fields that no drop could ever fill."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.forms.form import Form
from casedrop.language.problem import Place, Problem
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import suggestion


def check_parts(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """`part.unasked` for each `x-stage` of a form that flows await, at its line, if none of them awaits, issues or fills it."""
    flows = [flow for flow in workspace.book.flows.values() if form.id in flow.answers.values()]
    asked = {item.part for flow in flows for _, item in flow.items() if item.form == form.id}
    known = {
        *asked,
        *(issue.part for issue in workspace.book.issues(form.id)),
        *(stage for f in flows for stage in f.stages),
    }
    fields = {f.stage: f.pointer for f in reversed(form.fields) if f.stage and f.stage not in known}
    for part, pointer in fields.items() if asked else ():
        name = f"schemas/{form.flow}/{form.id}.schema.json"
        line = _line((workspace.root / name).read_text(encoding="utf-8"), part)
        args = {"name": part, "suggestion": suggestion(part, sorted(known))}
        yield Problem("part.unasked", Place("line", {"file": name, "line": line}), pointer, args=args)


def _line(text: str, part: str) -> int:
    """The first line that says a part's name as an `x-stage`; 1 if that stands in a block of another file."""
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if '"x-stage"' in line and f'"{part}"' in line), 1)
