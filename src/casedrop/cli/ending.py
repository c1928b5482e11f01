"""Ending: SIGTERM and Ctrl-C end any command within five seconds, and the helpers it started with it.

A command is left where it stands, which loses nothing: whatever ends halfway is finished at the next start (house 4). One that
can, like the watcher, first gets the time to end after the file at hand.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from casedrop.desk.processes import kill_all

GRACE_SECONDS = 3.0
"""How long a command that was asked to stop may take for what is at hand."""
LAST_SECONDS = 4.5
"""When the process ends, whatever it is doing: a call into a library hears no signal."""

_stops: list[Callable[[], None]] = []


class Terminated(BaseException):
    """The process was told to end; `code` is its exit code, 128 and the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


def heed_signals() -> None:
    """From now on, end this process on SIGTERM and Ctrl-C; to be called once, in the main thread."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _Ending())


@contextlib.contextmanager
def stopping(stop: Callable[[], None]) -> Iterator[None]:
    """A context in which a signal first calls `stop`, after which what is in it should end by itself."""
    _stops.append(stop)
    try:
        yield
    finally:
        _stops.remove(stop)


class _Ending:
    """What happens on a signal: the first asks, the second, or the time, insists."""

    def __init__(self) -> None:
        self._is_asked = False

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        """Ask the command to stop if it can be asked, else leave it; raises Terminated."""
        if self._is_asked or not _stops:
            self._after(LAST_SECONDS - (GRACE_SECONDS if self._is_asked else 0), lambda: _leave(number))
            raise Terminated(number)
        self._is_asked = True
        self._after(GRACE_SECONDS, lambda: _insist(number))
        for stop in _stops:
            stop()

    @staticmethod
    def _after(seconds: float, act: Callable[[], None]) -> None:
        timer = threading.Timer(seconds, act)
        timer.daemon = True
        timer.start()


def _insist(number: int) -> None:
    """Signal again, to the main thread, so that a call that waits is interrupted."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, number)


def _leave(number: int) -> None:
    kill_all()
    os._exit(128 + number)
