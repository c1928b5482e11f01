"""What happens between cases: one opens others, tells them something, hears of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casedrop.cases.dataclass_json import BLANK
from casedrop.cases.parts import Begun, FromCase
from casedrop.language.problem import Answers


@dataclass(frozen=True, slots=True)
class Spread:
    """The case opened others, or told some (their numbers) something."""

    opened: tuple[Begun, ...]
    told: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The case was told something; `source` is who took it up by that (None: nobody did)."""

    given: Answers
    source: FromCase | None = field(metadata=BLANK)
    at: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A case that this one opened (`child`) said where it stands and what its stages report."""

    child: str
    flow: str
    key: str
    customer: Mapping[str, str]
    stage: str
    open: bool
    values: Answers
    at: str
