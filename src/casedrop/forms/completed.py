"""Canonical answers completed for whoever looks into them."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.language.problem import Answers, Json


def complete(schema: Mapping[str, Json], answers: Answers | None, empty: Json) -> dict[str, Json]:
    """Canonical answers with every property the schema names: absent leaves are `empty`, rows [], objects completed.

    Guards take `empty` None, templates "". What the schema does not name is kept.
    """
    given = answers or {}
    done = {name: _completed(sub, given.get(name), empty) for name, sub in schema.get("properties", {}).items()}
    return done | {name: value for name, value in given.items() if name not in done}


def _completed(sub: Mapping[str, Json], value: Json, empty: Json) -> Json:
    if sub.get("type") == "object":
        return complete(sub, value, empty)
    if sub.get("type") == "array":
        return [complete(sub["items"], row, empty) for row in value or ()]
    return empty if value is None else value
