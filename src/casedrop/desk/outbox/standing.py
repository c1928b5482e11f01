"""Where a case stands, in the one row by which overviews find it: worked out with what waits of it, when it changes."""

from __future__ import annotations

from datetime import datetime

from casedrop.cases.case import Case, from_json
from casedrop.cases.overdue import lapsed, missed
from casedrop.desk.room import Room
from casedrop.language.filenames import fold
from casedrop.store.archive import DESK
from casedrop.store.canonical_json import moment
from casedrop.store.records import CaseRow
from casedrop.store.standing import Standing


def of_row(room: Room, row: CaseRow) -> Standing | None:
    """Where the case of a row stands; None if that is none but a folder of the desk's. Raises KeyError if its flow is gone."""
    if row.flow == DESK or not row.state:
        return None
    case = from_json(row.state)
    situation = room.situation(case)
    event = room.ledger.ending(row.id) if row.closed else None
    led = missed(situation)
    late = led.last.isoformat() if led else ""
    return _standing(row, case, late, lapsed=lapsed(situation), ended=event.at if event else None)


def unclear(row: CaseRow) -> Standing | None:
    """Where a case stands of which no more can be worked out than its row says; None if it is none."""
    case = from_json(row.state) if row.state and row.flow != DESK else None
    return _standing(row, case, "", lapsed=False, ended=None) if case else None


def _standing(row: CaseRow, case: Case, late: str, *, lapsed: bool, ended: datetime | None) -> Standing:
    opened = datetime.fromisoformat(case.opened)
    since = datetime.fromisoformat(case.entered.get(case.stage, case.opened))
    name = str(case.customer.get("name") or "")
    rank = f"0{late}" if late else f"1{moment(row.due)}" if row.due else "2"
    return Standing(
        case_id=row.id,
        flow=row.flow,
        stage=row.stage,
        customer=name,
        sought=fold(f"{name} {case.customer.get('short_name') or ''} {row.id}"),
        closed=row.closed,
        held=case.held is not None,
        rank=rank,
        due=row.due,
        late=late,
        lapsed=lapsed,
        opened=opened,
        since=since,
        ended=ended,
    )
