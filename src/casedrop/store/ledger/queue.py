"""Effects as a durable queue: in order, leased, fenced, done once by key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select, update

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.errors import Stale
from casedrop.store.ledger.rows import choose, row, rows, upsert, values
from casedrop.store.records import QueuedEffect, State

_t = schema.deed
_OURS = ("id", "intake_id", "state", "fence", "why")


def put(connection: Connection, intake_id: int | None, entries: Sequence[QueuedEffect]) -> None:
    """Queue entries behind those before them, in this order; a key that is there already stays as it is."""
    for entry in entries:
        new = {**values(entry, *_OURS), "intake_id": intake_id, "state": "due", "fence": 0, "why": ""}
        connection.execute(upsert(connection, _t).values(**new).on_conflict_do_nothing(index_elements=["key"]))


def take(
    connection: Connection, owner: str, now: datetime, lease_seconds: float, but: str | None = None
) -> QueuedEffect | None:
    """The oldest entry that may be begun now, leased to `owner` under a new fence; None if there is none.

    Those of the kind `but` are passed over.
    """
    wanted = () if but is None else (_t.c.kind != but,)
    return _lease(connection, choose(QueuedEffect).where(*_may_begin(now), *wanted), owner, now, lease_seconds)


def begin(
    connection: Connection, entry: QueuedEffect, owner: str, now: datetime, lease_seconds: float
) -> QueuedEffect | None:
    """The entry, leased to `owner` under a new fence; None if it may not be begun now."""
    mine = choose(QueuedEffect).where(*_may_begin(now), _t.c.id == entry.id)
    return _lease(connection, mine, owner, now, lease_seconds)


def ready(connection: Connection, kind: str, now: datetime, most: int) -> list[QueuedEffect]:
    """The first `most` entries of a kind that may be begun now, in the order of the queue, leased to no one."""
    return rows(
        connection,
        QueuedEffect,
        choose(QueuedEffect).where(*_may_begin(now), _t.c.kind == kind).order_by(_t.c.id).limit(most),
    )


def done(connection: Connection, entry: QueuedEffect) -> None:
    """Let an entry count as done; raises Stale if another took it over meanwhile (G4)."""
    _change(connection, entry, state="done", lease_until=None)


def retry(connection: Connection, entry: QueuedEffect, at: datetime, why: str) -> None:
    """Let an entry be due again at `at`; raises Stale."""
    _change(connection, entry, due=at, why=why, lease_until=None)


def wait(connection: Connection, entry: QueuedEffect, why: str) -> None:
    """Let an entry wait until its kind is woken; raises Stale."""
    _change(connection, entry, state="waiting", why=why, lease_until=None)


def wake(connection: Connection, kind: str) -> int:
    """Let the waiting entries of a kind be due again; how many there are."""
    again = update(_t).where(_t.c.kind == kind, _t.c.state == "waiting").values(state="due", due=None)
    return int(connection.execute(again).rowcount)


def free(connection: Connection, owner: str, now: datetime) -> None:
    """End every lease of an owner that is known to be dead."""
    connection.execute(update(_t).where(_t.c.owner == owner, _t.c.lease_until > now).values(lease_until=now))


def owners(connection: Connection, now: datetime) -> set[str]:
    """Who has entries under way now."""
    held = select(_t.c.owner).where(_t.c.state == "due", _t.c.lease_until > now)
    return set(connection.execute(held.distinct()).scalars())


def listed(connection: Connection, state: State | None = None, kind: str | None = None) -> list[QueuedEffect]:
    """The entries in a state and of a kind, in the order of the queue; None is any."""
    query = choose(QueuedEffect).order_by(_t.c.id)
    query = query if state is None else query.where(_t.c.state == state)
    return rows(connection, QueuedEffect, query if kind is None else query.where(_t.c.kind == kind))


def _may_begin(now: datetime) -> tuple[ColumnElement[bool], ...]:
    other = _t.alias("other")
    same_intake_before = (other.c.intake_id == _t.c.intake_id, other.c.id < _t.c.id)
    blocked = exists().where(*same_intake_before, other.c.state != "done", other.c.blocking)
    lane_in_use = exists().where(
        other.c.lane == _t.c.lane, other.c.id != _t.c.id, other.c.state == "due", other.c.lease_until > now
    )
    free_now = or_(_t.c.lease_until.is_(None), _t.c.lease_until <= now)
    due_now = or_(_t.c.due.is_(None), _t.c.due <= now)
    return _t.c.state == "due", due_now, free_now, ~blocked, ~lane_in_use


def _lease(
    connection: Connection, query: Select[Any], owner: str, now: datetime, lease_seconds: float
) -> QueuedEffect | None:
    entry = row(connection, QueuedEffect, query.order_by(_t.c.id))
    if entry is None:
        return None
    until = now + timedelta(seconds=lease_seconds)
    lease = {"owner": owner, "lease_until": until, "fence": entry.fence + 1}
    connection.execute(update(_t).where(_t.c.id == entry.id).values(**lease))
    return row(connection, QueuedEffect, choose(QueuedEffect).where(_t.c.id == entry.id))


def _change(connection: Connection, entry: QueuedEffect, **new: Json) -> None:
    ours = (_t.c.id == entry.id, _t.c.fence == entry.fence, _t.c.state == "due")
    if not connection.execute(update(_t).where(*ours).values(**new)).rowcount:
        raise Stale(what=f"the effect {entry.key}")
