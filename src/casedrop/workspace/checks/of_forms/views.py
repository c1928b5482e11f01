"""What is wrong with the views a form declares."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.audience import CUSTOMER
from casedrop.forms.form import Form, View
from casedrop.forms.views import concealed
from casedrop.language.problem import Place, Problem
from casedrop.workspace.workspace import Workspace


def check_views(workspace: Workspace, form: Form) -> Iterator[Problem]:
    """`view.nothing` for what a view hides that the form does not have, `view.title` for a title that is the form's own,
    by which nobody would tell the two apart. The customer's own (`customer`) may bear it: its foot says whose copy it is."""
    source = workspace.sources[f"forms/{form.flow}/{form.id}.yaml"]
    for name, view in form.views.items():
        for k, at in enumerate(view.hides):
            if not concealed(form, View(view.titles, (at,))):
                yield Problem("view.nothing", source.place("views", name, "hides", k), args={"pointer": at})
        for lang, title in view.titles.items():
            if title == form.titles[lang] and name != CUSTOMER:
                yield Problem("view.title", source.place("views", name, "titles", lang), args={"title": title})


def views_written(form: Form, part: str, at: Place) -> Iterator[Problem]:
    """`view.rows` for a reduced document that is to be filled, though its view hides columns of a table written there:
    if a row is moved, nobody can tell to which hidden cells it belongs.
    """
    tables = {f.rows for f in form.base.fields if f.pointer in form.hides}
    if any(f.rows in tables for f in form.fields if f.rows and f.pointer in form.writable(part)):
        yield Problem("view.rows", at, args={"part": part})
