"""What became of drops, as those who dropped them ask: by role and by case, the newest first."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, bindparam

from casedrop.store import schema
from casedrop.store.ledger.rows import choose, row, rows
from casedrop.store.records import Intake

_t = schema.intake.c
_OF_ROLE = cache(
    lambda: (
        choose(Intake)
        .where(_t.role == bindparam("whose"))
        .order_by(_t.id.desc())
        .limit(bindparam("most"))
        .offset(bindparam("first"))
    )
)
_OF_CASE = cache(
    lambda: choose(Intake).where(_t.case_id == bindparam("of")).order_by(_t.id.desc()).limit(bindparam("most"))
)
_ONE = cache(
    lambda: (
        choose(Intake)
        .where(_t.sha256 == bindparam("content"), _t.path == bindparam("place"))
        .order_by(_t.id.desc())
        .limit(1)
    )
)


def of_role(connection: Connection, role: str, first: int, most: int) -> list[Intake]:
    """The drops from a role's folder, the newest first: `most` at most, after the `first` ones."""
    return rows(connection, Intake, _OF_ROLE(), whose=role, first=first, most=most)


def lately(connection: Connection, most: int) -> list[Intake]:
    """The last drops, the newest first, `most` at most."""
    return rows(connection, Intake, choose(Intake).order_by(_t.id.desc()).limit(most))


def of_case(connection: Connection, case_id: str, most: int) -> list[Intake]:
    """The drops that concern a case, the newest first, `most` at most."""
    return rows(connection, Intake, _OF_CASE(), of=case_id, most=most)


def one(connection: Connection, sha256: str, path: str) -> Intake | None:
    """The last drop of a content at a path of the workspace; None if it was not taken in yet."""
    return row(connection, Intake, _ONE(), content=sha256, place=path)
