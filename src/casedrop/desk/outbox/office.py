"""The page of the whole office, `outbox/_keeper/index.html`: what waits for each role, and all that is overdue."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import quote

from casedrop.desk.outbox import keeper, shell
from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.store.ledger import Snapshot

NAME = "index.html"
MOST = 500
"""Lines of a role that are looked at, the nearest deadlines."""
COUNTED = 10_000
"""Lines of a role that are counted."""
HEADS = ("late", "office_title", "office_role", "office_waiting", "office_next", "office_late", "office_none_late")

Line = Mapping[str, str]
"""A line of a list, as `lines.Waiting` has it; what an older casedrop wrote may lack something."""


@dataclass(frozen=True, slots=True)
class RoleLine:
    """What the page says of a role: how many lines its list has, how many of them are overdue, until when the next one is."""

    title: str
    link: str
    waiting: int
    late: int
    next: str


@dataclass(frozen=True, slots=True)
class LateLine:
    """One overdue thing, and whom it waits for."""

    case: str
    customer: str
    form: str
    stage: str
    who: str
    until: str
    deadline: str


def page(room: Room, there: Snapshot, aside: int, lang: str) -> str:
    """The page in a language; `aside`: how much is set aside or waits, by the keeper's page."""
    settings = room.workspace.settings
    lines: dict[str, list[Line]] = {role: _lines(there, role) for role in settings.roles}
    said = {key: messages.phrase(f"pages.{key}", lang) for key in (*HEADS, "office_with")}
    said |= {key: messages.phrase(f"answers.todo_{key}", lang) for key in ("case", "customer", "awaits", "due")}
    return shell.rendered(
        "office.html",
        lang,
        roles=[asdict(_role(room, role, mine, there.count(role, COUNTED), lang)) for role, mine in lines.items()],
        late=[asdict(one) for one in sorted(_late(room, lines, lang), key=lambda one: (one.until, one.case))],
        aside=messages.phrase("pages.office_keeper", lang, n=aside),
        said=said,
        written=shell.written(room, lang),
    )


def _lines(there: Snapshot, role: str) -> list[Line]:
    return [json.loads(line) for line in there.lines(role, MOST)]


def _role(room: Room, role: str, mine: Sequence[Line], waiting: int, lang: str) -> RoleLine:
    """What the page says of a role."""
    folder = room.workspace.out(role)
    link = os.path.relpath(folder / "_todo.html", room.workspace.out(keeper.NAME))
    running = (line.get("deadline", "") for line in mine if line.get("until") and not line.get("late"))
    late = sum(bool(line.get("late")) for line in mine)
    return RoleLine(room.workspace.settings.roles[role][lang], quote(link), waiting, late, next(running, ""))


def _late(room: Room, lines: Mapping[str, Sequence[Line]], lang: str) -> Iterator[LateLine]:
    """What is overdue: each thing once, with the role it waits for; whoever only follows a case is not named."""
    for role, mine in lines.items():
        who = room.workspace.settings.roles[role][lang]
        for line in (one for one in mine if one.get("late") and one.get("asked")):
            said = {key: line.get(key, "") for key in ("case", "customer", "form", "stage", "until", "deadline")}
            yield LateLine(who=line.get("person") or who, **said)
