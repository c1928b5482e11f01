"""Every case in short. Apart from what tells a case's life, and from all that needs, so that `casedrop cases` begins at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from casedrop.cases.case import from_json
from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.language import filenames
from casedrop.language.problem import Json
from casedrop.store.archive import DESK
from casedrop.store.records import CaseRow

if TYPE_CHECKING:
    from casedrop.desk import deadlines
    from casedrop.desk.outbox import todo
else:
    deadlines, todo = Late("casedrop.desk.deadlines"), Late("casedrop.desk.outbox.todo")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are listed: the open or the closed ones only, those that are late, those of customers whose name holds a text,
    those that wait for a role, those at their stage since a moment or later. What is left out leaves out none."""

    closed: bool | None = None
    overdue: bool = False
    customer: str = ""
    role: str = ""
    since: datetime | None = None


def listed(room: Room, wanted: Wanted = Wanted()) -> list[dict[str, Json]]:
    """The cases in short, late ones first, then by their deadlines: number, flow, customer, stage, how it closed, why it is held,
    its deadline and since when it is late (UTC), and whether the deadline is provisional."""
    rows = (row for row in room.ledger.cases(closed=wanted.closed) if row.flow != DESK and _is_wanted(row, wanted))
    found = (short(room, row) for row in rows if not wanted.role or wanted.role in _awaited(room, row))
    return sorted((case for case in found if case["overdue"] or not wanted.overdue), key=urgency)


def urgency(case: Mapping[str, Json]) -> tuple[bool, str, bool, str, str]:
    """What puts cases in the order in which they press: late ones by the date they missed, then those with a deadline by it."""
    return (not case["overdue"], case["overdue"] or "", not case["due"], case["due"] or "", case["case"])


def _is_wanted(row: CaseRow, wanted: Wanted) -> bool:
    """Whether a case may be listed, as far as its row tells."""
    state = row.state
    name = " ".join(str(state["customer"].get(key) or "") for key in ("name", "short_name", "code"))
    entered = state["entered"].get(row.stage)
    is_since = wanted.since is None or bool(entered and datetime.fromisoformat(entered) >= wanted.since)
    return is_since and filenames.fold(wanted.customer) in filenames.fold(name)


def _awaited(room: Room, row: CaseRow) -> set[str]:
    """The roles that an open case waits for."""
    return set() if row.closed else {one.role for one in todo.awaited(room, from_json(row.state), row.due)}


def short(room: Room, row: CaseRow) -> dict[str, Json]:
    """One case in short."""
    state, case = row.state, from_json(row.state)
    return {
        "case": row.id,
        "flow": row.flow,
        "customer": state["customer"]["name"],
        "stage": row.stage,
        "closed": state["closed"],
        "held": state.get("held"),
        "since": state["entered"].get(row.stage),
        "due": iso(row.due),
        "overdue": iso(deadlines.late(room, case, row.due)),
        "provisional": bool(row.due and deadlines.provisional(room, case, row.due)),
    }


def iso(at: datetime | None) -> str | None:
    """A moment as text; None for none."""
    return at.isoformat() if at else None
