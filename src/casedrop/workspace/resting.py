"""Flows that rest: their files cannot be used, and everybody else's work goes on without them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from casedrop.language.problem import Problem
from casedrop.workspace.release import words
from casedrop.workspace.yaml.source import Source

Resting = Mapping[str, tuple[Problem, ...]]
"""The flows that rest, each with what is wrong."""
FLOW = "flow"
"""The name of a flow's file, without its ending."""


def resting(sources: Mapping[str, Source]) -> Resting:
    """The flows that cannot be used: their own file is broken, or one of a form that they name."""
    broken = {path.stem: s.problems for path, s in _files(sources) if path.stem != FLOW and s.problems}
    flows = {path.parent.name: s for path, s in _files(sources) if path.stem == FLOW}
    wrong = {flow: (*s.problems, *_of_forms(s, broken)) for flow, s in flows.items()}
    return {flow: problems for flow, problems in wrong.items() if problems}


def _of_forms(flow: Source, broken: Mapping[str, tuple[Problem, ...]]) -> tuple[Problem, ...]:
    named = set(words(flow.data)) & set(broken) if broken else ()
    return tuple(problem for form in sorted(named) for problem in broken[form])


def _files(sources: Mapping[str, Source]) -> list[tuple[PurePosixPath, Source]]:
    return [(PurePosixPath(name), s) for name, s in sources.items() if name.startswith("forms/")]
