"""What the lists of those who follow a case say of it: who has it, what went to the customer, how it ended (W17)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from casedrop.calendar.dates import moment
from casedrop.cases.audience import CUSTOMER
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Closed
from casedrop.cases.steering.control import CANCELLED
from casedrop.desk.recording.rows import event_of
from casedrop.desk.room import Room
from casedrop.language.messages import phrase
from casedrop.language.problem import LANGS, Texts
from casedrop.language.wording import joined
from casedrop.store.records import Entry

ENDING_STAYS = timedelta(days=14)
"""How long a list says of a case that it ended."""


@dataclass(frozen=True, slots=True)
class FollowerLine:
    """What the list of a role says of a case that the role follows."""

    role: str
    title: str
    note: str


def standing(room: Room, case: Case, waited_for: Collection[str], informed: Collection[str]) -> Iterator[FollowerLine]:
    """A line on an open case for each of its followers.

    `waited_for` are the roles that something is awaited from ("": any), `informed` those that the stage itself lets know: their
    lists speak of the case already.
    """
    book, roles, lang = room.book(case), room.workspace.settings.roles, room.workspace.settings.lang
    flow = book.flows[case.flow]
    title = phrase("answers.todo_informed", lang, stage=flow.stages[case.stage].titles[lang])
    note = holders(waited_for, roles, lang)
    if case.held is not None:
        note = phrase("answers.todo_held", lang, why=case.held)
    for role in flow.followers(case.stage):
        if role not in {*waited_for, *informed}:
            yield FollowerLine(role, title, joined([note, *_sent(book, case, lang)], lang))


def ending(room: Room, case: Case, entry: Entry) -> Iterator[FollowerLine]:
    """A line for each follower of a case that an event ended; what a hand ended says why. None of one that never began."""
    book, lang = room.book(case), room.workspace.settings.lang
    closed, titles = event_of(entry), end_titles(room, case, entry)
    if titles is None or not isinstance(closed, Closed):
        return
    note = joined([closed.why or "", *_sent(book, case, lang)], lang)
    yield from (FollowerLine(role, titles[lang], note) for role in book.flows[case.flow].followers(case.stage))


def end_titles(room: Room, case: Case, entry: Entry) -> Texts | None:
    """How a case ended, by the event that ended it, in each language; None of one that never began."""
    stages, closed = room.book(case).flows[case.flow].stages, event_of(entry)
    if case.stage not in stages or not isinstance(closed, Closed):
        return None
    how = "answers.todo_cancelled" if closed.how == CANCELLED else "answers.todo_ended"
    return {lang: phrase(how, lang, stage=stages[case.stage].titles[lang]) for lang in LANGS}


def holders(waited_for: Collection[str], roles: Mapping[str, Texts], lang: str) -> str:
    """Whom a case waits for, by role ("": anybody), each once."""
    names = [roles[role][lang] if role in roles else phrase("chart.anyone", lang) for role in dict.fromkeys(waited_for)]
    return phrase("answers.todo_has", lang, roles=names) if names else phrase("answers.todo_has_none", lang)


def _sent(book: Definitions, case: Case, lang: str) -> Iterator[str]:
    """What went to the customer since the case entered its stage, by the company's days."""
    entered = _day(case.entered[case.stage], book.zone)
    sent = {form: d for form, d in case.documents.items() if CUSTOMER in d.readers and (d.date or "") >= entered}
    if sent:
        names = [" ".join(filter(None, (book.forms[form].titles[lang], d.number))) for form, d in sent.items()]
        yield phrase("answers.todo_sent", lang, documents=names)


def _day(stamp: str, zone: tzinfo) -> str:
    return moment(stamp, zone).astimezone(zone).date().isoformat()
