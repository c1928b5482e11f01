"""The watcher: scans, takes in what is ready, lets the clock speak, and writes a heartbeat; it stops cleanly."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from casedrop.desk.desk import Desk, Outcome
from casedrop.desk.effects.pdfs import unmade
from casedrop.store import files
from casedrop.store.errors import Trouble
from casedrop.watch.quiet import Scan

Told = Callable[[Path, Outcome], None]

LONGEST_REST = 0.25
"""Seconds between two scans while a file is not yet quiet."""


class Watcher:
    """Runs a desk over its inbox. `told` hears of every drop that was decided, `troubled` of what keeps it from working."""

    def __init__(self, desk: Desk, told: Told | None = None, troubled: Callable[[str], object] | None = None) -> None:
        settings = desk.room.workspace.settings
        self.desk, self.told = desk, told or (lambda _path, _outcome: None)
        self.troubled = troubled or (lambda _sentence: None)
        self.scan = Scan(desk.room.workspace.inbox, settings.quiet_seconds)
        self.rest_seconds = settings.scan_seconds
        # What was not quiet at the last scan must be looked at again, however long the round took since.
        self.looked = 0.0
        self.said: set[str] = set()
        self.trouble = ""
        self.wake, self.stopped = threading.Event(), threading.Event()

    def once(self) -> int:
        """How many drops were decided: one pass over all that is there, waiting until each file is quiet."""
        self.desk.start()
        decided = self.round()
        while self.scan.unsettled(self.looked):
            time.sleep(min(LONGEST_REST, self.scan.quiet_seconds))
            decided += self.round()
        return decided

    def run(self) -> None:
        """Take in every file that becomes quiet, until `stop` is called."""
        self.desk.start()
        observer = self._observer()
        try:
            while not self.stopped.is_set():
                self._round_or_pause()
                self.wake.wait(LONGEST_REST if self.scan.unsettled(self.looked) else self.rest_seconds)
                self.wake.clear()
        finally:
            observer.stop()
            observer.join()

    def stop(self) -> None:
        """End the watcher after what it is doing."""
        self.stopped.set()
        self.wake.set()

    def _round_or_pause(self) -> None:
        """Make a round; say a full disk, a lost share or a held ledger once as long as it lasts: the next round tries
        again (F2, H1).
        """
        try:
            self.round()
            self.trouble = ""
        except (OSError, Trouble) as error:
            trouble, self.trouble = self.trouble, f"{type(error).__name__}: {error}"
            if self.trouble != trouble:
                self.troubled(self.trouble)

    def round(self) -> int:
        """How many drops were decided in one scan; then deadlines, deeds that are due, PDFs, and the heartbeat."""
        self.looked = time.monotonic()
        ready = self.scan.ready(self.looked)
        decided = sum(self._take(path) for path in ready)
        try:
            self.desk.tick()
        finally:
            self._make_pdfs()
        self._beat()
        return decided

    def _make_pdfs(self) -> None:
        """Make PDFs until something new is dropped; say once of a document that has none, and why."""
        if self.desk.carrier.make_pdfs(self.wake.is_set):
            news = [deed for deed in unmade(self.desk.room) if deed.key not in self.said]
            self.said |= {deed.key for deed in news}
            for why in dict.fromkeys(deed.why for deed in news):
                names = [deed.payload["document"]["name"] for deed in news if deed.why == why]
                self.troubled(f"No PDF yet: {', '.join(names[:3])}{' …' if names[3:] else ''}: {why}")

    def _take(self, path: Path) -> bool:
        """Whether the drop was decided; one that cannot be taken now holds up no other, and the next scan tries again."""
        try:
            outcome = self.desk.take_in(path)
        except (OSError, Trouble) as error:
            self.troubled(f"{path.name}: {type(error).__name__}: {error}")
            return False
        self.scan.taken(path)
        if outcome:
            self.told(path, outcome)
        return outcome is not None

    def _beat(self) -> None:
        state = self.desk.room.workspace.settings.state
        beat = {"at": self.desk.room.clock().isoformat(), "owner": self.desk.room.owner}
        files.replace(state / "heartbeat.json", json.dumps(beat).encode(), private=True)

    def _observer(self) -> BaseObserver:
        # At its end it complains of events that come just then; whatever it misses, scanning finds.
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        observer = Observer()
        observer.schedule(_Waker(self.wake), str(self.scan.inbox), recursive=True)
        observer.start()
        return observer


class _Waker(FileSystemEventHandler):
    """Wakes the watcher at every event; what happened is seen by scanning."""

    def __init__(self, wake: threading.Event) -> None:
        self._wake = wake

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Wake the watcher: the next scan comes at once."""
        del event
        self._wake.set()
