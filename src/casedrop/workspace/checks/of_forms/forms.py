"""What is wrong with a form by itself: what its schema says that schemas of forms do not, missing labels, its own rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial

from casedrop.forms.form import Check, Form, node
from casedrop.forms.judging.workdays import counts
from casedrop.forms.pointers import groups, pattern
from casedrop.language.problem import LANGS, Json, Place, Problem
from casedrop.workspace.checks.remembered import remembered
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source, against, lines_of, suggestion, unknown


def check_schemas(workspace: Workspace) -> Iterator[Problem]:
    """What schemas of forms and blocks say that casedrop does not know, at its line; what is no JSON, reading it tells."""
    for path in sorted(workspace.root.glob("schemas/**/*.schema.json")):
        yield from _strange(path.read_text(encoding="utf-8"), path.relative_to(workspace.root).as_posix())


@remembered
def _strange(text: str, name: str) -> Iterator[Problem]:
    """What one schema says that casedrop does not know."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        return
    yield from against(data, "form-schema", partial(lines_of, text, name))


def check_form(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """Missing labels, and rules (`checks`) about what the form does not have."""
    name = f"schemas/{form.flow}/{form.id}.schema.json"
    lacking = list(unlabelled(form.schema))
    text = (workspace.root / name).read_text(encoding="utf-8") if lacking else ""
    for pointer, langs in lacking:
        steps = [step for part in pointer.strip("/").split("/") for step in _steps(part)]
        place = lines_of(text, name).place(*steps)
        for lang in (lang for lang in langs if lang in workspace.settings.languages):
            yield Problem("text.missing", place, args={"lang": f"{lang}: {pointer}"})
    yield from _unworded(workspace, form, name)
    yield from _countless(form, Place("line", {"file": name, "line": 1}))
    yield from _rules(form, workspace.sources[f"forms/{form.flow}/{form.id}.yaml"])


def _unworded(workspace: Workspace, form: Form, name: str) -> Iterator[Problem]:
    """Choices without words, and words of none."""
    for field in form.fields:
        sub = node(form.schema, field.pointer)
        strange = sorted({*map(str, sub.get("enum", ()))} ^ {*sub.get("x-choices", {})})
        if strange:
            steps = [step for part in field.pointer.strip("/").split("/") for step in _steps(part)]
            lines = lines_of((workspace.root / name).read_text(encoding="utf-8"), name)
            yield Problem("choice.words", lines.place(*steps, "x-choices", *strange), args={"names": strange})


def _steps(part: str) -> tuple[str, ...]:
    """The path in a schema of one part of a pointer."""
    return ("items",) if part == "-" else ("properties", part)


def _rules(form: Form, source: Source) -> Iterator[Problem]:
    """Tables, fields and parts that a form's rules (`checks`) speak of and it does not have."""
    stages = sorted({f.stage for f in form.fields if f.stage})
    for k, rule in enumerate(form.checks):
        at = ("checks", k)
        yield from unknown(rule.each, sorted(form.tables), source.place(*at, "each")) if rule.each else ()
        if not rule.each or rule.each in form.tables:
            yield from _marked(form, rule, source.place(*at, "place"))
        yield from unknown(rule.stage, stages, source.place(*at, "stage")) if rule.stage else ()


def _marked(form: Form, rule: Check, place: Place) -> Iterator[Problem]:
    """The field at which a rule would mark a drop, if there is none; it may be a whole table or group."""
    here = f"{rule.each}/-" if rule.each else ""
    known = [p.removeprefix(here) for f in form.fields for p in (f.pointer, *groups(f.pointer)) if p.startswith(here)]
    yield from unknown(pattern(rule.place), sorted({p for p in known if p}), place)


def _countless(form: Form, place: Place) -> Iterator[Problem]:
    """The ends of a count of working days (`x-workdays`) that are no dates beside it."""
    dates = {f.pointer for f in form.fields if f.kind == "date"}
    for end in (end for ends in counts(form).values() for end in ends if end not in dates):
        yield Problem("name.unknown", place, args={"name": end, "suggestion": suggestion(end, sorted(dates))})


def unlabelled(schema: Mapping[str, Json], at: str = "") -> Iterator[tuple[str, list[str]]]:
    """(pointer, languages) of every property and choice that lacks a text in some language."""
    for name, sub in schema.get("properties", {}).items():
        texts = [sub.get("x-labels", {}), *sub.get("x-choices", {}).values()]
        missing = [lang for lang in LANGS if any(lang not in t for t in texts)]
        if missing:
            yield f"{at}/{name}", missing
        inner = sub["items"] if sub.get("type") == "array" or "x-bulk" in sub else sub
        yield from unlabelled(inner, f"{at}/{name}" + ("/-" if inner is not sub else ""))
