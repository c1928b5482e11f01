"""The deadlines of cases: how one is reckoned, and all of them reckoned again once a calendar has changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from casedrop.calendar import explain
from casedrop.calendar.deadline import Deadline, Reckoning, ReckoningStep
from casedrop.cases.case import Case, from_json
from casedrop.cases.deadline import deadline, reckoned
from casedrop.cases.limits import running
from casedrop.cases.overdue import overdue
from casedrop.desk.room import Room
from casedrop.expressions.guards import GuardError
from casedrop.flows.flow import Flow
from casedrop.formats.late import Late
from casedrop.language import messages
from casedrop.language.problem import Json, Place
from casedrop.store.records import CaseRow

if TYPE_CHECKING:
    from casedrop.desk.recording import by_clock
    from casedrop.desk.recording.writer import Writer
else:
    by_clock = Late("casedrop.desk.recording.by_clock")

RECKONED_FROM = "deadlines"
"""The name under which it is remembered by which calendars all deadlines were reckoned last."""
BEYOND = timedelta(days=7)
"""What a reckoning looks at beyond its end, at most."""


def deadline_report(room: Room, case_id: str, lang: str) -> dict[str, Json] | None:
    """The arithmetic of a case's deadline, as values and (`says`) line by line in a language; None if there is no case.

    `over` (UTC) is None where nothing runs. `unannounced` is the first year reached whose holidays are guessed.
    """
    row = room.ledger.case(case_id)
    if row is None or not row.state:
        return None
    case = from_json(row.state)
    situation = room.situation(case)
    flow, limit = situation.flow, situation.stage.deadline
    base = {"case": case.id, "stage": case.stage, "held": case.held, "over": None}
    try:
        found = reckoned(situation)
    except GuardError as error:
        return {**base, "says": [messages.say(error.problem(Place()), lang)]}
    if limit is None or found is None:
        key = "case_closed" if case.closed else "none"
        titles = situation.stage.titles
        return {**base, "says": [messages.phrase(f"deadline.{key}", lang, case=case.id, stage=titles)]}
    runs = running(limit, situation.names)
    return {**base, **_values(runs, found), "says": _says(flow, case, runs, found, room.clock(), lang)}


def late(room: Room, case: Case, due: datetime | None = None) -> datetime | None:
    """Since when a case is late (UTC), by a deadline that led it where it stands, or by what is `due` there and over; None if it
    is not, or that cannot be told."""
    try:
        return overdue(room.situation(case), due)
    except Exception:  # whoever lists cases lists the others too; a start tells the keeper of this one
        return None


def provisional(room: Room, case: Case, due: datetime) -> bool:
    """Whether the case's deadline, which is `due`, reaches into a year whose holidays are only guessed; False where it cannot be
    reckoned."""
    book, last = room.workspace.book, due + BEYOND
    known = [*book.calendars.values(), *([book.calendar] if book.calendar else [])]
    if all(last.astimezone(one.zone).year <= one.announced_until for one in known):
        return False  # the reckoning, which takes longest of all that a list says, would come to the same
    try:
        reckoning = reckoned(room.situation(case))
    except Exception:  # whoever lists cases lists the others too; a start tells the keeper of this one
        return False
    return bool(reckoning and reckoning.unannounced)


def refresh(room: Room, writer: Writer, made_from: str) -> list[str]:
    """The open cases whose deadlines a changed calendar moved; each move is written down as an event.

    Nothing is written where nothing moved, and no case is looked at while `made_from`, a hash of calendars, flows and
    casedrop, is as it was. A deadline that cannot be reckoned now stays as it was, and the keeper is told.
    """
    if room.ledger.memo(RECKONED_FROM) == made_from:
        return []
    ids = room.ledger.case_ids(closed=False)
    looked = [(one, _is_moved(room, writer, row)) for one in ids if (row := room.ledger.case(one))]
    if all(moved is not None for _, moved in looked):
        room.ledger.memorize(RECKONED_FROM, made_from)
    return [case_id for case_id, moved in looked if moved]


def _is_moved(room: Room, writer: Writer, row: CaseRow) -> bool | None:
    """Whether the deadline of a case was moved; None of one that cannot be reckoned: it is set aside and holds up no other."""
    with room.incidents.guarded("deadline", f"{row.id}/reckoned", subject=row.id, flow=row.flow):
        return _has_moved(room, row) and by_clock.move_deadline(writer, row.id, room.clock())
    return None


def _has_moved(room: Room, row: CaseRow) -> bool:
    case = from_json(row.state)
    book = room.book(case)
    flow = book.flows.get(row.flow)
    return bool(flow and row.stage in flow.stages) and row.due != deadline(room.situation(case))


def _values(limit: Deadline, found: Reckoning) -> dict[str, Json]:
    return {
        "after": limit.after,
        "amount": limit.amount,
        "unit": limit.unit,
        "go": limit.go,
        "calendar": limit.calendar or None,
        "zone": str(found.calendar.zone),
        "start": found.start.isoformat(),
        "steps": [_step(line) for line in found.lines],
        "over": found.over.isoformat(),
        "unannounced": found.unannounced,
    }


def _step(line: ReckoningStep) -> dict[str, Json]:
    spans = {"from": line.span.start.isoformat(), "to": line.span.end.isoformat()} if line.span else {}
    why = {"why": dict(line.why)} if line.why else {}
    return {"kind": line.kind, "day": line.day.isoformat(), **spans, **({"n": line.n} if line.n else {}), **why}


def _says(flow: Flow, case: Case, limit: Deadline, found: Reckoning, now: datetime, lang: str) -> list[str]:
    titles = {"stage": flow.stages[case.stage].titles, "go": flow.stages[limit.go].titles}
    title = messages.phrase("deadline.title", lang, case=case.id, **titles)
    return [title, *explain.steps(limit, found, lang), *_now(case, limit, found, now, lang)]


def _now(case: Case, limit: Deadline, found: Reckoning, now: datetime, lang: str) -> list[str]:
    """What the clock says of it."""
    if case.held is not None:
        return [messages.phrase("deadline.standing", lang)]
    if now >= found.over:
        return [messages.phrase("deadline.is_over", lang)]
    left = explain.amount(found.left(now), lang)
    return [messages.phrase("deadline.left", lang, amount=left)] if limit.unit.endswith("hours") else []
