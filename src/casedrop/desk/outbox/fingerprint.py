"""What a document was made from, as one hash: where it is the same, the same bytes would come out again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from casedrop.language.problem import Json
from casedrop.workspace.program import program


def fingerprint(template: bytes, *values: Json) -> str:
    """The hash (sha256, hex) of a template, of the values it is filled with, and of this casedrop.

    Values are JSON, dataclasses, sets of texts, or mappings and sequences of these; raises TypeError for anything else.
    """
    texts = json.dumps([program(), values], sort_keys=True, default=_as_json)
    return hashlib.sha256(texts.encode() + b"\0" + template).hexdigest()


def _as_json(value: Json) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no fingerprint of {type(value).__name__}")
