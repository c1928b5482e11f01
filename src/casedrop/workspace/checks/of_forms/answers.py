"""Answers that are asked for and go nowhere: what a dropped form says and nothing of its flows shows or reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import TemplateSyntaxError

from casedrop.expressions import guards
from casedrop.expressions.names_read import reads
from casedrop.flows.flow import Flow
from casedrop.forms.form import Form, node
from casedrop.language.problem import Json, Problem
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import lines_of, plain

NAMED_AFTER = "customer"
"""The block a case is named after (`cases.opening`): it is read of every form."""


def check_answers(workspace: Workspace) -> Iterator[Problem]:
    """`answer.unread`, at the property's line: told of forms that a flow awaits and nothing ever issues.

    What is issued is shown by its own template, of which `template.lacks` asks for every property. A form of which its flows
    read nothing at all is kept for its own sake.
    """
    flows, issued = workspace.book.flows.values(), set(_issued(workspace))
    for form in (one for one in workspace.book.forms.values() if one.whole is None):
        awaiting = [flow for flow in flows if any(item.form == form.id for _, item in flow.items())]
        if not awaiting or form.id in issued or not form.returns:
            continue
        used = {n for f in awaiting for n in (*_read(workspace, f, form), *_shared(workspace, f, form))}
        if used - {NAMED_AFTER}:
            yield from _unread(workspace, form, {NAMED_AFTER, *_own(form), *used})


def _issued(workspace: Workspace) -> Iterator[str]:
    """The forms that some flow or slip brings out."""
    for flow in workspace.book.flows.values():
        yield from (issue.form for stage in flow.stages.values() for issue in stage.issues)
    yield from (slip["form"] for slip in workspace.settings.slips.values())


def _own(form: Form) -> Iterator[str]:
    """What the form's own rules, names, number and texts read."""
    for rule in form.checks:
        yield from _names(rule.that)
    patterns = (*form.names.values(), *(t for texts in form.texts.values() for t in texts.values()))
    for pattern in (*patterns, (form.number or {}).get("pattern", "")):
        yield from _names(pattern) if "{" in pattern else ()  # words are no expression, be they names too


def _read(workspace: Workspace, flow: Flow, form: Form) -> Iterator[str]:
    """What the flow's file reads of the form: in guards, notes, deadlines, and what fills documents."""
    source = workspace.sources[f"forms/{flow.id}/flow.yaml"]
    prefix = flow.alias(form.id) + "."
    for text in _texts(plain(source.data)):
        yield from (name.removeprefix(prefix) for name in _names(text) if name.startswith(prefix))


def _shared(workspace: Workspace, flow: Flow, form: Form) -> Iterator[str]:
    """The blocks that carry over into a document the flow issues (`documents.plan`)."""
    documents = {issue.form for stage in flow.stages.values() for issue in stage.issues} & set(workspace.book.forms)
    for name, sub in form.schema["properties"].items():
        theirs = (workspace.book.forms[other].schema["properties"].get(name, {}) for other in documents)
        if "x-block" in sub and any(their.get("x-block") == sub["x-block"] for their in theirs):
            yield name


def _texts(data: Json) -> Iterator[str]:
    if isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    else:
        yield str(data)


def _names(text: str) -> frozenset[str]:
    """The names a text reads, be it a template or an expression; none of one that is neither."""
    try:
        return reads(text) if "{" in text else guards.paths(text)
    except (TemplateSyntaxError, guards.GuardError):
        return frozenset()


def _unread(workspace: Workspace, form: Form, read: set[str]) -> Iterator[Problem]:
    """A problem for each branch of the schema nothing of which is read, the highest ones."""
    name = f"schemas/{form.flow}/{form.id}.schema.json"
    for path in _branches(form.schema, read):
        source = lines_of((workspace.root / name).read_text(encoding="utf-8"), name)
        pointer = "/" + "/".join(part for part in path if part not in ("properties", "items"))
        label = node(form.schema, pointer).get("x-labels") or pointer
        yield Problem("answer.unread", source.place(*path), pointer, {"label": label})


def _branches(schema: Mapping[str, Json], read: set[str], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths in the schema of what nothing reads."""
    for name, sub in schema.get("properties", {}).items():
        path, dots = (*at, "properties", name), _dots((*at, "properties", name))
        if any(dots == r or dots.startswith(f"{r}.") for r in read):
            continue
        if not any(r.startswith(f"{dots}.") for r in read):
            yield path
        elif sub.get("type") == "object":
            yield from _branches(sub, read, path)


def _dots(path: tuple[str, ...]) -> str:
    """The name an expression has for the property at a path of the schema."""
    return ".".join(path[1::2])
