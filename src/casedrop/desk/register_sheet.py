"""The sheet of the register of customers that lies in the outbox: brought out anew once flows have changed the register."""

from __future__ import annotations

from datetime import timedelta

from casedrop.cases.case import Case, from_json
from casedrop.cases.decide import arrive
from casedrop.cases.situation import Situation
from casedrop.desk.recording import registering
from casedrop.desk.recording.writer import Writer
from casedrop.desk.room import Room
from casedrop.store.archive import CUSTOMERS_FOLDER
from casedrop.store.ledger import Transaction
from casedrop.store.records import Entry

QUIET = timedelta(minutes=10)
"""How long a change waits for others, so that a busy hour does not bring out a sheet for each."""


def refresh(room: Room, writer: Writer) -> str | None:
    """Bring out a fresh sheet if the register has changed since the last one came out, ten minutes ago or more; the number of the
    case that keeps it, None if there was nothing to do.

    Where nothing changed, this asks two small questions and reads no customer.
    """
    with room.ledger.snapshot() as there:
        if registering.version(there) in (0, int(there.memo(registering.SHEET) or 0)):
            return None
    with room.ledger.transaction() as tx:
        case = _keeper(room, tx)
        unseen = _unseen(tx, case) if case else []
        if case is None or (unseen and unseen[0].at + QUIET > room.clock()):
            return None
        situation = Situation.of(writer.book, case, room.clock())
        if unseen and any(issue.form == room.workspace.book.customers.form for issue in situation.stage.issues):
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


def _unseen(tx: Transaction, case: Case) -> list[Entry]:
    """The changes that the last sheet has not seen."""
    seen = tx.memo(registering.SHEET)
    since = tx.events(CUSTOMERS_FOLDER, int(seen or 0) + 1)
    if seen:
        return since
    # a rebuilt ledger does not know: what came before the last sheet was seen by it
    issued = max(entry.at for entry in tx.events(case.id) if entry.kind == "issued")
    return [entry for entry in since if entry.at > issued]
