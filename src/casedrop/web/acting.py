"""What somebody does by a form of ours: read, held against the page it was shown on, and written in his name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from casedrop.desk import clock
from casedrop.desk.desk import Desk
from casedrop.desk.outbox import lists
from casedrop.store.records import StaleCase
from casedrop.web.entrance import PERSON, YEAR, keep, named, visit_of
from casedrop.web.office import Office
from casedrop.web.visit import NoKey, Visit

FIELDS = 220
"""Fields of a form: as many originals as a page shows, ticked, and what is said of them."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says: its fields by name, the things that were ticked (`pick`), and who sends it ("" for not told)."""

    fields: dict[str, str]
    picked: tuple[str, ...]
    person: str

    def line(self, name: str) -> str:
        """A field as one line; "" if it is not there."""
        return " ".join(self.fields.get(name, "").split())[:200]


Act = Callable[[Visit, Request, Said], Response]


async def acted(office: Office, act: Act, request: Request) -> Response:
    """The answer to a form of ours, whose sender's name the browser then remembers; raises NoKey for any other form, and before
    a word of it is read where no link was opened."""
    visit = await run_sync(visit_of, office, request)
    if not visit.holders:
        raise NoKey
    async with request.form(max_files=0, max_fields=FIELDS) as form:
        said = _said(visit, form)
    return await run_sync(_done, office, act, visit, request, said)


def _said(visit: Visit, form: FormData) -> Said:
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    if not visit.keys.is_token(fields.get("token", ""), visit.cookie):
        raise NoKey
    picked = tuple(value for value in form.getlist("pick") if isinstance(value, str))
    return Said(fields, picked, visit.person if visit.signed_on else named(fields.get("person", "")))


def _done(office: Office, act: Act, visit: Visit, request: Request, said: Said) -> Response:
    with office.acting:
        response = act(visit, request, said)
    if said.person and not visit.signed_on:
        keep(response, request, PERSON, quote(said.person), YEAR)
    return response


def desk_of(visit: Visit) -> Desk:
    """A desk that writes for somebody, as a command's does."""
    return Desk(visit.room, clock.is_believed)


def renew(visit: Visit, cases: Iterable[str]) -> None:
    """Work out anew where cases stand and where their originals are: the next page says it, before the desk's next round. A case
    that went on meanwhile is left to the desk, which may have come first."""
    room, named = visit.room, dict.fromkeys(cases)
    made = [(room.ledger.case(case), lists.worked_out(room, StaleCase(case, 0))) for case in named]
    with room.ledger.transaction() as tx:
        for row, one in made:
            if row and row == tx.case(row.id):
                lists.put_stands(tx, one)
