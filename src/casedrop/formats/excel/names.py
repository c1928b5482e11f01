"""Defined names that carry fields: `f.customer.name` is `/customer/name`, `f.items.cost` the column `/items/-/cost`."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.forms.form import ROW, Form

FIELD, END, LIST = "f.", "e.", "l."


def field_name(pointer: str) -> str:
    """The defined name of a field; for a column it stands on the column's head."""
    return FIELD + dotted(pointer)


def end_name(rows: str) -> str:
    """The defined name of the first row below a table: `/items` gives `e.items`; people's new rows move it down."""
    return END + dotted(rows)


def list_name(pointer: str) -> str:
    """The defined name of a choice's list on the hidden sheet."""
    return LIST + dotted(pointer)


def dotted(pointer: str) -> str:
    """A pointer with dots, rows left out: `/items/-/cost` gives `items.cost`."""
    return pointer.replace(ROW, "/").strip("/").replace("/", ".")


def pointers(form: Form) -> Mapping[str, str]:
    """The pattern pointers of a form keyed by their defined names in small letters (Excel does not tell case apart)."""
    return {field_name(f.pointer).casefold(): f.pointer for f in form.fields}


def heads(form: Form) -> Mapping[str, str]:
    """The pattern pointers of the columns of a form's bulk tables, keyed likewise."""
    return {field_name(p).casefold(): p for p in form.columns}
