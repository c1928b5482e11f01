"""Answers as a flat table: concrete pointer -> leaf value, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from casedrop.language.problem import Answers, Json


def flatten(answers: Json, at: str = "") -> Iterator[tuple[str, Json]]:
    """(concrete pointer, value) of every leaf: `("/items/0/content", "…")`."""
    if isinstance(answers, Mapping):
        for name, value in answers.items():
            yield from flatten(value, f"{at}/{name}")
    elif isinstance(answers, list | tuple):
        for row, value in enumerate(answers):
            yield from flatten(value, f"{at}/{row}")
    else:
        yield at, answers


def unflatten(leaves: Answers) -> dict[str, Json]:
    """The answers with these leaves; rows keep their order, gaps between them close."""
    tree: dict[str, Json] = {}
    for pointer, value in leaves.items():
        *path, last = pointer.strip("/").split("/")
        here = tree
        for part in path:
            here = here.setdefault(part, {})
        here[last] = value
    return {name: _rows(value) for name, value in tree.items()}


def pattern(pointer: str) -> str:
    """The pattern of a concrete pointer: `/items/0/content` -> `/items/-/content`."""
    return re.sub(r"/\d+(?=/|$)", "/-", pointer)


def groups(pointer: str) -> Iterator[str]:
    """The pointers of the groups and tables a field stands in, the outermost first."""
    parts = pointer.split("/")
    return ("/".join(parts[:n]) for n in range(2, len(parts)) if parts[n - 1] != "-")


def row_of(pointer: str) -> str:
    """The row a concrete pointer lies in (`/items/0`), or "" outside rows."""
    match = re.match(r"(.*?/\d+)(?:/|$)", pointer)
    return match.group(1) if match else ""


def _rows(tree: Json) -> Json:
    if not isinstance(tree, dict):
        return tree
    if tree and all(name.isdigit() for name in tree):
        return [_rows(tree[name]) for name in sorted(tree, key=int)]
    return {name: _rows(value) for name, value in tree.items()}
