"""Every case in short. Apart from what tells a case's life, and from all that needs, so that `casedrop cases` begins at once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from casedrop.cases.case import from_json
from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.language.problem import Json
from casedrop.store.archive import DESK
from casedrop.store.records import CaseRow

if TYPE_CHECKING:
    from casedrop.desk import deadlines
else:
    deadlines = Late("casedrop.desk.deadlines")


def listed(room: Room, *, closed: bool | None = None) -> list[dict[str, Json]]:
    """Every case in short: number, flow, customer, stage, how it closed, why it is held, its deadline (UTC), and whether that
    is provisional."""
    return [short(room, row) for row in room.ledger.cases(closed=closed) if row.flow != DESK]


def short(room: Room, row: CaseRow) -> dict[str, Json]:
    """One case in short."""
    state = row.state
    return {
        "case": row.id,
        "flow": row.flow,
        "customer": state["customer"]["name"],
        "stage": row.stage,
        "closed": state["closed"],
        "held": state.get("held"),
        "since": state["entered"].get(row.stage),
        "due": iso(row.due),
        "provisional": bool(row.due and deadlines.provisional(room, from_json(state), row.due)),
    }


def iso(at: datetime | None) -> str | None:
    """A moment as text; None for none."""
    return at.isoformat() if at else None
