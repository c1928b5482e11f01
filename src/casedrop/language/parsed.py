"""What reading one field gives: a canonical value or a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casedrop.language.problem import Json


@dataclass(frozen=True, slots=True)
class Ok:
    """The canonical value a text stands for; None when the text says nothing."""

    value: Json


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a text stands for no value: a problem's code, and what its sentence needs (`given`, `example`, `limit` …)."""

    code: str
    args: Mapping[str, Json] = field(default_factory=dict)
