"""Amounts that a customer owes by what a flow takes, and of which nobody ever says what came in (W11)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.definitions import Definitions
from casedrop.expressions import guards
from casedrop.expressions.values import expressions
from casedrop.flows.flow import Flow
from casedrop.flows.links import Children
from casedrop.forms.form import Field, Form
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source

DUE, PAID = "due", "paid"


def check_money(book: Definitions, flow: Flow, source: Source) -> Iterator[Problem]:
    """`due.unconfirmed` for each amount that is due by a form the flow takes, and that no stage gives to a case in which somebody
    says what came in."""
    for alias, form in ((alias, book.forms[id_]) for alias, id_ in flow.answers.items() if id_ in book.forms):
        for field in _written(flow, form, DUE):
            if not any(_gives(link, alias, field) for link in _confirming(book, flow)):
                args = {"form": form.titles, "label": field.labels}
                yield Problem("due.unconfirmed", source.place("flow"), args=args)


def _written(flow: Flow, form: Form, owed: str) -> list[Field]:
    """The amounts of that kind that a drop the flow waits for may write."""
    parts = {item.part for _, item in flow.items() if item.form == form.id}
    return [f for f in form.fields if f.owed == owed and parts and (f.stage is None or f.stage in parts)]


def _confirming(book: Definitions, flow: Flow) -> Iterator[Children]:
    """What the flow opens in which somebody says what came in."""
    links = (link for stage in flow.stages.values() for link in stage.opens)
    yield from (link for link in links if link.flow in book.flows and _is_confirming(book, book.flows[link.flow]))


def _is_confirming(book: Definitions, flow: Flow) -> bool:
    return any(_written(flow, book.forms[id_], PAID) for id_ in flow.answers.values() if id_ in book.forms)


def _gives(link: Children, alias: str, field: Field) -> bool:
    """Whether a link reads the amount, or the table it is a column of."""
    path = ".".join((alias, *(field.rows or field.pointer).strip("/").split("/")))
    read = {path for _, expr, _ in expressions(link.values) for path in guards.paths(expr)} | {*guards.paths(link.rows)}
    return any(path == one or path.startswith(f"{one}.") for one in read)
