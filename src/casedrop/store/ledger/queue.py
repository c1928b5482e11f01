"""Effects as a durable queue: in order, leased, fenced, done once by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, exists, or_, select, update

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.errors import Stale
from casedrop.store.ledger.rows import choose, rows, upsert, values
from casedrop.store.records import QueuedEffect, State

_t = schema.deed
_OURS = ("id", "intake_id", "state", "fence", "why")
_now: BindParameter[datetime] = bindparam("now", type_=_t.c.due.type)
_but: BindParameter[tuple[str, ...]] = bindparam("but", expanding=True)
_ours = (_t.c.id == bindparam("of"), _t.c.fence == bindparam("under"), _t.c.state == "due")


@dataclass(frozen=True, slots=True)
class Lease:
    """Who begins effects, at which moment, and for how many seconds they are then held; no more than `most` at once, and none of
    the kinds `but`."""

    owner: str
    now: datetime
    seconds: float
    most: int = 1
    but: tuple[str, ...] = ()


def put(
    connection: Connection, intake_id: int | None, entries: Sequence[QueuedEffect], lease: Lease | None = None
) -> None:
    """Queue entries behind those before them, in this order; a key that is there already stays as it is.

    With a `lease` they are held by its owner at once, from the first on, as far as each may then be begun.
    """
    ours = {"intake_id": intake_id, "state": "due", "fence": 0, "why": ""}
    new = [{**values(entry, *_OURS), **ours} for entry in entries]
    if new:
        connection.execute(_PUT(connection), new)
    if lease and intake_id is not None:
        said = {"now": lease.now, "but": lease.but, "most": lease.most, "drop": intake_id}
        _lease(connection, rows(connection, QueuedEffect, _FREE_OF(), **said), lease)


def take(connection: Connection, lease: Lease) -> list[QueuedEffect]:
    """The oldest entries that may be begun now, in order, each once those before it are done, leased under new fences; [] if
    there are none."""
    said = {"now": lease.now, "but": lease.but, "most": lease.most}
    return _lease(connection, rows(connection, QueuedEffect, _FREE(), **said), lease)


def held(connection: Connection, lease: Lease) -> list[QueuedEffect]:
    """The entries that the owner of a lease holds, in order."""
    return rows(connection, QueuedEffect, _HELD(), now=lease.now, but=lease.but, owner=lease.owner)


def is_due(connection: Connection, lease: Lease) -> bool:
    """Whether there is anything for `take`."""
    return bool(connection.scalar(_IS_DUE(), {"now": lease.now, "but": lease.but}))


def begin(connection: Connection, entry: QueuedEffect, lease: Lease) -> QueuedEffect | None:
    """The entry, leased under a new fence; None if it may not be begun now."""
    return next(
        iter(_lease(connection, rows(connection, QueuedEffect, _READY_ONE(), now=lease.now, of=entry.id), lease)), None
    )


def ready(connection: Connection, kind: str, now: datetime, most: int) -> list[QueuedEffect]:
    """The first `most` entries of a kind that may be begun now, in the order of the queue, leased to no one."""
    return rows(connection, QueuedEffect, _READY(), now=now, what=kind, most=most)


def finish(connection: Connection, done: Sequence[QueuedEffect], unbegun: Sequence[QueuedEffect]) -> None:
    """Let entries count as done, and others as if they had never been leased; one that another took over meanwhile is left to
    that one (G4)."""
    over = [{"of": entry.id, "under": entry.fence, "state": "done", "lease_until": None} for entry in done]
    left = [{"of": one.id, "under": one.fence, "fence": one.fence - 1, "lease_until": None} for one in unbegun]
    for changes in (over, left):
        if changes:
            connection.execute(_CHANGE(), changes)


def retry(connection: Connection, entry: QueuedEffect, at: datetime, why: str) -> None:
    """Let an entry be due again at `at`; raises Stale."""
    _change(connection, entry, due=at, why=why, lease_until=None)


def wait(connection: Connection, entry: QueuedEffect, why: str) -> None:
    """Let an entry wait until its kind is woken; raises Stale."""
    _change(connection, entry, state="waiting", why=why, lease_until=None)


def hasten(connection: Connection, by: datetime) -> None:
    """Let be due at once what failed and was put off to later than a moment, as a clock does that was set back since (L11)."""
    late = (_t.c.state == "due", _t.c.why != "", _t.c.due > by)
    connection.execute(update(_t).where(*late).values(due=None))


def wake(connection: Connection, kind: str) -> int:
    """Let the waiting entries of a kind be due again; how many there are."""
    again = update(_t).where(_t.c.kind == kind, _t.c.state == "waiting").values(state="due", due=None)
    return int(connection.execute(again).rowcount)


def abandon(connection: Connection, kind: str) -> None:
    """Let the entries of a kind that are not done count as done."""
    connection.execute(update(_t).where(_t.c.kind == kind).values(state="done", lease_until=None))


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
    wanted = {"state": state, "kind": kind, "lane": lane}
    by = tuple(name for name, value in wanted.items() if value is not None)
    return rows(connection, QueuedEffect, _listed(by), **{f"its_{name}": wanted[name] for name in by})


@cache
def _listed(by: tuple[str, ...]) -> Select[Any]:
    """The query for the entries that have certain values in these columns."""
    return choose(QueuedEffect).where(*(_t.c[name] == bindparam(f"its_{name}") for name in by)).order_by(_t.c.id)


def _may_begin() -> tuple[ColumnElement[bool], ...]:
    other = _t.alias("other")
    same_intake_before = (other.c.intake_id == _t.c.intake_id, other.c.id < _t.c.id)
    blocked = exists().where(*same_intake_before, other.c.state != "done", other.c.blocking)
    return *_free(), ~blocked


def _free() -> tuple[ColumnElement[bool], ...]:
    """What holds of entries that nothing keeps from being begun but those before them of the same drop that may be begun too."""
    other = _t.alias("other")
    is_stuck = or_(other.c.state != "due", other.c.due > _now, other.c.lease_until > _now)
    same_intake_before = (other.c.intake_id == _t.c.intake_id, other.c.id < _t.c.id)
    stuck = exists().where(*same_intake_before, other.c.state != "done", other.c.blocking, is_stuck)
    lane_in_use = exists().where(
        other.c.lane == _t.c.lane, other.c.id != _t.c.id, other.c.state == "due", other.c.lease_until > _now
    )
    free_now = or_(_t.c.lease_until.is_(None), _t.c.lease_until <= _now)
    due_now = or_(_t.c.due.is_(None), _t.c.due <= _now)
    return _t.c.state == "due", due_now, free_now, ~stuck, ~lane_in_use


def _lease(connection: Connection, wanted: Sequence[QueuedEffect], lease: Lease) -> list[QueuedEffect]:
    """Those of the entries, in order, that may be begun once those before them are done, leased under new fences."""
    known = {entry.intake_id for entry in wanted} - {None}
    blocking = connection.execute(_BLOCKING(), {"drops": list(known)}).all() if known else []
    taken: list[QueuedEffect] = []
    for entry in wanted:
        earlier = {other.id for other in blocking if other.intake_id == entry.intake_id and other.id < entry.id}
        if earlier <= {one.id for one in taken}:
            taken.append(replace(entry, fence=entry.fence + 1))
    held = {"owner": lease.owner, "lease_until": lease.now + timedelta(seconds=lease.seconds)}
    if taken:
        connection.execute(_HOLD(), [{"of": entry.id, "fence": entry.fence, **held} for entry in taken])
    return taken


def _change(connection: Connection, entry: QueuedEffect, **new: Json) -> None:
    if not connection.execute(_CHANGE(), {"of": entry.id, "under": entry.fence, **new}).rowcount:
        raise Stale(what=f"the effect {entry.key}")


_PUT = upsert(_t, lambda new: new.on_conflict_do_nothing(index_elements=["key"]))
_FREE = cache(
    lambda: choose(QueuedEffect).where(_t.c.kind.not_in(_but), *_free()).order_by(_t.c.id).limit(bindparam("most"))
)
_FREE_OF = cache(lambda: _FREE().where(_t.c.intake_id == bindparam("drop")))
_HELD = cache(
    lambda: (
        choose(QueuedEffect)
        .where(_t.c.state == "due", _t.c.owner == bindparam("owner"), _t.c.lease_until > _now, _t.c.kind.not_in(_but))
        .order_by(_t.c.id)
    )
)
_IS_DUE = cache(lambda: select(exists().where(_t.c.kind.not_in(_but), *_may_begin())))
_READY_ONE = cache(lambda: choose(QueuedEffect).where(*_may_begin(), _t.c.id == bindparam("of")))
_READY = cache(
    lambda: (
        choose(QueuedEffect)
        .where(*_may_begin(), _t.c.kind == bindparam("what"))
        .order_by(_t.c.id)
        .limit(bindparam("most"))
    )
)
_BLOCKING = cache(
    lambda: select(_t.c.id, _t.c.intake_id).where(
        _t.c.intake_id.in_(bindparam("drops", expanding=True)), _t.c.state != "done", _t.c.blocking
    )
)
_HOLD = cache(lambda: update(_t).where(_t.c.id == bindparam("of")))
_CHANGE = cache(lambda: update(_t).where(*_ours))
