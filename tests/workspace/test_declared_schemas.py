"""What our files declare is held against our schemas at once; what is found right so, the reference finds right, too."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from casedrop.workspace.yaml.source import passes, plain, read_text, validator
from shipped import ROOT

INSTEAD = (None, True, 0, 1.5, -1, "", " ", "a", "A", "a\n", "2026-02-31", "x" * 99, [], {}, ["a", "a"], {"vi": ""})
"""What somebody may write where something else belongs."""
EVERY = 9
"""Of how many slips one is tried: which ones, the files decide."""


def read(name: str) -> Any:
    text = (ROOT / name).read_text(encoding="utf-8")
    if name.endswith(".toml"):
        return plain(tomllib.loads(text))
    return plain(read_text(text)) if name.endswith(".yaml") else json.loads(text)


def holders(data: Any) -> Iterator[Any]:
    """All mappings and lists of a file."""
    if isinstance(data, dict | list):
        yield data
        for value in data.values() if isinstance(data, dict) else data:
            yield from holders(value)


def slips(data: Any) -> Iterator[None]:
    """One slip after the other made in the data, and each taken back."""
    for holder in list(holders(data)):
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            value = holder[key]
            for other in INSTEAD:
                holder[key] = other
                yield
            holder[key] = value
        if isinstance(holder, dict):
            holder["unheard"] = "of"
            yield
            del holder["unheard"]


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("casedrop.toml", "settings"),
        ("forms/complaint/flow.yaml", "flow"),
        ("forms/complaint/complaint.yaml", "form"),
        ("schemas/complaint/complaint.schema.json", "form-schema"),
        ("documents/documents.yaml", "documents"),
        ("demos/acceptance.yaml", "demo"),
    ],
)
def test_what_is_told_to_be_right_at_once_is_right(name, schema):
    data = read(name)
    assert passes(data, schema)
    asked, reference = 0, validator(schema)
    for n, _ in enumerate(slips(data)):
        if passes(data, schema):
            asked += 1
            assert asked % EVERY or reference.is_valid(data), n
    assert passes(data, schema)
    assert asked > EVERY
