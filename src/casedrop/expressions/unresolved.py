"""One thing wrong with an expression or a template, before it is known in which file it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casedrop.language.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class Unresolved:
    """One thing wrong: a problem's code and what its sentence needs; `line` counts within the text, from 1."""

    code: str
    line: int
    args: Mapping[str, Any]

    def problem(self, place: Place) -> Problem:
        """The same as a problem of the file the text stands in."""
        return Problem(self.code, place, args=self.args)
