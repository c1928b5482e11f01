"""The post: sends what is due, one call a channel at a time, in threads that touch nothing but the channel, so that one that is
down holds up neither drops nor another."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from casedrop.desk.notices import sending, words
from casedrop.desk.notices.deciding import NOTICE
from casedrop.desk.recording.queueing import told
from casedrop.desk.room import Room
from casedrop.language.messages import phrase
from casedrop.store.errors import Stale
from casedrop.store.ledger import Lease
from casedrop.store.records import QueuedEffect
from casedrop.workspace.settings import Settings

TRIES = 8
"""How often a notice is tried, over two hours, before it waits for the keeper."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
LEASE_SECONDS = 600.0
"""Longer than a call takes; what a dead desk held is free at once all the same."""
MOST = 200
"""Notices that are looked at together."""
AT_THE_END = 20.0
"""Seconds for which one who will not be called again waits for the calls at work."""


@dataclass
class _Call:
    """One call: for which entries, the message that says them all, why it failed ("": it did not)."""

    entries: Sequence[QueuedEffect]
    subject: str
    text: str
    why: str = ""
    is_over: threading.Event = field(default_factory=threading.Event)


class Post:
    """Sends the notices of a ledger; `told` is called at the end of each call."""

    def __init__(self, told: Callable[[], object] = lambda: None) -> None:
        self._told = told
        self._calls: dict[str, _Call] = {}

    def send(self, room: Room) -> bool:
        """Write down what calls that are over came to, and begin those that are due; whether any notice waits for the keeper
        since. Raises what the ledger raises."""
        is_set_aside = False
        for channel, call in [*self._calls.items()]:
            if call.is_over.is_set():
                is_set_aside |= _settle(room, call)  # first: where the ledger fails, the next round writes it down
                del self._calls[channel]
        if room.workspace.settings.notify:
            self._begin(room)
        return is_set_aside

    def finish(self, room: Room) -> bool:
        """Send all that is due now, and wait for it, as one does who will not be called again; whether any waits for the
        keeper since."""
        is_set_aside, end = self.send(room), monotonic() + AT_THE_END
        while self._calls and monotonic() < end:
            for call in self._calls.values():
                call.is_over.wait(max(0, end - monotonic()))
            is_set_aside |= self.send(room)
        return is_set_aside

    def _begin(self, room: Room) -> None:
        due = room.ledger.ready(NOTICE, room.clock(), MOST)
        for channel in dict.fromkeys(told(one, "channel") for one in due):
            if channel not in self._calls:
                self._call(room, channel, [one for one in due if told(one, "channel") == channel])

    def _call(self, room: Room, channel: str, due: Sequence[QueuedEffect]) -> None:
        hold = Lease(room.owner, room.clock(), LEASE_SECONDS)
        held = [one for one in (room.ledger.begin(entry, hold) for entry in _together(due)) if one]
        if held:
            call = self._calls[channel] = _Call(held, *message(held, room.workspace.settings.lang))
            threading.Thread(target=self._work, args=(call, room.workspace.settings, channel), daemon=True).start()

    def _work(self, call: _Call, settings: Settings, channel: str) -> None:
        try:
            sending.send(settings, channel, call.subject, call.text)
        except sending.NotSent as error:
            call.why = str(error)
        except Exception as error:  # also of a package that is broken: no channel waits for ever for a call that ended
            call.why = f"the channel {channel} failed with {type(error).__name__}"
        finally:
            call.is_over.set()
            self._told()


def message(entries: Sequence[QueuedEffect], lang: str) -> tuple[str, str]:
    """The subject and the text of the message that says all these entries: one alone by itself, several together."""
    text = words.joined(told(one, "text") for one in entries)
    subject = told(entries[0], "about") if len(entries) == 1 else phrase("notices.several", lang, n=len(entries))
    return subject, text


def _together(due: Sequence[QueuedEffect]) -> Sequence[QueuedEffect]:
    """As many of the entries as one message holds, the first at least: of several messages some might be taken and others
    not."""
    fits = [len(words.joined(told(one, "text") for one in due[: n + 1])) <= words.LONGEST for n in range(len(due))]
    return due[: max(1, fits.index(False) if False in fits else len(due))]


def _settle(room: Room, call: _Call) -> bool:
    """Write down that a call's notices were sent, or when each is tried again, or that it waits for the keeper; whether one
    does."""
    if not call.why:
        with room.ledger.transaction() as tx:
            tx.finish(call.entries, [])
        return False
    for entry in call.entries:
        with contextlib.suppress(Stale):  # whoever took it over sends it
            if entry.fence < TRIES:
                room.ledger.retry(entry, _again(entry, room.clock()), call.why)
            else:
                room.ledger.wait(entry, call.why)
    return any(entry.fence >= TRIES for entry in call.entries)


def _again(entry: QueuedEffect, now: datetime) -> datetime:
    return now + min(LONGEST_WAIT, FIRST_WAIT * (1 << (entry.fence - 1)))
