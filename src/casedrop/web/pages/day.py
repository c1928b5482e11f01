"""A role's day: what waits for it, the file to fill one click away, a place to drop the filled one, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from casedrop.desk.outbox.inbox import NotTaken, not_taken
from casedrop.store.standing import MOST, RoleLine
from casedrop.web import render, words
from casedrop.web.drops import drop_lines, returned
from casedrop.web.queries import EACH, page_of
from casedrop.web.uploads import Declined, waiting
from casedrop.web.visit import Visit

FEW, MANY = 5, 30
"""Drops that are told of beside what waits, and on their own page."""
READ_AGAIN = {"Refresh": "5"}
"""A page that shows files still being read comes again by itself; it has no form in it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A thing asked of a role, or told it, as its list says it in the office's language; `late` says for how long it is late,
    `due` is its day, `file` the name and `href` the address of the file to fill ("" for none)."""

    case: str
    customer: str
    title: str
    stage: str
    late: str
    due: str
    since: str
    note: str
    person: str
    file: str
    href: str


def page(visit: Visit, request: Request) -> Response:
    """The day of a role."""
    return shown(visit, request.path_params["role"])


def shown(visit: Visit, role: str, declined: Sequence[Declined] = (), status: int = 200) -> Response:
    """The day of a role, with what was declined of files that were just sent."""
    visit.must_look_at(role)
    ledger = visit.room.ledger
    asked, late, told = ledger.count_of_role(role)
    number = page_of(visit.query.get("page", "1"))
    lines = ledger.lines_of_role(role, (number - 1) * EACH, EACH, asked=True)
    heard = ledger.lines_of_role(role, 0, EACH, asked=False)
    dropped = drop_lines(visit, ledger.drops_from(role, 0, FEW), returned(visit, role))
    return render.page(
        visit,
        "day.html",
        status=status,
        role=role,
        title=visit.role(role),
        today=words.day(visit, visit.now),
        asked=asked,
        late=late,
        told=told,
        tasks=[_task(visit, role, one) for one in lines],
        heard=[_task(visit, role, one) for one in heard],
        later=f"?page={number + 1}" if number * EACH < min(asked, MOST) else "",
        earlier=f"?page={number - 1}" if number > 1 else "",
        dropped=dropped,
        waiting=[words.shown(name) for name in waiting(visit.room, role, FEW)],
        odd=_odd(visit, role),
        blanks=_blanks(visit, role),
        may_drop=role in visit.holders,
        declined=declined,
        largest=visit.room.workspace.settings.file_mb,
        folder=visit.room.workspace.book.inbox(role),
    )


def drops(visit: Visit, request: Request) -> Response:
    """What became of a role's drops; comes again by itself while one is being read."""
    role = request.path_params["role"]
    visit.must_look_at(role)
    there = waiting(visit.room, role, MANY)
    known = visit.room.ledger.drops_from(role, 0, MANY)
    is_reading = bool(there) or any(one.state == "open" for one in known)
    return render.page(
        visit,
        "drops.html",
        headers=READ_AGAIN if is_reading else {},
        role=role,
        title=visit.role(role),
        dropped=drop_lines(visit, known, returned(visit, role)),
        waiting=[words.shown(name) for name in there],
        odd=_odd(visit, role),
    )


def _task(visit: Visit, role: str, one: RoleLine) -> Task:
    line = one.line
    path, until = line.get("path", ""), line.get("until", "")
    return Task(
        case=one.case_id,
        customer=words.shown(line["customer"]),
        title=line["form"],
        stage=line["stage"],
        late=words.lateness(visit, one.late, one.flow, one.stage) if one.late else "",
        due=words.day(visit, one.late or until) if one.late or until else "",
        since=words.day(visit, line["since"]),
        note=words.shown(line["note"]),
        person=words.shown(line.get("person", "")),
        file=words.shown(PurePosixPath(path).name),
        href=f"/roles/{role}/lines/{quote(one.case_id, safe='')}/{one.n}" if path else "",
    )


def _odd(visit: Visit, role: str) -> list[NotTaken]:
    """What lies in the role's folder and is not taken, and why."""
    return not_taken(visit.room, role, visit.lang)


def _blanks(visit: Visit, role: str) -> list[tuple[str, str]]:
    """The forms by which a role opens cases: id and title, in the order of their titles."""
    book = visit.room.workspace.book
    opens = {
        item.form
        for flow in book.flows.values()
        for _, item in flow.items()
        if item.opens and item.role in (role, None)
    }
    return sorted(((form, visit.form(form)) for form in opens), key=lambda one: one[1])
