"""What is wrong with the documents a stage brings out: views that cannot be written, and what nothing fills."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.definitions import Definitions
from casedrop.flows.flow import Flow, Issue
from casedrop.forms.form import Form
from casedrop.language.problem import Problem
from casedrop.workspace.checks.of_forms.views import views_written
from casedrop.workspace.yaml.source import Source, unknown


def check_document(book: Definitions, flow: Flow, issue: Issue, source: Source, *at: str | int) -> Iterator[Problem]:
    """What a document requires and nothing fills, what fills nothing it has, and a view of a form there is not."""
    form = book.forms.get(issue.form)
    if form is None:
        return
    yield from views_written(form, issue.part, source.place(*at))
    for name, label in _unfilled(book, flow, form, issue):
        yield Problem("required.unfilled", source.place(*at), pointer=f"/{name}", args={"label": label})
    for name in issue.values:
        yield from unknown(name, list(form.schema["properties"]), source.place(*at, "with", name))


def _unfilled(book: Definitions, flow: Flow, form: Form, issue: Issue) -> Iterator[tuple[str, str]]:
    """(name, label) of the required properties that neither `with`, nor a shared block, nor the document's own answers fill;
    what is asked for by this very document is for its reader to fill."""
    asked = {(i.form, i.part) for _, i in flow.items()}
    own = form.base.id in {i.form for _, i in flow.items() if i.opens or not i.part}
    theirs = {p.split("/")[1] for p in form.writable(issue.part)} if (form.base.id, issue.part) in asked else set()
    given = {n for s in flow.stages.values() for i in s.issues if i.form == form.id for n in i.values}
    blocks = {b for f in flow.answers.values() for b in _blocks(book.forms.get(f))}
    for name in form.schema.get("required", ()):
        sub = form.schema["properties"][name]
        if not own and name not in given | theirs and (name, sub.get("x-block")) not in blocks:
            yield name, sub.get("x-labels", {}).get(book.lang, name)


def _blocks(form: Form | None) -> set[tuple[str, str]]:
    properties = form.schema["properties"] if form else {}
    return {(name, sub["x-block"]) for name, sub in properties.items() if "x-block" in sub}
