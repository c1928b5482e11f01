"""What a schema says of its dates: what kind of day each is, between which others it lies, which promise it keeps.

`"x-day": "done"`, `"planned"` or `"any"`; `"x-after": ["/contract/signed_on", "order-form/agreed_on"]`, `"x-before"` alike.
A pointer names a date of the same form (with `-`: of the same row), one behind the id of a form what the case has taken of
that. `x-within` holds a day against a span that was promised. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casedrop.forms.form import Field, Form, Schema, node

DONE, PLANNED, ANY_DAY = "done", "planned", "any"
KINDS = (DONE, PLANNED, ANY_DAY)
"""What kind of day a date may be: one on which something was done, one on which something is to be, or any."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A span that was promised: how many working days, by a pointer or form and pointer, after the last of some dates; and the
    field that, filled in, says why it is not kept ("" if nothing can)."""

    days: str
    after: tuple[str, ...]
    unless: str = ""


@dataclass(frozen=True, slots=True)
class DayRule:
    """What is said of the dates of one field (`field`, a pattern pointer): their kind ("" if the schema does not say), the dates
    they may not be before (None if the schema does not say) and not after, and the promise they keep."""

    field: str
    kind: str = ""
    after: tuple[str, ...] | None = None
    before: tuple[str, ...] = ()
    within: Promise | None = None

    @property
    def names(self) -> Iterator[str]:
        """Every date it is held against."""
        yield from (*(self.after or ()), *self.before, *(self.within.after if self.within else ()))


def rules(form: Form) -> list[DayRule]:
    """What the schema says of each date of the form that is not in a bulk table, in its order."""
    return [_rule(f, node(form.schema, f.pointer)) for f in form.fields if f.kind == "date"]


def _rule(field: Field, sub: Schema) -> DayRule:
    after, within = sub.get("x-after"), sub.get("x-within")
    return DayRule(
        field.pointer,
        sub.get("x-day", ""),
        tuple(after) if after is not None else None,
        tuple(sub.get("x-before", ())),
        Promise(within["days"], tuple(within["after"]), within.get("unless", "")) if within else None,
    )
