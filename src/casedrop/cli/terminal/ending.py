"""Ending: SIGTERM and Ctrl-C end any command within five seconds, and the helpers it started with it.

A command is left where it stands, which loses nothing: whatever ends halfway is finished at the next start (house 4). One that
can, like the watcher, first gets the time to end after the file at hand.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

from casedrop.desk.processes import kill_all

GRACE_SECONDS = 3.0
"""How long a command that was asked to stop may take for what is at hand."""
LAST_SECONDS = 4.5
"""When the process ends, whatever it is doing: a call into a library hears no signal."""

_stops: list[Callable[[], None]] = []
_ears: list[socket.socket] = []


class Terminated(BaseException):
    """The process was told to end; `code` is its exit code, 128 and the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


def heed_signals() -> None:
    """From now on, end this process on SIGTERM and Ctrl-C; to be called once, in the main thread."""
    hears, heard = socket.socketpair()
    heard.setblocking(False)
    signal.set_wakeup_fd(heard.fileno(), warn_on_full_buffer=False)
    _ears.extend((hears, heard))
    # A call into a library keeps the main thread from hearing of a signal; this thread is told all the same.
    threading.Thread(target=_count_down, args=(hears,), daemon=True).start()
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
    """What happens on a signal: the first asks the command to stop, if it can be asked; the second leaves it."""

    def __init__(self) -> None:
        self._is_asked = False

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        """Ask the command to stop; raises Terminated if it cannot be asked, or was."""
        if self._is_asked or not _stops:
            raise Terminated(number)
        self._is_asked = True
        for stop in _stops:
            stop()


def _count_down(hears: socket.socket) -> None:
    """Wait for a signal; then insist once the time of grace is over, and end the process with the last second."""
    number = hears.recv(1)[0]
    time.sleep(GRACE_SECONDS)
    if _stops:
        _insist(number)
    time.sleep(LAST_SECONDS - GRACE_SECONDS)
    _leave(number)


def _insist(number: int) -> None:
    """Signal again, to the main thread, so that a call that waits is interrupted."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, number)


def _leave(number: int) -> None:
    kill_all()
    os._exit(128 + number)
