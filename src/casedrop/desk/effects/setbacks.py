"""Setbacks: what becomes of an effect that failed, and what is said of it.

What the world keeps from being done (a full disk, a lost share) is tried again within a minute, as often as need be. What
fails in itself three times, or ends our process, is set aside, waits for the keeper and holds up nothing but what follows
from it (L2, F7).
"""

from __future__ import annotations

from datetime import timedelta

from casedrop.desk import causes
from casedrop.desk.incidents import Incident
from casedrop.desk.libreoffice.convert import ConversionFailed, NoConverter
from casedrop.desk.recording.queueing import told
from casedrop.desk.rendering.render import Unfit
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.language.problem import Problem
from casedrop.store.records import QueuedEffect

DEADLY = 3
"""How often an effect may fail in itself, or end our process, before it is set aside (L2)."""
LONGEST_WAIT = 60
"""Seconds after which the world is looked at again at the latest (L4)."""
TOLD = 3
"""Problems of a PDF that are told; many pages often share one fault."""


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
    name = next(
        filter(None, (told(entry, *key) for key in (("document", "name"), ("name",), ("number",), ("path",)))), ""
    )
    words = (entry.kind, name, told(entry, "case", "id") or told(entry, "desk"))
    return causes.shown(" ".join(word for word in words if word))


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
