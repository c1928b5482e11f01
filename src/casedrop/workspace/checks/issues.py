"""What is wrong with the documents a stage brings out: unknown forms and roles, and what nothing fills."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.flows.flow import Issue
from casedrop.forms.form import Form
from casedrop.language.problem import Problem
from casedrop.workspace.checks.expressions import guard, values
from casedrop.workspace.checks.flow_file import Look
from casedrop.workspace.checks.views import views_written
from casedrop.workspace.yaml.source import unknown


def check_issue(look: Look, issue: Issue, *at: str | int) -> Iterator[Problem]:
    """Unknown forms and roles, expressions that cannot be, and what a document requires but nothing fills."""
    yield from look.form(issue.form, *at, "form")
    if issue.to != "customer":
        yield from look.role(issue.to, *at, "to")
    for k, name in enumerate(issue.attach):
        yield from look.among(name, look.workspace.book.attachments, *at, "attach", k)
    for k, holder in enumerate(issue.originals):
        yield from look.among(holder, look.flow.holders, *at, "originals", k)
    yield from guard(issue.when or "true", look.names, look.source.place(*at, "when"))
    yield from values(issue.values, look.names, look.source, *at, "with")
    if issue.form in look.workspace.book.forms:
        yield from views_written(look.workspace.book.forms[issue.form], issue.part, look.source.place(*at))
        yield from _unfilled(look, look.workspace.book.forms[issue.form], issue, *at)


def _unfilled(look: Look, form: Form, issue: Issue, *at: str | int) -> Iterator[Problem]:
    """The required properties of a document that neither `with`, nor a shared block, nor its own answers fill;
    what is asked for by this very document is for its reader to fill."""
    asked = {(i.form, i.part) for _, i in look.flow.items()}
    own = form.base.id in {i.form for _, i in look.flow.items() if i.opens or not i.part}
    theirs = {p.split("/")[1] for p in form.writable(issue.part)} if (form.base.id, issue.part) in asked else set()
    given = {n for s in look.flow.stages.values() for i in s.issues if i.form == form.id for n in i.values}
    blocks = {b for f in look.flow.answers.values() for b in _blocks(look.workspace.book.forms.get(f))}
    for name in form.schema.get("required", ()):
        sub = form.schema["properties"][name]
        if not own and name not in given | theirs and (name, sub.get("x-block")) not in blocks:
            args = {"label": sub.get("x-labels", {}).get(look.workspace.book.lang, name)}
            yield Problem("required.unfilled", look.source.place(*at), pointer=f"/{name}", args=args)
    for name in issue.values:
        yield from unknown(name, list(form.schema["properties"]), look.source.place(*at, "with", name))


def _blocks(form: Form | None) -> set[tuple[str, str]]:
    properties = form.schema["properties"] if form else {}
    return {(name, sub["x-block"]) for name, sub in properties.items() if "x-block" in sub}
