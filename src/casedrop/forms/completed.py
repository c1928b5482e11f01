"""Canonical answers completed for whoever looks into them."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.language.problem import Answers, Json


def complete(schema: Mapping[str, Json], answers: Answers | None, empty: Json) -> dict[str, Json]:
    """Canonical answers with every property the schema names: absent leaves are `empty`, rows [], objects completed.

    Guards take `empty` None, templates "". What the schema does not name is kept.
    """
    given = answers or {}
    done: dict[str, Json] = {}
    for name, sub in schema.get("properties", {}).items():
        value, kind = given.get(name), sub.get("type")
        if kind == "object":
            done[name] = complete(sub, value, empty)
        elif kind == "array":
            done[name] = [complete(sub["items"], row, empty) for row in value or ()]
        else:
            done[name] = empty if value is None else value
    return done if done.keys() >= given.keys() else done | {name: given[name] for name in given if name not in done}
