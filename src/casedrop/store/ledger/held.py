"""Many new documents at once, whose effects are held by who queues them from the same transaction on, and done together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, update

from casedrop.store import schema
from casedrop.store.errors import NumberTaken, Stale
from casedrop.store.ledger.rows import choose, insertion, rows, values
from casedrop.store.records import DocumentRow, NumberRow, QueuedEffect

_t = schema.deed
_OURS = ("id", "intake_id", "state", "fence", "why")
AT_ONCE = 500
"""Keys that one statement names: databases let no statement have many more."""


def put(connection: Connection, entries: Sequence[QueuedEffect], owner: str, until: datetime | None) -> None:
    """Queue new entries behind those before them, in this order: held by `owner` until then, or (None) by nobody."""
    lease = {"owner": owner, "lease_until": until, "fence": 1} if until else {"fence": 0}
    new = [{**values(entry, *_OURS), "intake_id": None, "state": "due", "why": "", **lease} for entry in entries]
    if new:
        connection.execute(insertion(schema.deed), new)


def issue(connection: Connection, documents: Sequence[DocumentRow], numbers: Sequence[NumberRow]) -> None:
    """Record new documents, and their new numbers; raises NumberTaken if another bears one."""
    texts = [one.text for one in numbers if one.text]
    for at in range(0, len(texts), AT_ONCE):
        taken = choose(NumberRow).where(schema.number.c.text.in_(texts[at : at + AT_ONCE]))
        for there in rows(connection, NumberRow, taken):
            raise NumberTaken(text=there.text or "", series=there.series)
    rows_of = (schema.document, [values(one) for one in documents]), (schema.number, [values(one) for one in numbers])
    for table, new in rows_of:
        if new:
            connection.execute(insertion(table), new)


def place(connection: Connection, places: Sequence[tuple[str, str, str]]) -> None:
    """Record of documents, by their keys, where in the outbox they stand and the sha256 of their bytes there."""
    found = update(schema.document).where(schema.document.c.key == bindparam("of"))
    there = found.values(path=bindparam("at"), sha256=bindparam("sha"))
    if places:
        connection.execute(there, [{"of": key, "at": path, "sha": sha256} for key, path, sha256 in places])


def finish(connection: Connection, keys: Sequence[str], owner: str) -> None:
    """Let the entries of these keys, which `owner` has held since they were queued, count as done; raises Stale if another took
    any over."""
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        ours = (_t.c.key.in_(some), _t.c.owner == owner, _t.c.fence == 1, _t.c.state == "due")
        done = connection.execute(update(_t).where(*ours).values(state="done", lease_until=None)).rowcount
        if done != len(some):
            raise Stale(what=f"{len(some) - done} effects from {some[0]} on")
