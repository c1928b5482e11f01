"""Situations in which a flow's own mistake keeps work that is due from being done: one class each, as in
`store/errors.py`.
"""

from __future__ import annotations

from typing import ClassVar

from casedrop.store.errors import Trouble


class NotStarted(Trouble):
    """Work that the calendar starts could not be begun; it is tried again."""

    exit_code: ClassVar[int] = 65
    sentence: ClassVar[str] = "What the calendar starts could not be begun: {why}"


class Stuck(Trouble):
    """Deadlines were over, and what should follow fails in the flows themselves; it is tried again (E4)."""

    exit_code: ClassVar[int] = 65
    sentence: ClassVar[str] = "These cases could not go on after their deadlines: {why}"
