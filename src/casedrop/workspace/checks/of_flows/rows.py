"""Rows that become cases and that nothing tells apart: two of them would become one case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from jinja2 import nodes

from casedrop.expressions import guards
from casedrop.flows.flow import Flow
from casedrop.flows.links import Children
from casedrop.forms.form import Form
from casedrop.forms.judging.unique_rows import unique
from casedrop.language.problem import Problem
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source

MEANT = "once"
"""The filter by which a flow says that rows of one key are meant to be one case."""


def check_rows(workspace: Workspace, flow: Flow, source: Source) -> Iterator[Problem]:
    """`rows.merged` for each `opens` with a key whose rows are a table of a form, in the schema of which no `x-unique` says that
    what the key is made of differs from row to row."""
    for stage in flow.stages.values():
        for n, link in enumerate(stage.opens):
            with suppress(guards.GuardError):  # the expression's own check tells
                for form, table in _tables(workspace, flow, link):
                    told = _told(link.key or "")
                    if not any(set(keys) <= told for keys in unique(form, table)):
                        label = form.schema["properties"][table[1:]].get("x-labels") or table
                        yield Problem(
                            "rows.merged", source.place("stages", stage.id, "opens", n, "key"), args={"label": label}
                        )


def _tables(workspace: Workspace, flow: Flow, link: Children) -> Iterator[tuple[Form, str]]:
    """The tables of the flow's forms whose rows a link opens a case for by a key, where merging is not meant and the row's number
    is not in the key."""
    if not link.key or not link.rows or "no" in guards.paths(link.key) or _is_meant(guards.parsed(link.rows)):
        return
    for path in guards.paths(link.rows):
        alias, _, name = path.partition(".")
        form = workspace.book.forms.get(flow.answers.get(alias, ""))
        if form and f"/{name}" in form.tables:
            yield form, f"/{name}"


def _is_meant(rows: nodes.Expr) -> bool:
    """Whether a list says that it has each key once."""
    filters = [*rows.find_all(nodes.Filter), *([rows] if isinstance(rows, nodes.Filter) else [])]
    return any(one.name == MEANT for one in filters)


def _told(key: str) -> set[str]:
    """The columns a key is made of, as pointers: those it reads of the row, and those it names (`told_apart`)."""
    read = {"/" + path.removeprefix("row.").replace(".", "/") for path in guards.paths(key) if path.startswith("row.")}
    named = {f"/{one.value}" for one in guards.parsed(key).find_all(nodes.Const) if isinstance(one.value, str)}
    return read | named
