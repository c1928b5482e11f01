"""TOML written by hand's habits: plain keys first, then a table for each group."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from casedrop.language.problem import Json

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(table: Mapping[str, Json], at: tuple[str, ...] = ()) -> str:
    """The TOML text of a table that stands at a path; what is None or empty is left out."""
    return "\n\n".join(blocks(table, at)) + "\n"


def blocks(table: Mapping[str, Json], at: tuple[str, ...] = ()) -> Iterator[str]:
    """A text for each table at a path and within it that says anything: its head and its keys."""
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping) and value is not None}
    head = [f"[{'.'.join(map(_key, at))}]"] if at and plain else []
    lines = [f"{_key(key)} = {_value(value)}" for key, value in plain.items()]
    if head or lines:
        yield "\n".join([*head, *lines])
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from blocks(value, (*at, key))


def _value(value: Json) -> str:
    """A value; JSON writes texts, numbers, lists of them and true and false as TOML does."""
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
