"""Answers as a flat table: concrete pointer -> leaf value, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from casedrop.language.problem import Answers, Json


def flatten(answers: Json, at: str = "") -> Iterator[tuple[str, Json]]:
    """(concrete pointer, value) of every leaf: `("/items/0/content", "…")`."""
    return iter(leaves_of(answers, at).items())


def leaves_of(answers: Json, at: str = "") -> dict[str, Json]:
    """The same as a table: the value of every leaf by its concrete pointer."""
    leaves: dict[str, Json] = {}
    _gather(answers, at, leaves)
    return leaves


def _gather(answers: Json, at: str, leaves: dict[str, Json]) -> None:
    """Add the leaves below a value to those there are; most are texts, of which nothing more has to be asked."""
    if isinstance(answers, dict):
        for name, value in answers.items():
            if isinstance(value, str):
                leaves[f"{at}/{name}"] = value
            else:
                _gather(value, f"{at}/{name}", leaves)
    elif isinstance(answers, list | tuple):
        for row, value in enumerate(answers):
            _gather(value, f"{at}/{row}", leaves)
    elif not isinstance(answers, str) and isinstance(answers, Mapping):
        _gather(dict(answers), at, leaves)
    else:
        leaves[at] = answers


def unflatten(leaves: Answers) -> dict[str, Json]:
    """The answers with these leaves; rows keep their order, gaps between them close."""
    tree: dict[str, Json] = {}
    nodes = {"": tree}
    for pointer, value in leaves.items():
        parent, _, last = pointer.strip("/").rpartition("/")
        node = nodes.get(parent)
        if node is None:
            node = nodes[parent] = _reached(tree, parent)
        node[last] = value
    return {name: _rows(value) if isinstance(value, dict) else value for name, value in tree.items()}


def _reached(tree: dict[str, Json], pointer: str) -> dict[str, Json]:
    """The object a pointer leads to, made on the way."""
    here = tree
    for part in pointer.split("/"):
        here = here.setdefault(part, {})
    return here


@lru_cache(maxsize=16_384)
def pattern(pointer: str) -> str:
    """The pattern of a concrete pointer: `/items/0/content` -> `/items/-/content`."""
    return re.sub(r"/\d+(?=/|$)", "/-", pointer)


def groups(pointer: str) -> Iterator[str]:
    """The pointers of the groups and tables a field stands in, the outermost first."""
    parts = pointer.split("/")
    return ("/".join(parts[:n]) for n in range(2, len(parts)) if parts[n - 1] != "-")


@lru_cache(maxsize=16_384)
def row_of(pointer: str) -> str:
    """The row a concrete pointer lies in (`/items/0`), or "" outside rows."""
    match = re.match(r"(.*?/\d+)(?:/|$)", pointer)
    return match.group(1) if match else ""


def _rows(tree: dict[str, Json]) -> Json:
    """An object as it is, one whose names are numbers as a list of rows, all below it likewise."""
    below = {name: _rows(value) if isinstance(value, dict) else value for name, value in tree.items()}
    return [below[name] for name in sorted(below, key=int)] if below and all(map(str.isdigit, below)) else below
