"""What expressions and templates may know of a form before anyone has filled it in: the shape of its answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casedrop.expressions.shapes import CHOICE, DATE, NUMBER, TEXT, Leaf, ListShape, NameShape, Shape
from casedrop.forms.form import kind

_KINDS = {"date": DATE, "decimal": NUMBER, "integer": NUMBER}


def answers(schema: Mapping[str, Any]) -> NameShape:
    """The names of the properties of a form's schema, or of a table's row, with what each holds."""
    return NameShape({name: shape(sub) for name, sub in schema.get("properties", {}).items()})


def shape(sub: Mapping[str, Any]) -> Shape:
    """What a property holds."""
    if sub.get("type") == "object" or "properties" in sub:
        return answers(sub)
    if sub.get("type") == "array":
        return ListShape(shape(sub["items"]))
    if kind(sub) == "choice":
        return Leaf(CHOICE, tuple(map(str, sub["enum"])))
    return Leaf(_KINDS.get(kind(sub), TEXT))
