"""Many effects that who queues them begins at once: held from the same transaction on, and done together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, update

from casedrop.store import schema
from casedrop.store.errors import Stale
from casedrop.store.ledger.rows import values
from casedrop.store.records import QueuedEffect

_t = schema.deed
_OURS = ("id", "intake_id", "state", "fence", "why")
AT_ONCE = 500
"""Keys that one statement names: databases let no statement have many more."""


def put(
    connection: Connection, entries: Sequence[QueuedEffect], owner: str, now: datetime, lease_seconds: float
) -> None:
    """Queue new entries behind those before them, in this order, as held by `owner` for so long."""
    lease = {"owner": owner, "lease_until": now + timedelta(seconds=lease_seconds), "fence": 1}
    new = [{**values(entry, *_OURS), "intake_id": None, "state": "due", "why": "", **lease} for entry in entries]
    if new:
        connection.execute(schema.deed.insert(), new)


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
