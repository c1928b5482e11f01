"""Claims: who reads which dropped file, until when, and how often that was begun."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from casedrop.store import schema
from casedrop.store.ledger.rows import choose, row, rows, values
from casedrop.store.trouble import Conflict, Stale
from casedrop.store.values import Intake, Verdict

_t = schema.intake


def claim(connection: Connection, wanted: Intake, now: datetime) -> Intake | None:
    """The claim on `wanted`'s content at its path, new or taken over with a higher fence, or None while it is held."""
    there = row(connection, Intake, choose(Intake).where(*_open_at(wanted)))
    if there is None:
        connection.execute(_t.insert().values(**values(wanted, "id")))
    elif there.lease_until > now:
        return None
    else:
        again = {"owner": wanted.owner, "lease_until": wanted.lease_until, "fence": there.fence + 1}
        connection.execute(update(_t).where(_t.c.id == there.id).values(**again))
    return row(connection, Intake, choose(Intake).where(*_open_at(wanted)))


def accepted(connection: Connection, sha256: str) -> Intake | None:
    """The intake by which this content was accepted, or None."""
    return row(connection, Intake, choose(Intake).where(_t.c.sha256 == sha256, _t.c.state == "accepted"))


def open_intakes(connection: Connection) -> list[Intake]:
    """The intakes not yet settled, oldest first, whoever holds them."""
    return rows(connection, Intake, choose(Intake).where(_t.c.state == "open").order_by(_t.c.id))


def strike(connection: Connection, intake: Intake) -> int:
    """How often the reading of an intake was begun, this time included; raises Stale."""
    _change(connection, intake, strikes=_t.c.strikes + 1)
    return int(connection.execute(_t.select().where(_t.c.id == intake.id)).mappings().one()["strikes"])


def extend(connection: Connection, intake: Intake, until: datetime) -> None:
    """None once the lease runs until then; raises Stale."""
    _change(connection, intake, lease_until=until)


def settle(connection: Connection, intake: Intake, verdict: Verdict, case_id: str | None, note: Any) -> None:
    """None once the verdict stands; raises Stale, and Conflict if the same content is accepted already."""
    if verdict == "accepted" and accepted(connection, intake.sha256):
        raise Conflict(what=f"The content {intake.sha256}")
    _change(connection, intake, state=verdict, case_id=case_id, note=note)


def free(connection: Connection, owner: str, now: datetime) -> None:
    """None once every lease of an owner that is known to be dead has run out."""
    mine = (_t.c.owner == owner, _t.c.state == "open", _t.c.lease_until > now)
    connection.execute(update(_t).where(*mine).values(lease_until=now))


def _open_at(wanted: Intake) -> tuple[Any, ...]:
    return (_t.c.sha256 == wanted.sha256, _t.c.path == wanted.path, _t.c.state == "open")


def _change(connection: Connection, intake: Intake, **new: Any) -> None:
    ours = (_t.c.id == intake.id, _t.c.fence == intake.fence, _t.c.state == "open")
    if not connection.execute(update(_t).where(*ours).values(**new)).rowcount:
        raise Stale(what=f"the claim on {intake.path}")
