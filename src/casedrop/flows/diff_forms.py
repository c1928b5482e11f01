"""What a form asks otherwise than an earlier version of it did. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from casedrop.flows.difference import Difference, others
from casedrop.forms.form import Field, Form
from casedrop.forms.keywords import FORM
from casedrop.language.messages import in_each_language

_APART = ("version", "titles", "texts", "names", "number", "checks", "aliases", "form", "flow")
"""The keywords that are compared by themselves, or change nothing of what the form asks."""


def compare_forms(old: Form, new: Form) -> Iterator[Difference]:
    """Every difference that people or cases notice, fields first; empty if there is none."""
    changes = [*_fields(old, new), *_rules(old, new)]
    if old.schema != new.schema and not changes:
        changes.append(Difference("form_schema"))
    if old.titles != new.titles:
        changes.append(Difference("form_called", {"was": old.titles}))
    for name in ("texts", "names", "number"):
        if getattr(old, name) != getattr(new, name):
            changes.append(Difference(f"form_{name}"))
    if names := others(FORM, old, new, _APART):
        changes.append(Difference("form_other", {"names": names}))
    yield from (replace(one, of=new.titles) for one in changes)


def _fields(old: Form, new: Form) -> Iterator[Difference]:
    gone = {p: f for p, f in old.by_pointer.items() if p not in new.by_pointer}
    come = {p: f for p, f in new.by_pointer.items() if p not in old.by_pointer}
    for was, now in _renamed(gone, come):
        yield Difference("field_renamed", {"field": come[now].labels, "was": was, "now": now})
        yield from _field(gone.pop(was), come.pop(now))
    yield from (Difference("field_gone", {"field": f.labels}) for f in gone.values())
    yield from (Difference("field_asked" if f.required else "field_added", {"field": f.labels}) for f in come.values())
    for pointer in (p for p in new.by_pointer if p in old.by_pointer):
        yield from _field(old.by_pointer[pointer], new.by_pointer[pointer])


def _renamed(gone: Mapping[str, Field], come: Mapping[str, Field]) -> list[tuple[str, str]]:
    """The pointers (before, now) of fields that ask the same by the same words, where there is one of each only."""
    pairs = [(p, [q for q in come if _asks(come[q]) == _asks(f)]) for p, f in gone.items()]
    partners = [q for _, qs in pairs for q in qs]
    return [(p, qs[0]) for p, qs in pairs if len(qs) == 1 and partners.count(qs[0]) == 1]


def _asks(field: Field) -> object:
    return field.kind, field.labels, field.stage, field.rows


def _field(old: Field, new: Field) -> Iterator[Difference]:
    named = {"field": new.labels}
    if old.labels != new.labels:
        yield Difference("field_called", {"was": old.labels, "now": new.labels})
    if old.kind != new.kind:
        kinds = {
            "was": in_each_language(f"changes.kinds.{old.kind}"),
            "now": in_each_language(f"changes.kinds.{new.kind}"),
        }
        yield Difference("field_kind", {**named, **kinds})
    if old.required != new.required:
        yield Difference("field_required" if new.required else "field_optional", named)
    if old.stage != new.stage:
        yield Difference("field_part", named)
    if old.longest != new.longest:
        yield Difference("field_longest", {**named, "was": old.longest, "now": new.longest})
    yield from _choices(old, new)


def _choices(old: Field, new: Field) -> Iterator[Difference]:
    for kind, these, those in (("choice_gone", old.choices, new.choices), ("choice_added", new.choices, old.choices)):
        for choice in these if old.kind == new.kind else ():
            if choice not in those:
                yield Difference(kind, {"field": new.labels, "choice": these[choice]})


def _rules(old: Form, new: Form) -> Iterator[Difference]:
    yield from (Difference("rule_gone", {"rule": rule.say}) for rule in old.checks if rule not in new.checks)
    yield from (Difference("rule_added", {"rule": rule.say}) for rule in new.checks if rule not in old.checks)
