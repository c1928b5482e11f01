"""Carrying out: what was decided is done, drops first and PDFs when there is time; what cannot be done now is not lost."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta

from casedrop.desk.effects import pdfs
from casedrop.desk.effects.carry_out import carry_out
from casedrop.desk.libreoffice.convert import ConversionFailed, NoConverter
from casedrop.desk.outbox import todo
from casedrop.desk.recording.queueing import effect_of
from casedrop.desk.rendering.render import Unfit
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.language.problem import Problem
from casedrop.store.errors import Stale, Trouble
from casedrop.store.records import Deed

LEASE_SECONDS = 900
"""Longer than any deed takes; what a dead desk of this machine held is free at once all the same."""
TOLD = 3
"""Problems of a PDF that are told; many pages often share one fault."""


class Carrier:
    """Does the deeds of a room's ledger that no other has begun."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.lists_are_old = False

    def carry_out(self) -> None:
        """Do all that is due but PDFs, in order, and bring the lists up to date."""
        while deed := self.room.ledger.due_deeds(self.room.owner, self.room.clock(), LEASE_SECONDS, but=pdfs.PDF):
            self.lists_are_old = True
            act(self.room, deed)
        if self.lists_are_old:
            todo.refresh(self.room)
            self.lists_are_old = False

    def finish(self) -> None:
        """Do all that is due, PDFs too: for one who drops nothing more."""
        self.carry_out()
        self.make_pdfs()

    def make_pdfs(self, is_enough: Callable[[], bool] = lambda: False) -> int:
        """How many documents' PDFs were tried: all that are due now, many by one call; after each call `is_enough` is asked."""
        tried, ledger, now = 0, self.room.ledger, self.room.clock()
        while batch := pdfs.together(ledger.ready(pdfs.PDF, now, pdfs.SHEETS)):
            room = pdfs.ahead(self.room, batch)
            for one in batch:
                deed = ledger.begin(one, room.owner, room.clock(), LEASE_SECONDS)
                if deed:
                    act(room, deed)
            tried += len(batch)
            if is_enough():
                break
        return tried


def act(room: Room, deed: Deed) -> None:
    """Do the deed; or write down why it waits, or when it is tried again."""
    with contextlib.suppress(Stale):  # whoever took it over does it
        try:
            carry_out(room, effect_of(deed))
            room.ledger.done(deed)
        except (NoConverter, Unfit) as lack:
            room.ledger.wait(deed, why(lack))
        except Stale:
            raise
        except (OSError, Trouble, ConversionFailed) as error:
            room.ledger.retry(deed, room.clock() + backoff(deed.fence), why(error))


def why(error: Exception) -> str:
    """What kept a deed from being done, in English, as the command line speaks."""
    match error:
        case NoConverter():
            found: tuple[Problem, ...] = (Problem("doctor.soffice"),)
        case ConversionFailed():
            found = (Problem("pdf.none"),)
        case Unfit():
            found = error.problems
        case _:
            return type(error).__name__
    more = [f"… ({len(found)})"] if len(found) > TOLD else []
    return " ".join([*(f"{messages.say(p, 'en')} [{p.code}]" for p in found[:TOLD]), *more])


def backoff(tries: int) -> timedelta:
    """How long to wait before the next try: 1, 2, 4 … seconds, an hour at most."""
    return timedelta(seconds=min(3600, 2 ** min(tries, 12)))
