"""Carrying out: what was decided is done, drops first and PDFs when there is time; what cannot be done now is not lost.

What the world keeps from being done (a full disk, a lost share) is tried again within a minute, as often as need be. What
fails in itself three times, or ends our process, is set aside, waits for the keeper and holds up nothing but what follows
from it (L2, F7).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from casedrop.desk import causes
from casedrop.desk.effects import pdfs
from casedrop.desk.effects.carry_out import carry_out
from casedrop.desk.incidents import Died, Incident
from casedrop.desk.libreoffice.convert import ConversionFailed, NoConverter
from casedrop.desk.outbox import pages
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.rendering.render import Unfit
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.language.problem import Problem
from casedrop.store.errors import Stale
from casedrop.store.records import QueuedEffect

LEASE_SECONDS = 900
"""Longer than any effect takes; what a dead desk of this machine held is free at once all the same."""
DEADLY = 3
"""How often an effect may fail in itself, or end our process, before it is set aside (L2)."""
LONGEST_WAIT = 60
"""Seconds after which the world is looked at again at the latest (L4)."""
LISTS_AGAIN = timedelta(seconds=30)
"""When lists that could not be written are tried again."""
TOLD = 3
"""Problems of a PDF that are told; many pages often share one fault."""


class Carrier:
    """Carries out the effects of a room's ledger that no other has begun."""

    def __init__(self, room: Room) -> None:
        self.room = room
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
        """How many documents' PDFs were tried: all that are due now, many by one call; after each call `is_enough` is asked."""
        tried, ledger, now = 0, self.room.ledger, self.room.clock()
        with self._leases(now):
            while ready := ledger.ready(pdfs.PDF, now, pdfs.SHEETS):
                batch, room = self._ahead(ready)
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
            carry_out(room, effect_of(entry))
            room.ledger.done(entry)
        except (NoConverter, Unfit) as lack:
            room.ledger.wait(entry, why(lack))
        except Stale:
            raise
        except Exception as error:
            put_off(room, entry, error, before)
            return
        room.incidents.resolve("effect", entry.key)


def put_off(room: Room, entry: QueuedEffect, error: Exception, before: Incident | None) -> None:
    """Write down when an effect that failed is tried again; or that it waits for the keeper, once it failed too often.

    `before` is what was known of it until this try.
    """
    again = room.clock() + backoff(entry.fence)
    if isinstance(error, ConversionFailed) and entry.fence < DEADLY:
        room.ledger.retry(entry, again, why(error))
    elif isinstance(error, ConversionFailed):
        room.ledger.wait(entry, why(error))
    elif causes.is_passing(error):
        room.incidents.record("effect", entry.key, error)
        room.incidents.restore("effect", entry.key, before)
        room.ledger.retry(entry, again, why(error))
    else:
        tries = 1 + (before.tries if before else 0)
        incident = room.incidents.record("effect", entry.key, error, subject=subject(entry), tries=tries)
        if tries < DEADLY:
            room.ledger.retry(entry, again, incident.error)
        else:
            room.ledger.wait(entry, incident.error)


def subject(entry: QueuedEffect) -> str:
    """What an effect is about, for the keeper: its kind, the file and the case."""
    do = entry.payload
    name = do.get("document", {}).get("name") or do.get("name") or do.get("number") or do.get("path")
    words = (entry.kind, name, do.get("case", {}).get("id") or do.get("desk"))
    return causes.shown(" ".join(str(word) for word in words if word))


def why(error: Exception) -> str:
    """What kept an effect from being done, in English, as the command line speaks."""
    match error:
        case NoConverter():
            problems: tuple[Problem, ...] = (Problem("doctor.soffice"),)
        case ConversionFailed():
            problems = (Problem("pdf.none"),)
        case Unfit():
            problems = error.problems
        case _:
            return causes.describe(error)
    more = [f"… ({len(problems)})"] if len(problems) > TOLD else []
    return " ".join([*(f"{messages.say(p, 'en')} [{p.code}]" for p in problems[:TOLD]), *more])


def backoff(tries: int) -> timedelta:
    """How long to wait before the next try: 2, 4, 8 … seconds, a minute at most."""
    return timedelta(seconds=min(LONGEST_WAIT, 2 ** min(tries, 12)))
