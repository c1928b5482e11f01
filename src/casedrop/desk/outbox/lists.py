"""The table of what waits for whom: which lines the lists have of each case, worked out when the case changes and never else.

Whatever changes a case, or where its documents stand, says so in the same transaction (`store.ledger.waits`). A stage that looks
at the day is worked out again when a day begins; all cases are when casedrop, the settings, a flow or a calendar is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta

from casedrop.cases.case import from_json
from casedrop.desk import causes
from casedrop.desk.outbox import followers, sources, standing, todo
from casedrop.desk.outbox.lines import Waiting
from casedrop.desk.room import Room
from casedrop.store.ledger import Transaction
from casedrop.store.ledger.waits import AT_ONCE
from casedrop.store.records import CaseRow, StaleCase, WaitingLine
from casedrop.store.standing import Standing

SLICE = 300
"""Cases that are worked out at once: drops wait no longer for the lists."""
MADE_FROM = "lists"
"""The name under which it is remembered what the lines were made from."""


@dataclass(frozen=True, slots=True)
class CaseLines:
    """What the lists say of a case from now on, and where it stands (None: it is none), until it changes or `again` comes."""

    of: StaleCase
    lines: tuple[WaitingLine, ...] = ()
    again: datetime | None = None
    stands: Standing | None = None


def begin(room: Room) -> None:
    """Let every line be worked out anew if they were made from anything else than what is there now."""
    made_from = sources.digest(room.workspace)
    if room.ledger.memo(MADE_FROM) == made_from:
        return
    ended = room.ledger.ended(room.clock() - followers.ENDING_STAYS)
    with room.ledger.transaction() as tx:
        tx.spoil_open()
        tx.spoil(ended)
        tx.memorize(MADE_FROM, made_from)


def renewed(room: Room) -> list[CaseLines]:
    """The lines of the cases that changed, as they are now, of a slice of them; nothing is written. What cannot be worked out is
    set aside by itself."""
    room.incidents.look_anew("line")
    made = [worked_out(room, one) for one in room.ledger.stale(room.clock(), SLICE)]
    room.incidents.settle_about("line", (one.of.case_id for one in made))
    return made


def write(tx: Transaction, made: Sequence[CaseLines]) -> set[str]:
    """Write the lines of cases down; the roles whose lists are other ones by that."""
    changed = set[str]()
    for one in made:
        before = tx.lines_of(one.of.case_id)
        roles = {line.role for line in (*before, *one.lines)}
        changed |= {role for role in roles if _of(role, before) != _of(role, one.lines)}
        tx.put_standing(one.of.case_id, one.stands)  # first: by it the lines are ranked
        tx.put_lines(one.of, one.lines, one.again)
    return changed


def _of(role: str, lines: Sequence[WaitingLine]) -> list[WaitingLine]:
    return [line for line in lines if line.role == role]


def worked_out(room: Room, of: StaleCase) -> CaseLines:
    """What the lists say of a case as it is now; where that cannot be worked out, a line for each role of its stage says so."""
    row = room.ledger.case(of.case_id)
    if row is None or not row.state:
        return CaseLines(of)
    try:
        made = _ended(room, of, row) if row.closed else _open(room, of, row)
        return replace(made, stands=standing.of_row(room, row))
    except Exception as error:
        room.incidents.record("line", row.id, error, flow=row.flow)
        again = AT_ONCE if causes.is_passing(error) else None
        return CaseLines(of, () if row.closed else _kept(todo.unclear(room, row)), again, standing.unclear(row))


def _open(room: Room, of: StaleCase, row: CaseRow) -> CaseLines:
    case = from_json(row.state)
    is_dated = "today" in repr(room.situation(case).stage)
    return CaseLines(of, _kept(todo.of_case(room, case, row.due)), _tomorrow(room) if is_dated else None)


def _ended(room: Room, of: StaleCase, row: CaseRow) -> CaseLines:
    event = room.ledger.ending(row.id)
    if event is None or event.at < room.clock() - followers.ENDING_STAYS:
        return CaseLines(of)
    lines = _kept(list(todo.of_ended(room, from_json(row.state), event)))
    gone = event.at + followers.ENDING_STAYS + timedelta(microseconds=1)
    return CaseLines(of, lines, gone if lines else None)


def _kept(lines: Sequence[Waiting]) -> tuple[WaitingLine, ...]:
    return tuple(WaitingLine(one.role, one.until or "9999", one.since, asdict(one), one.asked) for one in lines)


def _tomorrow(room: Room) -> datetime:
    """When the company's next day begins."""
    zone = room.workspace.settings.zone
    return datetime.combine(room.clock().astimezone(zone).date() + timedelta(days=1), time(), zone)
