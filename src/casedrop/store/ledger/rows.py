"""Rows of the tables as the values of the house, and back.

Statements are made once, when they are first needed, with names where their values will stand: SQLAlchemy takes five times as
long to make one as to carry it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Insert, Select, Table, select
from sqlalchemy.dialects import sqlite

from casedrop.formats.late import Late
from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.papers import Paper
from casedrop.store.records import CaseRow, CustomerRow, DocumentRow, Entry, Intake, LetterRow, NumberRow, QueuedEffect
from casedrop.store.standing import Standing

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Upsert = sqlite.Insert | postgresql.Insert
else:
    postgresql = Late("sqlalchemy.dialects.postgresql")

Row = TypeVar(
    "Row", Intake, CaseRow, Entry, NumberRow, DocumentRow, QueuedEffect, CustomerRow, Standing, Paper, LetterRow
)

TABLES: dict[type, Table] = {
    Intake: schema.intake,
    CaseRow: schema.case,
    Entry: schema.event,
    NumberRow: schema.number,
    DocumentRow: schema.document,
    QueuedEffect: schema.deed,
    CustomerRow: schema.customer,
    Standing: schema.standing,
    Paper: schema.paper,
    LetterRow: schema.letter,
}
_NAMES = {kind: tuple(one.name for one in fields(kind)) for kind in TABLES}


def choose(kind: type[Row]) -> Select[Any]:
    """The query for every row of a kind, in exactly the columns the value has; add `where` and `order_by`."""
    return select(*(TABLES[kind].c[name] for name in _NAMES[kind]))


def rows(connection: Connection, kind: type[Row], query: Select[Any], **said: Json) -> list[Row]:
    """The rows a query made by `choose` finds; `said` are the values of the names in it."""
    return [kind(*row) for row in connection.execute(query, said)]


def row(connection: Connection, kind: type[Row], query: Select[Any], **said: Json) -> Row | None:
    """The first row a query made by `choose` finds, or None; `said` are the values of the names in it. It should have a limit."""
    first = connection.execute(query, said).first()
    return kind(*first) if first else None


def values(item: Row, *without: str) -> dict[str, Json]:
    """The columns of a value, to be written."""
    return {name: getattr(item, name) for name in _NAMES[type(item)] if name not in without}


@cache
def insertion(table: Table) -> Insert:
    """An insert into a table."""
    return table.insert()


def upsert(table: Table, said: Callable[[Upsert], Insert]) -> Callable[[Connection], Insert]:
    """An upsert in the dialect of each connection, made once for each: `said` says what becomes of what is there."""

    @cache
    def made(dialect: str) -> Insert:
        return said(sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table))

    return lambda connection: made(connection.dialect.name)


def replacing(table: Table, *key: str) -> Callable[[Connection], Insert]:
    """An insert that takes the place of the row with the same key, if there is one."""
    others = [column.name for column in table.c if column.name not in key]
    return upsert(
        table,
        lambda new: new.on_conflict_do_update(index_elements=key, set_={name: new.excluded[name] for name in others}),
    )
