"""A crew: copies of this process that do one kind of work side by side, for what keeps every core busy (`casedrop batch`)."""

from __future__ import annotations

import contextlib
import os
import signal
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, Self, TypeVar

from casedrop.desk import processes

Item = TypeVar("Item")
Made = TypeVar("Made")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew(Generic[Item, Made]):
    """So many processes that call `does`; where processes cannot be copied (Windows), this one does it all itself.

    What `does` gives must be picklable, and it must touch neither the ledger nor what is open here.
    """

    def __init__(self, does: Callable[[Item], Made], size: int) -> None:
        self._does = does
        self._hands = [_begun(does) for _ in range(size)] if hasattr(os, "fork") else []

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let the crew go: whoever waits ends, whoever works is ended."""
        for hand in self._hands:
            hand.end()

    def all(self, items: Sequence[Item]) -> list[Made | None]:
        """What came of each item; None where it raised, or ended the process that was at it."""
        shares = [items[n :: len(self._hands)] for n in range(len(self._hands))] or [items]
        if not self._hands:
            return _tried(self._does, items)
        for hand, share in zip(self._hands, shares, strict=True):
            hand.give(share)
        made: list[Made | None] = [None] * len(items)
        for n, share in enumerate(shares):
            made[n :: len(self._hands)] = self._taken(n, len(share))
        return made

    def _taken(self, n: int, size: int) -> list[Made | None]:
        """The share of the n-th of the crew; another stands in for one that died."""
        try:
            made: list[Made | None] = self._hands[n].line.recv()
        except (EOFError, OSError):
            self._hands[n].end()
            self._hands[n] = _begun(self._does)
            return [None] * size
        return made


@dataclass(frozen=True)
class _Hand:
    """One of a crew: its process and the line to it."""

    process: int
    line: Connection

    def give(self, share: object) -> None:
        with contextlib.suppress(OSError):  # one that died is found when its share is taken
            self.line.send(share)

    def end(self) -> None:
        self.line.close()
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)


def _begun(does: Callable[[Item], Made]) -> _Hand:
    ours, theirs = Pipe()
    parent = os.getpid()
    with warnings.catch_warnings():
        # The one other thread waits for a signal and holds nothing that a copy could wait for.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        _work(does, ours, theirs, parent)
    theirs.close()
    return _Hand(process, ours)


def _work(does: Callable[[Item], Made], ours: Connection, theirs: Connection, parent: int) -> None:
    """Be one of a crew, in a process that was just copied, until the line is closed or the parent is gone."""
    try:
        ours.close()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the command lets its crew finish what is at hand
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        processes.end_with(parent)
        while True:
            theirs.send(_tried(does, theirs.recv()))
    finally:
        os._exit(0)


def _tried(does: Callable[[Item], Made], items: Sequence[Item]) -> list[Made | None]:
    """What came of each; whoever asks does again what failed, by itself, and meets the error there."""
    made: list[Made | None] = []
    for item in items:
        with contextlib.suppress(Exception):
            made.append(does(item))
            continue
        made.append(None)
    return made
