"""Long flows played once a session: a story that begins in the middle takes a copy of the office as it stood there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from stories.office import moved
from stories.service import Service
from trees import resting


@dataclass(frozen=True)
class Moment:
    """An office at rest: its folder, its hour, what was heard of its drops."""

    root: Path
    now: datetime
    heard: tuple[str, ...]


class Replay:
    """A flow being played in an office of its own, step by step, as far as somebody asks; each step says what is wrong."""

    def __init__(self, office: Service, steps: Callable[[Service], Iterator[list[str]]]) -> None:
        self.book, self.home = office.workspace.book, Path(mkdtemp(prefix="casedrop-replay-"))
        resting(office.workspace.root, self.home / "office")
        there = moved(office.workspace, self.home / "office")
        self.office = Service(there, self.home / "hands", type(office.clock)(office.clock.now))
        self.steps = steps(self.office)
        self.moments: dict[str, Moment] = {}

    def until(self, wanted: str, stage: Callable[[Service], str]) -> Moment:
        """The moment at which the flow first stood at a stage; raises StopIteration if it never does."""
        while wanted not in self.moments:
            wrong = next(self.steps)
            assert wrong == [], wrong
            self.moments.setdefault(stage(self.office), self._kept())
        return self.moments[wanted]

    def _kept(self) -> Moment:
        root = self.home / f"after-{len(self.office.heard)}"
        resting(self.office.workspace.root, root)
        return Moment(root, self.office.clock.now, tuple(self.office.heard))


def resume(office: Service, moment: Moment) -> Service:
    """The office, now as it stood at a moment; nothing may have been done in it before."""
    office.close()
    shutil.rmtree(office.workspace.root)
    resting(moment.root, office.workspace.root)
    office.clock.now = moment.now
    office.heard[:] = moment.heard
    office.__post_init__()
    return office
