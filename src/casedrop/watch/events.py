"""Events of the file system: they only wake the watcher, which finds by scanning what happened."""

from __future__ import annotations

import contextlib
import logging
import threading
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver


def observing(inbox: Path, wake: threading.Event) -> BaseObserver:
    """An observer that sets `wake` at whatever happens below the inbox, as far as the system tells of it."""
    # At its end it complains of events that come just then; whatever it misses, scanning finds.
    logging.getLogger("watchdog").setLevel(logging.CRITICAL)
    observer = Observer()
    # Folders without end, or more of them than the system watches, must not end us.
    with contextlib.suppress(OSError, RecursionError):
        observer.schedule(_Waker(wake), str(inbox), recursive=True)
        observer.start()
    return observer


class _Waker(FileSystemEventHandler):
    """Wakes the watcher at every event; what happened is seen by scanning."""

    def __init__(self, wake: threading.Event) -> None:
        self._wake = wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Let the next scan come at once."""
        del event
        self._wake.set()
