"""What can be wrong with a workspace as a whole: one class a situation, its sentence and exit code in the class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from casedrop.language.problem import Problem


class NoWorkspace(Exception):  # noqa: N818 - the situation is the name
    """No `casedrop.toml` here or above."""

    exit_code = 3

    def __init__(self, start: Path) -> None:
        self.start = start
        super().__init__(f"No workspace at {start} or above it. Make one with: casedrop init DIR")


class BrokenWorkspace(Exception):  # noqa: N818
    """The workspace's declarations cannot be used; `problems` says each."""

    exit_code = 4

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems in the workspace's files. See them with: casedrop check")


class NotEmpty(Exception):  # noqa: N818
    """`init` was pointed at a folder that holds something."""

    exit_code = 5

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} is not empty. Give init a new or an empty folder.")


class FlowNeeded(Exception):  # noqa: N818
    """A flow was to go that others need."""

    exit_code = 5

    def __init__(self, flows: Sequence[str], others: Sequence[str]) -> None:
        self.flows, self.others = tuple(flows), tuple(others)
        named = ", ".join(others)
        super().__init__(
            f"{', '.join(flows)} is needed by {named}. Remove these too (--with-dependents), or take it out of their flow.yaml."
        )


class LastFlow(Exception):  # noqa: N818
    """The last flow was to go."""

    exit_code = 5

    def __init__(self) -> None:
        super().__init__("No flow would be left. Add another first: casedrop flows add NAME")
