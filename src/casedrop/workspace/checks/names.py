"""The names that expressions of forms and flows may read, as the trees `guards` wants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casedrop.cases.context import alias
from casedrop.cases.definitions import Book
from casedrop.flows.flow import Flow

CHILD = ("case", "flow", "key", "customer", "stage", "open")
"""What expressions see of a case that was opened, beside what it reports."""


def names_of(schema: Mapping[str, Any]) -> Any:
    """The names an expression may read of a form, as the tree `guards` wants."""
    if schema.get("type") == "object" or "properties" in schema:
        return {k: names_of(v) for k, v in schema["properties"].items()}
    return None


def flow_names(book: Book, flow: Flow) -> dict[str, Any]:
    """The names an expression of a flow may read (house 5)."""
    known = {alias: names_of(book.forms[f].schema) for alias, f in flow.answers.items() if f in book.forms}
    return known | {
        "case": dict.fromkeys(("number", "lang", "opened")) | {"customer": dict.fromkeys(("name", "short", "key"))},
        "stages": {stage: {"entered": None} for stage in flow.stages},
        "documents": {
            alias: {"number": None, "date": None, "scanned": None, "answers": known.get(alias)}
            for alias in flow.answers
        },
        "enclosures": {alias(kind): dict.fromkeys(("on", "name")) for kind in flow.enclosures},
        "given": dict.fromkeys(flow.given),
        "children": dict.fromkeys(map(alias, book.flows)),
        "customers": None,
        "company": book.companies[book.lang],
        "today": None,
    }
