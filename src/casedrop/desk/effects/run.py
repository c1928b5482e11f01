"""Carrying out: what was decided is done, drops first and PDFs when there is time; what cannot be done now is not lost
(`setbacks`)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from casedrop.desk.effects import pdfs
from casedrop.desk.effects.act import act
from casedrop.desk.effects.press import Press
from casedrop.desk.effects.setbacks import LONGEST_WAIT
from casedrop.desk.notices import of_keeper
from casedrop.desk.notices.deciding import NOTICE
from casedrop.desk.notices.post import Post
from casedrop.desk.outbox import pages
from casedrop.desk.room import Room
from casedrop.store import files
from casedrop.store.ledger import Lease
from casedrop.store.records import Anchored, Note, QueuedEffect

LEASE_SECONDS = 900
"""Longer than a batch of effects takes; what a dead desk of this machine held is free at once all the same."""
BATCH = 32
"""Effects that are begun together, and written down as done together: what a crash leaves of them is done twice."""
LISTS_AGAIN = timedelta(seconds=30)
"""When lists that could not be written are tried again."""


def lease(owner: str, now: datetime) -> Lease:
    """The hold of a desk on all that it begins at a moment, but PDFs."""
    return Lease(owner, now, LEASE_SECONDS, BATCH, but=(pdfs.PDF, NOTICE))


Done = tuple[QueuedEffect, Sequence[Note]]
"""An effect that was carried out, and what the ledger learns by it."""


class Carrier:
    """Carries out the effects of a room's ledger that no other has begun."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.press: Press | None = None
        self.post = Post()
        self.lists_are_old = False
        self._lists_at: datetime | None = None
        self._last: datetime | None = None
        self._listed: frozenset[tuple[str, str]] = frozenset()
        self._owed: frozenset[str] = frozenset()
        self._is_cut_off = False

    def carry_out(self) -> None:
        """Do everything that is due by now but PDFs, in order, and bring the lists up to date.

        What is put off meanwhile is left for the next call, so that this one ends. Raises what the ledger raises.
        """
        now = self.room.clock()
        self._hasten(now)
        with self._leases(now):
            self._carry(self.room.ledger.held(lease(self.room.owner, now)))
            while batch := self._taken(now):
                self._carry(batch)
        self.refresh_lists()

    def _hasten(self, now: datetime) -> None:
        """Where the clock was set back, let nothing wait longer than it ever has to (L11)."""
        if self._last and now < self._last:
            self.room.ledger.hasten(now + timedelta(seconds=LONGEST_WAIT))
        self._last = now

    def _taken(self, now: datetime) -> list[QueuedEffect]:
        """The next effects that were due at a moment, held by this desk from now on."""
        hold, ledger = lease(self.room.owner, now), self.room.ledger
        late = (self.room.clock() - now).total_seconds()
        return ledger.take(replace(hold, seconds=hold.seconds + late)) if ledger.is_due(hold) else []

    def _carry(self, batch: Sequence[QueuedEffect]) -> None:
        """Do effects in their order, and write down at once which are done, once that lasts."""
        self.lists_are_old = self.lists_are_old or bool(batch)
        done, unbegun = _lastingly(self.room, batch)
        if done or unbegun:
            self._settle(done, unbegun)

    def _settle(self, done: Sequence[Done], unbegun: Sequence[QueuedEffect] = ()) -> None:
        """Write down, together, what was done and what was learnt by it."""
        with self.room.ledger.transaction() as tx:
            for note in (note for _, notes in done for note in notes):
                tx.note(note)
            tx.finish([entry for entry, _ in done], unbegun)
        is_recorded = any(isinstance(note, Anchored) for _, notes in done for note in notes)
        if is_recorded and self.room.archive.marked():  # a folder without a mark may be no archive of ours (L5)
            with contextlib.suppress(OSError):  # a start without it looks for itself
                self.room.archive.mark(self.room.ledger.recorded())

    def finish(self) -> None:
        """Do all that is due, PDFs and notices too: for one who drops nothing more."""
        self.carry_out()
        self.make_pdfs()
        self.finish_notices()

    def send_notices(self) -> None:
        """Begin to send the notices that are due, and write down what became of those before."""
        if self.post.send(self.room):
            pages.refresh_keeper(self.room)

    def finish_notices(self) -> None:
        """Send the notices that are due, and wait for that: for one who will not be called again."""
        if self.post.finish(self.room):
            pages.refresh_keeper(self.room)

    def make_pdfs(self, is_enough: Callable[[], bool] = lambda: False) -> int:
        """Make the PDFs that are due, many by one call; gives of how many documents they were tried. After each call
        `is_enough` is asked.

        With a `press`, calls go on beside the desk: those that are not over are left for a later time.
        """
        tried, ledger, now = 0, self.room.ledger, self.room.clock()
        with self._leases(now):
            while ready := ledger.ready(pdfs.PDF, now, pdfs.SHEETS):
                ahead = self.press(self.room, ready) if self.press else self._ahead(ready)
                if ahead is None:
                    break
                batch, room = ahead
                for one in batch:
                    entry = ledger.begin(one, lease(room.owner, room.clock()))
                    done, _ = _lastingly(room, [entry] if entry else [])
                    if done:
                        self._settle(done)
                tried += len(batch)
                if is_enough():
                    break
        if tried:
            pages.refresh_keeper(self.room)
            of_keeper.tell(self.room)
        return tried

    def _ahead(self, ready: list[QueuedEffect]) -> tuple[list[QueuedEffect], Room]:
        """Those that one call may serve, and a room whose converter has made their PDFs; where that fails, the first alone:
        its own turn will show why."""
        try:
            batch = pdfs.together(ready)
            return batch, pdfs.ahead(self.room, batch)
        except Exception:
            return ready[:1], self.room

    def refresh_lists(self, *, whole: bool = False) -> None:
        """Bring the lists up to date if anything was done, or set aside, since, or what waits of a case is to be worked out by
        now, and all of them if it is said (`whole`); those that cannot be written now are tried again later."""
        now, known = self.room.clock(), self._known()
        is_same = known == self._listed and not whole
        if not self.lists_are_old and is_same and not self.room.ledger.stale(now, 1):
            return
        if self._lists_at and now < self._lists_at:
            return
        self._owed = pages.refresh(self.room, self._owed if is_same else None)
        self.lists_are_old, self._lists_at = bool(self._owed), now + LISTS_AGAIN if self._owed else None
        self._listed = self._known()
        of_keeper.tell(self.room)

    def finish_lists(self) -> None:
        """Work out all that is to be worked out for the lists by now: for one who will not be called again."""
        while self.room.ledger.stale(self.room.clock(), 1) and not self._owed:
            self.refresh_lists()

    def _known(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.key, one.error) for one in self.room.incidents.all())

    @contextlib.contextmanager
    def _leases(self, now: datetime) -> Iterator[None]:
        """A context that remembers when it was left by an error: what this desk then still held is its own to begin again."""
        if self._is_cut_off:
            self.room.ledger.free(self.room.owner, now)
            self._is_cut_off = False
        try:
            yield
        except Exception:
            self._is_cut_off = True
            raise


Acted = tuple[list[Done], list[QueuedEffect]]
"""The effects that were done, and those of a drop that follow one that failed, which were not begun."""


def _lastingly(room: Room, batch: Sequence[QueuedEffect]) -> Acted:
    """Do effects in their order; what they wrote lasts then."""
    try:
        with files.together():
            return _acted(room, batch)
    except OSError:  # of which of them a disk did not take the names, each shows that is done by itself
        return _acted(room, batch)


def _acted(room: Room, batch: Sequence[QueuedEffect]) -> Acted:
    failed, unbegun, done = set[int](), list[QueuedEffect](), list[Done]()
    for entry in batch:
        if entry.intake_id in failed:
            unbegun.append(entry)
            continue
        learnt = act(room, entry)
        if learnt is not None:
            done.append((entry, learnt))
        elif entry.intake_id is not None and entry.blocking:
            failed.add(entry.intake_id)
    return done, unbegun
