"""What is told of cases: a new line of a list, one that is due soon, the end of a case. Worked out beside the lists, decided in
the transaction in which their lines are written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from casedrop.calendar.worktime import always, at
from casedrop.cases.case import Case
from casedrop.desk.notices import addresses, deciding
from casedrop.desk.notices.words import News, where
from casedrop.desk.room import Room
from casedrop.language.problem import Json
from casedrop.store.ledger import Transaction
from casedrop.store.records import CaseRow, QueuedEffect, StaleCase, WaitingLine

Line = Mapping[str, Json]
"""A line of a list, as `outbox.lines.Waiting` has it."""
ITSELF = ("role", "form", "part", "stage", "person", "late", "escalated")
"""What tells a line of a case from others."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be told: because a line is new (`line`), because something is due soon since a moment (`since`), or, with
    neither, because the case changed."""

    entry: QueuedEffect
    line: Line | None = None
    since: datetime | None = None


def is_news(tx: Transaction, of: StaleCase, before: Sequence[WaitingLine], one: Candidate) -> bool:
    """Whether a candidate is told, given the lines the case had before: not where lines are only made again, nor what was so
    before notices were sent."""
    if one.since is not None:
        began = tx.memo(deciding.SINCE)
        return bool(began) and one.since >= datetime.fromisoformat(began)
    known = [_itself(line.line) for line in before]
    return of.is_changed and (one.line is None or _itself(one.line) not in known)


def of_lines(
    room: Room, row: CaseRow, lines: Sequence[Line], said: Mapping[str, Sequence[Line]]
) -> Iterator[Candidate]:
    """What may be told of the lines of a case; `said` are the same lines in other languages."""
    soon, settings = soon_at(room, row.due), room.workspace.settings
    is_soon = soon is not None and soon <= room.clock()
    for n, line in enumerate(lines):
        address, kind = addresses.of_role(settings, line["role"], line["person"]), _kind(line)
        if address is None or not kind:
            continue
        told = said[address.lang][n] if len(said.get(address.lang, ())) == len(lines) else line
        news = _news(room, kind, told)
        for entry in deciding.entries(room, address, news, f"{row.id}:{row.version}:{kind}:{_mark(line)}"):
            yield Candidate(entry, line)
        if is_soon and kind == "waits" and row.due:
            news, key = _news(room, "soon", told), f"{row.id}:{row.due.isoformat()}:soon:{_mark(line)}"
            yield from (Candidate(entry, since=soon) for entry in deciding.entries(room, address, news, key))


def of_end(room: Room, row: CaseRow, case: Case, role: str, titles: Mapping[str, str]) -> Iterator[Candidate]:
    """What may be told to the role that opened a case: how it ended (`titles`: in each language)."""
    address = addresses.of_role(room.workspace.settings, role)
    if address:
        place = where(room.workspace.settings, row.id, _list_of(room, role))
        news = News("closed", titles[address.lang], row.id, case.customer["name"], where=place)
        for entry in deciding.entries(room, address, news, f"{row.id}:{row.version}:closed:{role}"):
            yield Candidate(entry)


def soon_at(room: Room, due: datetime | None) -> datetime | None:
    """From when on something counts as due soon: from the beginning of the working day that is so many before the last; None if
    it has no deadline, or nobody is told."""
    days = room.workspace.settings.notify.get("before")
    if due is None or not days:
        return None
    calendar = room.workspace.book.calendar or always(room.workspace.settings.zone)
    day = (due - timedelta(microseconds=1)).astimezone(calendar.zone).date()
    while days:
        day -= timedelta(days=1)
        days -= bool(calendar.hours(day))
    return at(day, 0, calendar.zone)


def languages(room: Room) -> frozenset[str]:
    """The languages, beside the office's own, in which roles and persons read of cases."""
    settings = room.workspace.settings
    return frozenset(one.lang for one in addresses.every(settings).values()) - {settings.lang}


def _kind(line: Line) -> str:
    """Of which kind the news is that a line is there; "" if it is none: whoever only follows a case reads the list."""
    if line["escalated"]:
        return "escalated"
    if not line["asked"]:
        return ""
    return "overdue" if line["late"] else "waits"


def _news(room: Room, kind: str, line: Line) -> News:
    path = f"outbox/{line['path']}" if line["path"] else _list_of(room, line["role"])
    place = where(room.workspace.settings, line["case"], path)
    return News(kind, line["form"], line["case"], line["customer"], line["deadline"], place)


def _list_of(room: Room, role: str) -> str:
    return (room.workspace.out(role) / "_todo.html").relative_to(room.workspace.root).as_posix()


def _itself(line: Line) -> tuple[Json, ...]:
    return tuple(line.get(key) or "" for key in ITSELF)


def _mark(line: Line) -> str:
    """What stands for a line in a key."""
    return hashlib.sha256(repr(_itself(line)).encode(errors="surrogateescape")).hexdigest()[:16]
