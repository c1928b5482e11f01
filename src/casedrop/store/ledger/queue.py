"""Deeds as a durable queue: in order, leased, fenced, done once by key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select, update

from casedrop.store import schema
from casedrop.store.errors import Stale
from casedrop.store.ledger.rows import choose, row, rows, upsert, values
from casedrop.store.records import Deed, State

_t = schema.deed
_OURS = ("id", "intake_id", "state", "fence", "why")


def put(connection: Connection, intake_id: int | None, deeds: Sequence[Deed]) -> None:
    """Append the deeds to the queue, in this order; a key that is there already stays as it is."""
    for deed in deeds:
        new = {**values(deed, *_OURS), "intake_id": intake_id, "state": "due", "fence": 0, "why": ""}
        connection.execute(upsert(connection, _t).values(**new).on_conflict_do_nothing(index_elements=["key"]))


def take(connection: Connection, owner: str, now: datetime, until: datetime, but: str | None) -> Deed | None:
    """Lease the oldest deed that may be begun now, of any kind except `but`, to `owner`, and give it; None if there is
    none.
    """
    wanted = () if but is None else (_t.c.kind != but,)
    return _lease(connection, choose(Deed).where(*_may_begin(now), *wanted), owner, until)


def begin(connection: Connection, deed: Deed, owner: str, now: datetime, until: datetime) -> Deed | None:
    """Lease the deed to `owner`, and give it; None if it may not be begun now."""
    return _lease(connection, choose(Deed).where(*_may_begin(now), _t.c.id == deed.id), owner, until)


def ready(connection: Connection, kind: str, now: datetime, most: int) -> list[Deed]:
    """The first `most` deeds of a kind that may be begun now, in the order of the queue."""
    return rows(connection, Deed, choose(Deed).where(*_may_begin(now), _t.c.kind == kind).order_by(_t.c.id).limit(most))


def _lease(connection: Connection, query: Select[Any], owner: str, until: datetime) -> Deed | None:
    deed = row(connection, Deed, query.order_by(_t.c.id))
    if deed is None:
        return None
    lease = {"owner": owner, "lease_until": until, "fence": deed.fence + 1}
    connection.execute(update(_t).where(_t.c.id == deed.id).values(**lease))
    return row(connection, Deed, choose(Deed).where(_t.c.id == deed.id))


def extend(connection: Connection, deed: Deed, until: datetime) -> None:
    """Let the lease run until then; raises Stale."""
    _change(connection, deed, lease_until=until)


def done(connection: Connection, deed: Deed) -> None:
    """Mark the deed as done; raises Stale if another took it over meanwhile."""
    _change(connection, deed, state="done", lease_until=None)


def retry(connection: Connection, deed: Deed, at: datetime, why: str) -> None:
    """Put the deed off until `at`, with the reason; raises Stale."""
    _change(connection, deed, due=at, why=why, lease_until=None)


def wait(connection: Connection, deed: Deed, why: str) -> None:
    """Put the deed off until it is woken, with the reason; raises Stale."""
    _change(connection, deed, state="waiting", why=why, lease_until=None)


def wake(connection: Connection, kind: str) -> int:
    """Make the waiting deeds of a kind due again; gives how many they are."""
    again = update(_t).where(_t.c.kind == kind, _t.c.state == "waiting").values(state="due", due=None)
    return int(connection.execute(again).rowcount)


def free(connection: Connection, owner: str, now: datetime) -> None:
    """End every lease of an owner that is known to be dead."""
    connection.execute(update(_t).where(_t.c.owner == owner, _t.c.lease_until > now).values(lease_until=now))


def owners(connection: Connection, now: datetime) -> set[str]:
    """The names of those who are doing deeds now."""
    held = select(_t.c.owner).where(_t.c.state == "due", _t.c.lease_until > now)
    return set(connection.execute(held.distinct()).scalars())


def listed(connection: Connection, state: State | None, kind: str | None = None) -> list[Deed]:
    """The deeds in a state and of a kind, in the order of the queue; None is any."""
    query = choose(Deed).order_by(_t.c.id)
    query = query if state is None else query.where(_t.c.state == state)
    return rows(connection, Deed, query if kind is None else query.where(_t.c.kind == kind))


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


def _change(connection: Connection, deed: Deed, **new: Any) -> None:
    ours = (_t.c.id == deed.id, _t.c.fence == deed.fence, _t.c.state == "due")
    if not connection.execute(update(_t).where(*ours).values(**new)).rowcount:
        raise Stale(what=f"the deed {deed.key}")
