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
from casedrop.desk.incidents import Incident
from casedrop.desk.libreoffice.convert import ConversionFailed, NoConverter
from casedrop.desk.outbox import pages
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.rendering.render import Unfit
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.language.problem import Problem
from casedrop.store.errors import Stale
from casedrop.store.records import Deed

LEASE_SECONDS = 900
"""Longer than any deed takes; what a dead desk of this machine held is free at once all the same."""
DEADLY = 3
"""How often a deed may fail in itself, or end our process, before it is set aside (L2)."""
LONGEST_WAIT = 60
"""Seconds after which the world is looked at again at the latest (L4)."""
LISTS_AGAIN = timedelta(seconds=30)
"""When lists that could not be written are tried again."""
TOLD = 3
"""Problems of a PDF that are told; many pages often share one fault."""


class Died(Exception):  # noqa: N818 - the situation is the name
    """An earlier try ended the process that made it."""


class Carrier:
    """Does the deeds of a room's ledger that no other has begun."""

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
            while deed := ledger.due_deeds(self.room.owner, now, LEASE_SECONDS, but=pdfs.PDF):
                self.lists_are_old = True
                act(self.room, deed)
        self.refresh_lists()

    def finish(self) -> None:
        """Do all that is due, PDFs too: for one who drops nothing more."""
        self.carry_out()
        self.make_pdfs()

    def make_pdfs(self, is_enough: Callable[[], bool] = lambda: False) -> int:
        """How many documents' PDFs were tried: all that are due now, many by one call; after each call `is_enough` is asked."""
        tried, ledger, now = 0, self.room.ledger, self.room.clock()
        with self._leases(now):
            while batch := pdfs.together(ledger.ready(pdfs.PDF, now, pdfs.SHEETS)):
                room = pdfs.ahead(self.room, batch)
                for one in batch:
                    deed = ledger.begin(one, room.owner, room.clock(), LEASE_SECONDS)
                    if deed:
                        act(room, deed)
                tried += len(batch)
                if is_enough():
                    break
        if tried:
            pages.refresh_keeper(self.room)
        return tried

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


def act(room: Room, deed: Deed) -> None:
    """Do a deed; or write down why it waits, or when it is tried again."""
    with contextlib.suppress(Stale):  # whoever took it over does it
        before = room.incidents.get("effect", deed.key) if deed.fence > 1 else None
        if before and before.tries >= DEADLY:
            room.ledger.wait(deed, before.error)
            return
        if deed.fence > 1:  # counted before it is tried: what ends the process is never counted after
            room.incidents.record("effect", deed.key, Died("an earlier try ended the process"), subject=subject(deed))
        try:
            carry_out(room, effect_of(deed))
            room.ledger.done(deed)
        except (NoConverter, Unfit) as lack:
            room.ledger.wait(deed, why(lack))
        except Stale:
            raise
        except Exception as error:
            put_off(room, deed, error, before)
            return
        room.incidents.resolve("effect", deed.key)


def put_off(room: Room, deed: Deed, error: Exception, before: Incident | None) -> None:
    """Write down when a deed that failed is tried again; or that it waits for the keeper, once it failed too often.

    `before` is what was known of it until this try.
    """
    again = room.clock() + backoff(deed.fence)
    if isinstance(error, ConversionFailed) and deed.fence < DEADLY:
        room.ledger.retry(deed, again, why(error))
    elif isinstance(error, ConversionFailed):
        room.ledger.wait(deed, why(error))
    elif causes.is_passing(error):
        room.incidents.record("effect", deed.key, error)
        room.incidents.restore("effect", deed.key, before)
        room.ledger.retry(deed, again, why(error))
    else:
        tries = 1 + (before.tries if before else 0)
        incident = room.incidents.record("effect", deed.key, error, subject=subject(deed), tries=tries)
        if tries < DEADLY:
            room.ledger.retry(deed, again, incident.error)
        else:
            room.ledger.wait(deed, incident.error)


def subject(deed: Deed) -> str:
    """What a deed is about, for the keeper: its kind, the file and the case."""
    do = deed.payload
    name = do.get("document", {}).get("name") or do.get("name") or do.get("number") or do.get("path")
    words = (deed.kind, name, do.get("case", {}).get("id") or do.get("desk"))
    return causes.shown(" ".join(str(word) for word in words if word))


def why(error: Exception) -> str:
    """What kept a deed from being done, in English, as the command line speaks."""
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
