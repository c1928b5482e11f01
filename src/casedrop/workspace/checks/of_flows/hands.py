"""Whose hand writes what: where two must both have said something, each says it in a part of his own (W22)."""

from __future__ import annotations

from collections.abc import Iterator

from casedrop.cases.definitions import Definitions
from casedrop.flows.flow import Flow, Item
from casedrop.forms.form import Field, Form, node
from casedrop.forms.pointers import groups
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source


def check_hands(book: Definitions, flow: Flow, source: Source) -> Iterator[Problem]:
    """`part.other-hand` at each stage that takes from a role what the schema says is another's to say (`x-by`)."""
    for stage in flow.stages.values():
        for item in (one for one in stage.awaits if one.form in book.forms):
            for field, hands in _of_others(book.forms[item.form], item):
                place = source.place("stages", stage.id)
                args = {"field": field.labels or field.pointer, "role": item.role or "", "names": hands}
                yield Problem("part.other-hand", place, args=args)


def _of_others(form: Form, item: Item) -> Iterator[tuple[Field, list[str]]]:
    """The fields of an awaited part that are not its role's to fill, and whose they are."""
    for field in form.fields:
        hands = _hands(form, field) if (field.stage or "") == item.part else []
        if hands and item.role not in hands:
            yield field, hands


def _hands(form: Form, field: Field) -> list[str]:
    """The roles of `x-by` at a field, or else at what it stands in; none if anybody may fill it."""
    inside_out = (field.pointer, *reversed([*groups(field.pointer)]))
    return next((list(by) for p in inside_out if p and (by := node(form.schema, p).get("x-by"))), [])
