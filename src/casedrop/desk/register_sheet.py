"""The sheet of the register of customers that lies in the outbox: brought out anew once flows have changed the register."""

from __future__ import annotations

from datetime import datetime, timedelta

from casedrop.cases.case import Case, from_json
from casedrop.cases.decide import arrive
from casedrop.cases.situation import Situation
from casedrop.desk.recording import registering
from casedrop.desk.recording.writer import Writer
from casedrop.desk.room import Room
from casedrop.store.archive import CUSTOMERS_FOLDER
from casedrop.store.ledger import Transaction

QUIET = timedelta(minutes=10)
"""How long a change waits for others, so that a busy hour does not bring out a sheet for each."""


def refresh(room: Room, writer: Writer) -> str | None:
    """Bring out a fresh sheet if the register has changed since the last one came out, ten minutes ago or more; the number of the
    case that keeps it, None if there was nothing to do.

    Where nothing changed, this asks two small questions and reads no customer.
    """
    with room.ledger.transaction() as tx:
        if str(registering.version(tx)) == tx.memo(registering.SHEET):
            return None
        case = _keeper(room, tx)
        if case is None or not _is_due(tx, case, room.clock()):
            return None
        situation = Situation.of(writer.book, case, room.clock())
        if any(issue.form == room.workspace.book.customers.form for issue in situation.stage.issues):
            writer.write_all(tx, case, arrive(situation, case.stage, "register"), room.clock())
        tx.memorize(registering.SHEET, str(registering.version(tx)))
    return case.id


def _keeper(room: Room, tx: Transaction) -> Case | None:
    """The open case that keeps the register and has brought out a sheet; None if there is none, or it is held."""
    book = room.workspace.book
    opener = book.opener(book.customers.form) if book.customers.form else None
    rows = tx.open_cases(opener[0].id, "") if opener else []
    cases = (from_json(row.state) for row in rows)
    return next((case for case in cases if case.held is None and book.customers.form in case.documents), None)


def _is_due(tx: Transaction, case: Case, now: datetime) -> bool:
    """Whether the first change that the last sheet has not seen is old enough."""
    seen = tx.memo(registering.SHEET)
    first = tx.events(CUSTOMERS_FOLDER, int(seen or 0) + 1)
    if not seen:  # a rebuilt ledger does not know: what came before the last sheet was seen by it
        issued = max(entry.at for entry in tx.events(case.id) if entry.kind == "issued")
        first = [entry for entry in first if entry.at > issued]
    return bool(first) and first[0].at + QUIET <= now
