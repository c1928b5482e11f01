"""What happened to a case, event by event, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casedrop.cases.events import (
    Accepted,
    Closed,
    Dunned,
    Enclosed,
    Event,
    Filed,
    Held,
    Issued,
    Moved,
    Opened,
    PagesScanned,
    Reckoned,
    Reopened,
    Resumed,
    Sent,
    Undone,
    Voided,
    Waived,
    WordingAccepted,
)
from casedrop.desk.recording.rows import event_of
from casedrop.forms import signing
from casedrop.store.records import Entry
from casedrop.web import words
from casedrop.web.visit import Visit

Kind = Literal["in", "out", "go", "bad"]
"""What a line is about: something came in, went out, the case went on, or something is not as hoped."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a case's life: when (in words), what, and whose file (`by`, "" for none) with its number in the archive."""

    at: str
    kind: Kind
    text: str
    by: str = ""
    name: str = ""
    file: int = 0


def timeline(visit: Visit, flow: str, entries: Iterable[Entry]) -> list[Told]:
    """The life of a case, the newest first; what only keeps the books is left out."""
    lines = [line for entry in entries for line in _told(visit, flow, event_of(entry), entry.at)]
    return lines[::-1]


def _told(visit: Visit, flow: str, event: Event, at: datetime) -> Iterator[Told]:  # noqa: C901, PLR0912 - a line an event
    when, say = words.moment(visit, at), visit.say
    match event:
        case Opened():
            yield Told(when, "go", say("event.opened", stage=visit.stage(flow, event.stage)))
        case Accepted():
            yield Told(when, "in", say("event.accepted", form=visit.form(event.form)), *_by(visit, event))
            yield from _signed(visit, event, when)
        case Enclosed():
            yield Told(when, "in", say("event.enclosed"), *_by(visit, event))
            yield from _signed(visit, event, when)
        case PagesScanned():
            text = say("event.scanned", form=visit.form(event.form), number=event.number)
            yield Told(when, "in", text, *_by(visit, event))
            yield from _signed(visit, event, when)
        case Moved():
            key = "event.passed" if event.by == "deadline" else "event.moved"
            text = say(key, stage=visit.stage(flow, event.entered), left=visit.stage(flow, event.left))
            yield Told(when, "bad" if event.by == "deadline" else "go", text)
        case Issued():
            to = visit.role(event.to) if event.to != "customer" else say("customer")
            text = say("event.issued", form=visit.form(event.form), to=to)
            yield Told(when, "out", text, "", words.shown(event.name), event.first_file)
        case Voided():
            yield Told(when, "bad", say("event.voided", number=event.number))
        case Sent():
            yield Told(when, "out", say("event.sent", number=event.number, to=words.shown(event.to)), _person(event))
        case Filed():
            key = "event.filed" if event.shelf else "event.came_in"
            yield Told(when, "in", say(key, number=event.number, shelf=words.shown(event.shelf)), _person(event))
        case Dunned():
            yield Told(when, "out", say("event.dunned", number=event.number), _person(event))
        case Closed():
            yield Told(when, "go", say("event.closed"), _decided(event.why or "", event.person))
        case Held() | Resumed() | Waived() | Reopened() | Undone():
            key = type(event).__name__.casefold()
            person = "" if isinstance(event, Waived) else event.person
            yield Told(when, "bad", say(f"event.{key}"), _decided(event.why, person))
        case Reckoned():
            due = words.until(visit, datetime.fromisoformat(event.due)) if event.due else say("none")
            yield Told(when, "go", say("event.reckoned", due=due))
        case WordingAccepted():
            yield Told(when, "in", say("event.wording", form=visit.form(event.form)))
        case _:
            return


def _person(event: Sent | Filed | Dunned) -> str:
    return words.shown(event.person)


def _decided(why: str, person: str) -> str:
    """Who decided something, if that was told, and why."""
    return words.shown(": ".join(part for part in (person, why) if part))


def _signed(visit: Visit, event: Accepted | Enclosed | PagesScanned, when: str) -> Iterator[Told]:
    """What is known of who signed a file, a line each."""
    known = event.proofs
    for problem in (*signing.told(known.signatures), *signing.told_of_ink(known.ink or ())):
        what, _ = problem.halves(visit.lang)
        is_good = problem.code in ("sign.intact", "sign.stamped") or problem.code.startswith("ink.")
        yield Told(when, "in" if is_good else "bad", what)
    if known.vouched:
        yield Told(when, "in", visit.say("event.vouched", role=visit.role(known.vouched)))


def _by(visit: Visit, event: Accepted | Enclosed | PagesScanned) -> tuple[str, str, int]:
    """Which role dropped a file, how it was called, and its number in the case's folder."""
    return visit.role(event.role) if event.role else visit.say("anyone"), words.shown(event.name), event.file
