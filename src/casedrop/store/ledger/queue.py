"""Effects as a durable queue: in order, leased, fenced, done once by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, exists, or_, select, update

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.errors import Stale
from casedrop.store.ledger.rows import choose, rows, upsert, values
from casedrop.store.records import QueuedEffect, State

_t = schema.deed
_OURS = ("id", "intake_id", "state", "fence", "why")


@dataclass(frozen=True, slots=True)
class Lease:
    """Who begins effects, at which moment, and for how many seconds they are then held; no more than `most` at once, and none of
    the kind `but`."""

    owner: str
    now: datetime
    seconds: float
    most: int = 1
    but: str = ""


def put(
    connection: Connection, intake_id: int | None, entries: Sequence[QueuedEffect], lease: Lease | None = None
) -> None:
    """Queue entries behind those before them, in this order; a key that is there already stays as it is.

    With a `lease` they are held by its owner at once, from the first on, as far as each may then be begun.
    """
    for entry in entries:
        new = {**values(entry, *_OURS), "intake_id": intake_id, "state": "due", "fence": 0, "why": ""}
        connection.execute(upsert(connection, _t).values(**new).on_conflict_do_nothing(index_elements=["key"]))
    if lease and intake_id is not None:
        mine = choose(QueuedEffect).where(_t.c.intake_id == intake_id, _t.c.kind != lease.but, *_free(lease.now))
        _lease(connection, rows(connection, QueuedEffect, mine.order_by(_t.c.id).limit(lease.most)), lease)


def take(connection: Connection, lease: Lease) -> list[QueuedEffect]:
    """The oldest entries that may be begun now, in order, each once those before it are done, leased under new fences; [] if
    there are none."""
    wanted = choose(QueuedEffect).where(_t.c.kind != lease.but, *_free(lease.now))
    return _lease(connection, rows(connection, QueuedEffect, wanted.order_by(_t.c.id).limit(lease.most)), lease)


def held(connection: Connection, lease: Lease) -> list[QueuedEffect]:
    """The entries that the owner of a lease holds, in order."""
    mine = (_t.c.state == "due", _t.c.owner == lease.owner, _t.c.lease_until > lease.now, _t.c.kind != lease.but)
    return rows(connection, QueuedEffect, choose(QueuedEffect).where(*mine).order_by(_t.c.id))


def is_due(connection: Connection, lease: Lease) -> bool:
    """Whether there is anything for `take`."""
    return bool(connection.scalar(select(exists().where(_t.c.kind != lease.but, *_may_begin(lease.now)))))


def begin(connection: Connection, entry: QueuedEffect, lease: Lease) -> QueuedEffect | None:
    """The entry, leased under a new fence; None if it may not be begun now."""
    mine = choose(QueuedEffect).where(*_may_begin(lease.now), _t.c.id == entry.id)
    return next(iter(_lease(connection, rows(connection, QueuedEffect, mine), lease)), None)


def ready(connection: Connection, kind: str, now: datetime, most: int) -> list[QueuedEffect]:
    """The first `most` entries of a kind that may be begun now, in the order of the queue, leased to no one."""
    return rows(
        connection,
        QueuedEffect,
        choose(QueuedEffect).where(*_may_begin(now), _t.c.kind == kind).order_by(_t.c.id).limit(most),
    )


def finish(connection: Connection, done: Sequence[QueuedEffect], unbegun: Sequence[QueuedEffect]) -> None:
    """Let entries count as done, and others as if they had never been leased; one that another took over meanwhile is left to
    that one (G4)."""
    for entry in done:
        connection.execute(update(_t).where(*_ours(entry)).values(state="done", lease_until=None))
    for entry in unbegun:
        connection.execute(update(_t).where(*_ours(entry)).values(fence=entry.fence - 1, lease_until=None))


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
    connection.execute(
        update(_t).where(_t.c.state == "due", _t.c.owner == owner, _t.c.lease_until > now).values(lease_until=now)
    )


def owners(connection: Connection, now: datetime) -> set[str]:
    """Who has entries under way now."""
    held = select(_t.c.owner).where(_t.c.state == "due", _t.c.lease_until > now)
    return set(connection.execute(held.distinct()).scalars())


def listed(
    connection: Connection, state: State | None = None, kind: str | None = None, lane: str | None = None
) -> list[QueuedEffect]:
    """The entries in a state, of a kind and of a lane, in the order of the queue; None is any."""
    query = choose(QueuedEffect).order_by(_t.c.id)
    query = query if lane is None else query.where(_t.c.lane == lane)
    query = query if state is None else query.where(_t.c.state == state)
    return rows(connection, QueuedEffect, query if kind is None else query.where(_t.c.kind == kind))


def _may_begin(now: datetime) -> tuple[ColumnElement[bool], ...]:
    other = _t.alias("other")
    same_intake_before = (other.c.intake_id == _t.c.intake_id, other.c.id < _t.c.id)
    blocked = exists().where(*same_intake_before, other.c.state != "done", other.c.blocking)
    return *_free(now), ~blocked


def _free(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What holds of entries that nothing keeps from being begun but those before them of the same drop that may be begun too."""
    other = _t.alias("other")
    is_stuck = or_(other.c.state != "due", other.c.due > now, other.c.lease_until > now)
    same_intake_before = (other.c.intake_id == _t.c.intake_id, other.c.id < _t.c.id)
    stuck = exists().where(*same_intake_before, other.c.state != "done", other.c.blocking, is_stuck)
    lane_in_use = exists().where(
        other.c.lane == _t.c.lane, other.c.id != _t.c.id, other.c.state == "due", other.c.lease_until > now
    )
    free_now = or_(_t.c.lease_until.is_(None), _t.c.lease_until <= now)
    due_now = or_(_t.c.due.is_(None), _t.c.due <= now)
    return _t.c.state == "due", due_now, free_now, ~stuck, ~lane_in_use


def _lease(connection: Connection, wanted: Sequence[QueuedEffect], lease: Lease) -> list[QueuedEffect]:
    """Those of the entries, in order, that may be begun once those before them are done, leased under new fences."""
    known = {entry.intake_id for entry in wanted} - {None}
    before = select(_t.c.id, _t.c.intake_id).where(_t.c.intake_id.in_(known), _t.c.state != "done", _t.c.blocking)
    blocking = connection.execute(before).all() if known else []
    taken: list[QueuedEffect] = []
    for entry in wanted:
        earlier = {other.id for other in blocking if other.intake_id == entry.intake_id and other.id < entry.id}
        if earlier <= {one.id for one in taken}:
            taken.append(replace(entry, fence=entry.fence + 1))
    until = lease.now + timedelta(seconds=lease.seconds)
    for entry in taken:
        held = {"owner": lease.owner, "lease_until": until, "fence": entry.fence}
        connection.execute(update(_t).where(_t.c.id == entry.id).values(**held))
    return taken


def _ours(entry: QueuedEffect) -> tuple[ColumnElement[bool], ...]:
    return _t.c.id == entry.id, _t.c.fence == entry.fence, _t.c.state == "due"


def _change(connection: Connection, entry: QueuedEffect, **new: Json) -> None:
    if not connection.execute(update(_t).where(*_ours(entry)).values(**new)).rowcount:
        raise Stale(what=f"the effect {entry.key}")
