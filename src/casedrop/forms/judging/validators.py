"""What answers are held against, compiled once for each form and part: the reference validator, and the fast road before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from casedrop.forms.form import Form, Schema
from casedrop.forms.judging.day_rules import DayRule, rules
from casedrop.forms.judging.one_walk import Own, own_tree
from casedrop.forms.judging.quick_check import quick_check
from casedrop.language.problem import Json

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


class Validators:
    """A schema compiled twice: `reference` says what is wrong, `passes` only whether something is certainly right."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.passes = quick_check(schema)

    @cached_property
    def reference(self) -> Draft202012Validator:
        """The reference: slow, and right."""
        from casedrop.forms.judging.reference import validator  # noqa: PLC0415 - when something is wrong

        return validator(self.schema)

    def is_valid(self, value: Json) -> bool:
        """Whether a value is valid; the reference is asked where that is not certain at once."""
        return self.passes(value) or self.reference.is_valid(value)


@dataclass(frozen=True)
class Part:
    """A form's schema as one part of it is judged: what that part may write, and what its answers are held against."""

    form: Form
    name: str

    @cached_property
    def writable(self) -> frozenset[str]:
        """The pattern pointers that the part may write."""
        return self.form.writable(self.name)

    @cached_property
    def own(self) -> Own:
        """The same as a tree."""
        return own_tree(self.writable)

    @cached_property
    def days(self) -> tuple[DayRule, ...]:
        """What the schema says of the dates that the part may write."""
        return tuple(rule for rule in rules(self.form) if rule.field in self.writable)

    @cached_property
    def validators(self) -> Validators:
        """The schema, and what `$defs` asks of the part beside it."""
        schema = dict(self.form.schema)
        if self.name and self.name in schema.get("$defs", {}):
            schema = {"$defs": schema["$defs"], "allOf": [dict(self.form.schema), {"$ref": f"#/$defs/{self.name}"}]}
        return Validators(schema)


def part_of(form: Form, name: str) -> Part:
    """A part of a form, made once for each schema."""
    return _kept(_Key(form, name))


class _Key:
    """A form and part, equal when they mean the same schema; the form is held, so that no other schema can take its place."""

    def __init__(self, form: Form, part: str) -> None:
        self.form, self.part = form, part
        self.mark = (id(form.schema), part)

    def __hash__(self) -> int:
        return hash(self.mark)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.mark == other.mark


@lru_cache(maxsize=256)
def _kept(key: _Key) -> Part:
    return Part(key.form, key.part)
