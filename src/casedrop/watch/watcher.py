"""The watcher: scans, takes in what is ready, lets the clock speak, and writes a heartbeat; it stops cleanly.

Whatever a file, a case or an effect raises is set aside (`desk/incidents.py`) and told once; the round goes on with the others.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casedrop.desk import watchers
from casedrop.desk.causes import is_passing, words
from casedrop.desk.desk import Desk, Outcome
from casedrop.desk.effects.pdfs import unmade
from casedrop.desk.effects.press import Press
from casedrop.desk.notices.deciding import NOTICE
from casedrop.desk.notices.post import Post
from casedrop.desk.outbox import shell
from casedrop.desk.receiving import set_aside
from casedrop.desk.together import take_all
from casedrop.formats.late import Late
from casedrop.language import messages
from casedrop.language.plain import plain
from casedrop.store.errors import Busy, OlderArchive, Trouble
from casedrop.watch.entries import Oddity
from casedrop.watch.quiet import InboxScan
from casedrop.watch.reload import Reload
from casedrop.watch.report import Report

if TYPE_CHECKING:
    from casedrop.watch import events
else:
    events = Late("casedrop.watch.events")  # one pass over the inbox needs none

Hear = Callable[[Path, Outcome], None]
Reopen = Callable[[Collection[str]], Desk]

TIDY_SECONDS = 900.0
"""How often the spool is tidied."""
LONGEST_REST = 0.25
"""Seconds between two scans while a file is not yet quiet."""


class Watcher:
    """Runs a desk over its inbox. `hear` is called with every drop that was decided, `troubled` with a line about whatever keeps
    something from being done, in a language; `reopen` gives a desk that has read the files anew, in which no flow rests but
    those given."""

    def __init__(
        self,
        desk: Desk,
        hear: Hear | None = None,
        troubled: Callable[[str], object] | None = None,
        reopen: Reopen | None = None,
        lang: str = "en",
    ) -> None:
        settings = desk.room.workspace.settings
        self.desk, self.hear = desk, hear or (lambda _path, _outcome: None)
        self.report = Report(troubled or (lambda _sentence: None), lang)
        self.scan = InboxScan(desk.room.workspace.inbox, settings.quiet_seconds, desk.room.given.knows)
        self.rest_seconds = settings.scan_seconds
        self.reopen, self.reload = reopen, Reload(desk.room.workspace.root)
        self.tidied = time.monotonic()
        # What was not quiet at the last scan must be looked at again, however long the round took since.
        self.looked = 0.0
        self.is_begun = False
        self.beaten: datetime | None = None
        self.quarter = shell.quarter(desk.room)
        self.aside: set[Path] = set()
        self.wake, self.stopped = threading.Event(), threading.Event()

    def once(self) -> int:
        """Make one pass over all that is there, waiting until each file is quiet; gives how many drops were decided."""
        if not self._has_time():
            return 0
        self.desk.start()
        decided = self.round()
        while self.scan.unsettled(self.looked) and not self.stopped.is_set():
            time.sleep(min(LONGEST_REST, self.scan.quiet_seconds))
            decided += self.round()
        self.desk.carrier.finish_lists()
        self.desk.carrier.finish_notices()
        return decided

    def run(self) -> None:
        """Take in every file that becomes quiet, until `stop` is called. Raises OlderLedger and LedgerGone."""
        observer, press, post = None, Press(self.wake.set), Post(self.wake.set)
        try:
            while not self.stopped.is_set():
                if self.begun():
                    self.desk.carrier.press, self.desk.carrier.post = press, post
                    observer = observer or events.observing(self.scan.inbox, self.wake)
                    self._round_or_pause()
                self.wake.wait(LONGEST_REST if self.scan.unsettled(self.looked) else self.rest_seconds)
                self.wake.clear()
        finally:
            press.close()
            with contextlib.suppress(OSError, Trouble):  # it is then told of as one that is no longer at work
                watchers.leave(self.desk.room)
            if observer:
                observer.stop()
                if observer.is_alive():
                    observer.join()

    def stop(self) -> None:
        """End the watcher after what it is doing."""
        self.stopped.set()
        self.wake.set()

    def begun(self) -> bool:
        """Whether the desk has begun, by the workspace's files as they now are; where a disk or a lock keeps it from that, it is
        said once, and the next call tries again; so also where the archive is another (L5). Raises OlderLedger and LedgerGone."""
        if self.is_begun and self.desk.stands() and not self._reloaded():
            return True
        self.is_begun = False
        try:
            if not self._has_time():
                return False
            self.desk.start()
        except (OSError, Busy, OlderArchive) as error:
            self.report.failed(error)
        else:
            self.is_begun = True
        return self.is_begun

    def _round_or_pause(self) -> None:
        """Make a round; what cannot even be set aside, because the ledger or `state` fails, is said once as long as it lasts,
        and the next round tries again (F2, H1)."""
        try:
            self.round()
        except Exception as error:
            self.desk.room.incidents.record("world", "round", error)
            self.report.failed(error)

    def round(self) -> int:
        """Make one round: a scan and its drops, deadlines, effects that are due, PDFs, the heartbeat; gives how many
        drops were decided.
        """
        incidents = self.desk.room.incidents
        if not self._has_time():
            return 0
        if self.desk.sign:
            self.desk.begin()
        incidents.look_anew("world", "entry")
        decided = take_all(self.desk, self._ready(), self._take, self._minding)
        incidents.settle("entry")
        try:
            self.desk.tick()
        finally:
            self._make_pdfs()
        self.desk.carrier.send_notices()
        self._settle()
        self._tidy()
        self._show_time()
        self.report.incidents(incidents)
        self._beat()
        return decided

    def _has_time(self) -> bool:
        """Whether the clock can be believed; where it cannot, that is said on the lists, once."""
        if self.desk.believes(self.desk.room):
            return True
        self.desk.carrier.refresh_lists()
        self.report.incidents(self.desk.room.incidents)
        self._beat()
        return False

    def _ready(self) -> list[Path]:
        """The files that may be taken now; what lies in the inbox and cannot be taken is reported."""
        self.looked = time.monotonic()
        self._try_again()
        try:
            return self.scan.ready(self.looked, time.time())
        except OSError as error:
            self.desk.room.incidents.record("world", "inbox", error)
            return []
        finally:
            for path, odd in self.scan.odd.items():
                self._note(path, odd)

    def _note(self, path: Path, odd: OSError | Oddity) -> None:
        """Write down why an entry of the inbox is not taken."""
        name = path.relative_to(self.scan.inbox.parent).as_posix()
        if isinstance(odd, OSError):
            self.desk.room.incidents.note("entry", name, words(odd), "unread")
        else:
            said = messages.in_each_language(f"keeper.entry_{odd.code}", by=plain(odd.by))
            self.desk.room.incidents.note("entry", name, said, odd.code)

    def _try_again(self) -> None:
        """Let the scan give a file again that was set aside, once that is forgotten."""
        incidents, root = self.desk.room.incidents, self.scan.inbox.parent
        for path in [*self.aside]:
            name = path.relative_to(root).as_posix()
            if not path.exists():
                incidents.resolve("drop", name)
            if incidents.get("drop", name) is None:
                self.aside.discard(path)
                self.scan.again(path)

    def _take(self, path: Path, take: Callable[[Path], Outcome | None]) -> bool:
        """Whether the drop was decided; nothing is begun once the watcher is to stop."""
        if self.stopped.is_set():
            return False
        outcome, is_done = None, False
        with self._minding(path):
            outcome, is_done = take(path), True
        if is_done:
            self.desk.room.incidents.resolve("drop", path.relative_to(self.scan.inbox.parent).as_posix())
            self.scan.taken(path)
        if outcome:
            self.hear(path, outcome)
        return outcome is not None

    @contextlib.contextmanager
    def _minding(self, path: Path) -> Iterator[None]:
        """A context in which a drop that cannot be taken holds up no other (F3). What a disk or a lock keeps from being taken is
        tried at the next scan, what fails in itself once it changes or its cause is mended."""
        try:
            yield
        except Exception as error:
            if isinstance(error, OSError) and error.filename == str(path):
                self._note(path, error)
            elif set_aside(self.desk.room, path.relative_to(self.scan.inbox.parent).as_posix(), error):
                self.scan.taken(path)
                self.aside.add(path)

    def _make_pdfs(self) -> None:
        """Make PDFs until something new is dropped; report once of each document that none can be made of, and why."""
        if self.desk.carrier.make_pdfs(self.wake.is_set):
            self.report.unprinted(unmade(self.desk.room))

    def _tidy(self) -> None:
        """Take out of the spool, now and then, what nobody needs any more."""
        if time.monotonic() - self.tidied >= TIDY_SECONDS:
            self.tidied = time.monotonic()
            with self.desk.room.incidents.guarded("workspace", "state/spool"):
                self.desk.tidy()

    def _settle(self) -> None:
        """Forget what disks, shares and locks kept from being done, once nothing waits for them any more."""
        room = self.desk.room
        is_held_up = any(one.kind == "world" for one in room.incidents.all())
        if is_held_up and not any(one.why and one.kind != NOTICE for one in room.ledger.queued("due")):
            room.incidents.settle("world")
            self.desk.carrier.refresh_lists()

    def _show_time(self) -> None:
        """Write the lists anew each quarter of an hour, though they say the same: whoever reads one sees that it is kept up."""
        now = shell.quarter(self.desk.room)
        if now != self.quarter:
            self.desk.carrier.refresh_lists(whole=True)
            self.quarter = now

    def _reloaded(self) -> bool:
        """Whether there is a new desk, which works by the workspace's files as they now are; it must begin. Files that cannot
        be used change nothing and are told."""
        if self.reopen is None or not self.reload.is_due():
            return False
        incidents, before = self.desk.room.incidents, self.desk
        try:
            self.desk = self.reopen(before.room.workspace.resting)
        except Exception as error:
            if is_passing(error):
                self.reload.again()
            incidents.note("workspace", "", words(error), "workspace")
            return False
        incidents.resolve("workspace", "")
        watchers.leave(before.room)
        before.close()
        return True

    def _beat(self) -> None:
        self.beaten = watchers.beat(self.desk.room, self.beaten)
