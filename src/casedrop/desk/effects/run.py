"""Carrying out: what was decided is done, drops first and PDFs when there is time; what cannot be done now is not lost
(`setbacks`)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import assert_never

from casedrop.desk.effects import archive, export, issue, pdfs, reply
from casedrop.desk.effects.press import Press
from casedrop.desk.effects.setbacks import DEADLY, put_off, subject, why
from casedrop.desk.incidents import Died
from casedrop.desk.libreoffice.convert import NoConverter
from casedrop.desk.outbox import pages
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.rendering.render import Unfit
from casedrop.desk.room import Room
from casedrop.intake.effects import (
    ArchiveDrop,
    ArchiveStray,
    ClearInbox,
    ConvertDocument,
    CutPages,
    DropAgain,
    Effect,
    ExportRows,
    HandBack,
    IssueDocument,
    ListProblems,
    OfDesk,
    OfFolder,
    OfSender,
    RecordCase,
    RecordDesk,
    Reply,
    UndoDrop,
    WithdrawDocument,
)
from casedrop.store.errors import Stale
from casedrop.store.records import QueuedEffect

LEASE_SECONDS = 900
"""Longer than any effect takes; what a dead desk of this machine held is free at once all the same."""
LISTS_AGAIN = timedelta(seconds=30)
"""When lists that could not be written are tried again."""


class Carrier:
    """Carries out the effects of a room's ledger that no other has begun."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.press: Press | None = None
        self.lists_are_old = False
        self._lists_at: datetime | None = None
        self._listed: frozenset[tuple[str, str]] = frozenset()
        self._is_cut_off = False

    def carry_out(self) -> None:
        """Do everything that is due by now but PDFs, in order, and bring the lists up to date.

        What is put off meanwhile is left for the next call, so that this one ends. Raises what the ledger raises.
        """
        ledger, now = self.room.ledger, self.room.clock()
        with self._leases(now):
            while entry := ledger.next_effect(self.room.owner, now, LEASE_SECONDS, but=pdfs.PDF):
                self.lists_are_old = True
                act(self.room, entry)
        self.refresh_lists()

    def finish(self) -> None:
        """Do all that is due, PDFs too: for one who drops nothing more."""
        self.carry_out()
        self.make_pdfs()

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
                    entry = ledger.begin(one, room.owner, room.clock(), LEASE_SECONDS)
                    if entry:
                        act(room, entry)
                tried += len(batch)
                if is_enough():
                    break
        if tried:
            pages.refresh_keeper(self.room)
        return tried

    def _ahead(self, ready: list[QueuedEffect]) -> tuple[list[QueuedEffect], Room]:
        """Those that one call may serve, and a room whose converter has made their PDFs; where that fails, the first alone:
        its own turn will show why."""
        try:
            batch = pdfs.together(ready)
            return batch, pdfs.ahead(self.room, batch)
        except Exception:
            return ready[:1], self.room

    def refresh_lists(self) -> None:
        """Bring the lists up to date if anything was done, or set aside, since; those that cannot be written now are tried
        again later."""
        now, known = self.room.clock(), frozenset((one.key, one.error) for one in self.room.incidents.all())
        if not self.lists_are_old and known == self._listed:
            return
        if self._lists_at and now < self._lists_at:
            return
        is_whole = pages.refresh(self.room)
        self.lists_are_old, self._lists_at = not is_whole, None if is_whole else now + LISTS_AGAIN
        self._listed = frozenset((one.key, one.error) for one in self.room.incidents.all())

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


def act(room: Room, entry: QueuedEffect) -> None:
    """Do an effect; or write down why it waits, or when it is tried again."""
    with contextlib.suppress(Stale):  # whoever took it over does it
        before = room.incidents.get("effect", entry.key) if entry.fence > 1 else None
        if before and before.tries >= DEADLY:
            room.ledger.wait(entry, before.error)
            return
        if entry.fence > 1:  # counted before it is tried: what ends the process is never counted after
            room.incidents.record("effect", entry.key, Died("an earlier try ended the process"), subject=subject(entry))
        try:
            do(room, effect_of(entry))
            room.ledger.done(entry)
        except (NoConverter, Unfit) as lack:
            room.ledger.wait(entry, why(lack))
        except Stale:
            raise
        except Exception as error:
            put_off(room, entry, error, before)
            return
        room.incidents.resolve("effect", entry.key)


def do(room: Room, effect: Effect) -> None:
    """Carry out an effect; doing it twice comes to the same. Raises whatever the function for it raises."""
    if isinstance(effect, OfSender):
        _for_the_sender(room, effect)
    elif isinstance(effect, OfDesk):
        _for_the_desk(room, effect)
    else:
        _for_a_folder(room, effect)


def _for_a_folder(room: Room, effect: OfFolder) -> None:
    match effect:
        case ArchiveDrop():
            archive.archive_drop(room, effect)
        case RecordCase():
            archive.record_case(room, effect)
        case IssueDocument():
            issue.issue_document(room, effect)
        case ConvertDocument():
            pdfs.convert_document(room, effect)
        case WithdrawDocument():
            issue.withdraw_document(room, effect)
        case ExportRows():
            export.export_rows(room, effect)
        case UndoDrop():
            issue.undo_drop(room, effect)
        case _:
            assert_never(effect)


def _for_the_desk(room: Room, effect: OfDesk) -> None:
    match effect:
        case ArchiveStray():
            archive.archive_stray(room, effect)
        case RecordDesk():
            archive.record_desk(room, effect)
        case DropAgain():
            reply.drop_again(room, effect)
        case _:
            assert_never(effect)


def _for_the_sender(room: Room, effect: OfSender) -> None:
    match effect:
        case HandBack():
            reply.hand_back(room, effect)
        case ListProblems():
            export.list_problems(room, effect)
        case CutPages():
            reply.cut_pages(room, effect)
        case Reply():
            reply.reply(room, effect)
        case ClearInbox():
            reply.clear_inbox(room, effect)
        case _:
            assert_never(effect)
