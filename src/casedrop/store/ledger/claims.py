"""Claims: who reads which dropped file, until when, and how often that was begun."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, delete, exists, select, update

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.errors import Conflict, Stale
from casedrop.store.ledger.rows import choose, insertion, row, rows, values
from casedrop.store.records import Intake, VerdictWord

_t, _effect = schema.intake, schema.deed.c
_content: BindParameter[str] = bindparam("content")
_same = (_t.c.sha256 == _content, _t.c.path == bindparam("place"))
_ours = (_t.c.id == bindparam("of"), _t.c.fence == bindparam("under"), _t.c.state == "open")

_OPEN_AT = cache(lambda: choose(Intake).where(*_same, _t.c.state == "open").limit(1))
_DECIDED_AT = cache(lambda: choose(Intake).where(*_same, _t.c.state != "open").limit(1))
_ACCEPTED = cache(lambda: choose(Intake).where(_t.c.sha256 == _content, _t.c.state == "accepted").limit(1))
_PARKED = cache(
    lambda: choose(Intake).where(_t.c.case_id == bindparam("case"), _t.c.state == "parked").order_by(_t.c.id)
)
_UNDONE = cache(
    lambda: select(
        exists().where(_effect.intake_id.in_(select(_t.c.id).where(*_same)), _effect.state != "done", _effect.blocking)
    )
)
_UNACCEPT = cache(
    lambda: (
        update(_t)
        .where(_t.c.sha256 == _content, _t.c.case_id == bindparam("case"), _t.c.state == "accepted")
        .values(state="undone")
    )
)
_CALLED = cache(lambda: choose(Intake).where(_t.c.sha256 == _content, *_is_called()))
_CHANGE = cache(lambda: update(_t).where(*_ours))


def claim(
    connection: Connection,
    sha256: str,
    path: str,
    role: str | None,
    name: str,
    owner: str,
    now: datetime,
    lease_seconds: float,
) -> Intake | None:
    """The intake of a content at a path, leased to `owner`: a new one, or one whose lease ran out, under a higher fence and with
    one strike more: its reading counts as begun (F7).

    None while another holds it, or while the blocking effects of an earlier intake of it are not done (G1, H6). What was
    accepted before is claimed like anything else: ask `accepted`.
    """
    until = now + timedelta(seconds=lease_seconds)
    wanted = Intake(0, sha256, path, role, name, owner, 1, until, now, strikes=1)
    where = {"content": sha256, "place": path}
    there = row(connection, Intake, _OPEN_AT(), **where)
    if there is None:
        if connection.scalar(_UNDONE(), where):
            return None
        connection.execute(insertion(_t), values(wanted, "id"))
    elif there.lease_until > now:
        return None
    else:
        again = {"owner": owner, "lease_until": until, "fence": there.fence + 1, "strikes": there.strikes + 1}
        connection.execute(update(_t).where(_t.c.id == there.id).values(**again))
    return row(connection, Intake, _OPEN_AT(), **where)


def accepted(connection: Connection, sha256: str) -> Intake | None:
    """The intake by which this content was accepted, or None."""
    return row(connection, Intake, _ACCEPTED(), content=sha256)


def open_intakes(connection: Connection) -> list[Intake]:
    """The intakes not yet settled, oldest first, whoever holds them."""
    there = rows(connection, Intake, choose(Intake).where(_t.c.state == schema.OPEN))
    return sorted(there, key=lambda one: one.id)  # asked for in order, SQLite would walk through all drops ever


def owners(connection: Connection, now: datetime) -> set[str]:
    """Who holds open intakes now."""
    held = select(_t.c.owner).where(_t.c.state == schema.OPEN, _t.c.lease_until > now)
    return set(connection.execute(held.distinct()).scalars())


def is_repeated(connection: Connection, intake: Intake) -> bool:
    """Whether the same content was decided at the same path before."""
    return row(connection, Intake, _DECIDED_AT(), content=intake.sha256, place=intake.path) is not None


def release(connection: Connection, intake: Intake, now: datetime) -> None:
    """Let anyone claim the intake again, with the strikes it had before; raises Stale (F3)."""
    _change(connection, intake, lease_until=now, strikes=intake.strikes - 1)


def forget(connection: Connection, intake: Intake) -> None:
    """Undo a claim as if it had never been; raises Stale."""
    if not connection.execute(delete(_t).where(*_ours), {"of": intake.id, "under": intake.fence}).rowcount:
        raise Stale(what=f"the claim on {intake.path}")


def settle(
    connection: Connection, intake: Intake, verdict: VerdictWord, case_id: str | None = None, note: Json = None
) -> None:
    """Write the verdict on a drop; `case_id` is also the case a duplicate is answered with.

    Raises Stale if another worker took the claim over, Conflict if the same content is accepted already.
    """
    if verdict == "accepted" and accepted(connection, intake.sha256):
        raise Conflict(what=f"The content {intake.sha256}")
    _change(connection, intake, state=verdict, case_id=case_id, note=note)


def parked(connection: Connection, case_id: str) -> list[Intake]:
    """The drops that are parked until a case comes to them, oldest first."""
    return rows(connection, Intake, _PARKED(), case=case_id)


def call(connection: Connection, intake: Intake) -> None:
    """Let a parked drop count as called."""
    connection.execute(update(_t).where(_t.c.id == intake.id).values(state="called"))


def called(connection: Connection, case_id: str) -> list[Intake]:
    """The drops that waited for their turn with a case, were dropped again since, and are not decided anew yet, oldest first."""
    mine = (_t.c.case_id == case_id, *_is_called())
    return rows(connection, Intake, choose(Intake).where(*mine).order_by(_t.c.id))


def came(connection: Connection, sha256: str) -> datetime | None:
    """When a content that waited for its turn, and is to be decided anew, was dropped first; None of any other (W25)."""
    there = rows(connection, Intake, _CALLED(), content=sha256)
    return min((one.taken_at for one in there), default=None)


def unaccept(connection: Connection, sha256: str, case_id: str) -> None:
    """Let what a case accepted count as undone: the same content may be accepted again."""
    connection.execute(_UNACCEPT(), {"content": sha256, "case": case_id})


def free(connection: Connection, owner: str, now: datetime) -> None:
    """End every lease of an owner that is known to be dead."""
    mine = (_t.c.owner == owner, _t.c.state == schema.OPEN, _t.c.lease_until > now)
    connection.execute(update(_t).where(*mine).values(lease_until=now))


def _is_called() -> tuple[ColumnElement[bool], ...]:
    later = _t.alias()
    same = (later.c.sha256 == _t.c.sha256, later.c.id > _t.c.id)
    return _t.c.state == "called", ~exists().where(*same, later.c.state.not_in((schema.OPEN, "called")))


def _change(connection: Connection, intake: Intake, **new: Json) -> None:
    if not connection.execute(_CHANGE(), {"of": intake.id, "under": intake.fence, **new}).rowcount:
        raise Stale(what=f"the claim on {intake.path}")
