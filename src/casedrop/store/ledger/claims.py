"""Claims: who reads which dropped file, until when, and how often that was begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, exists, select, update

from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.errors import Conflict, Stale
from casedrop.store.ledger.rows import choose, row, rows, values
from casedrop.store.records import Intake, VerdictWord

_t = schema.intake


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
    there = row(connection, Intake, choose(Intake).where(*_open_at(wanted)))
    if there is None:
        if _is_unfinished(connection, wanted):
            return None
        connection.execute(_t.insert().values(**values(wanted, "id")))
    elif there.lease_until > now:
        return None
    else:
        again = {"owner": owner, "lease_until": until, "fence": there.fence + 1, "strikes": there.strikes + 1}
        connection.execute(update(_t).where(_t.c.id == there.id).values(**again))
    return row(connection, Intake, choose(Intake).where(*_open_at(wanted)))


def accepted(connection: Connection, sha256: str) -> Intake | None:
    """The intake by which this content was accepted, or None."""
    return row(connection, Intake, choose(Intake).where(_t.c.sha256 == sha256, _t.c.state == "accepted"))


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
    before = (_t.c.sha256 == intake.sha256, _t.c.path == intake.path, _t.c.state != "open")
    return row(connection, Intake, choose(Intake).where(*before)) is not None


def release(connection: Connection, intake: Intake, now: datetime) -> None:
    """Let anyone claim the intake again, with the strikes it had before; raises Stale (F3)."""
    _change(connection, intake, lease_until=now, strikes=intake.strikes - 1)


def forget(connection: Connection, intake: Intake) -> None:
    """Undo a claim as if it had never been; raises Stale."""
    if not connection.execute(delete(_t).where(*_ours(intake))).rowcount:
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
    mine = (_t.c.case_id == case_id, _t.c.state == "parked")
    return rows(connection, Intake, choose(Intake).where(*mine).order_by(_t.c.id))


def call(connection: Connection, intake: Intake) -> None:
    """Let a parked drop count as called."""
    connection.execute(update(_t).where(_t.c.id == intake.id).values(state="called"))


def called(connection: Connection, case_id: str) -> list[Intake]:
    """The drops that waited for their turn with a case, were dropped again since, and are not decided anew yet, oldest first."""
    mine = (_t.c.case_id == case_id, *_is_called())
    return rows(connection, Intake, choose(Intake).where(*mine).order_by(_t.c.id))


def came(connection: Connection, sha256: str) -> datetime | None:
    """When a content that waited for its turn, and is to be decided anew, was dropped first; None of any other (W25)."""
    there = rows(connection, Intake, choose(Intake).where(_t.c.sha256 == sha256, *_is_called()))
    return min((one.taken_at for one in there), default=None)


def unaccept(connection: Connection, sha256: str, case_id: str) -> None:
    """Let what a case accepted count as undone: the same content may be accepted again."""
    mine = (_t.c.sha256 == sha256, _t.c.case_id == case_id, _t.c.state == "accepted")
    connection.execute(update(_t).where(*mine).values(state="undone"))


def free(connection: Connection, owner: str, now: datetime) -> None:
    """End every lease of an owner that is known to be dead."""
    mine = (_t.c.owner == owner, _t.c.state == schema.OPEN, _t.c.lease_until > now)
    connection.execute(update(_t).where(*mine).values(lease_until=now))


def _open_at(wanted: Intake) -> tuple[ColumnElement[bool], ...]:
    return (_t.c.sha256 == wanted.sha256, _t.c.path == wanted.path, _t.c.state == "open")


def _is_called() -> tuple[ColumnElement[bool], ...]:
    later = _t.alias()
    same = (later.c.sha256 == _t.c.sha256, later.c.id > _t.c.id)
    return _t.c.state == "called", ~exists().where(*same, later.c.state.not_in((schema.OPEN, "called")))


def _ours(intake: Intake) -> tuple[ColumnElement[bool], ...]:
    return (_t.c.id == intake.id, _t.c.fence == intake.fence, _t.c.state == "open")


def _is_unfinished(connection: Connection, wanted: Intake) -> bool:
    effect = schema.deed.c
    same = select(_t.c.id).where(_t.c.sha256 == wanted.sha256, _t.c.path == wanted.path)
    undone = exists().where(effect.intake_id.in_(same), effect.state != "done", effect.blocking)
    return bool(connection.scalar(select(undone)))


def _change(connection: Connection, intake: Intake, **new: Json) -> None:
    if not connection.execute(update(_t).where(*_ours(intake)).values(**new)).rowcount:
        raise Stale(what=f"the claim on {intake.path}")
