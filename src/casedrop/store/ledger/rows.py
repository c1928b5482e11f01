"""Rows of the tables as the values of the house, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.dialects import sqlite

from casedrop.formats.late import Late
from casedrop.language.problem import Json
from casedrop.store import schema
from casedrop.store.records import CaseRow, CustomerRow, DocumentRow, Entry, Intake, NumberRow, QueuedEffect

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql
else:
    postgresql = Late("sqlalchemy.dialects.postgresql")

Row = TypeVar("Row", Intake, CaseRow, Entry, NumberRow, DocumentRow, QueuedEffect, CustomerRow)

TABLES: dict[type, Table] = {
    Intake: schema.intake,
    CaseRow: schema.case,
    Entry: schema.event,
    NumberRow: schema.number,
    DocumentRow: schema.document,
    QueuedEffect: schema.deed,
    CustomerRow: schema.customer,
}


def choose(kind: type[Row]) -> Select[Any]:
    """The query for every row of a kind, in exactly the columns the value has; add `where` and `order_by`."""
    return select(*(TABLES[kind].c[f.name] for f in fields(kind)))


def rows(connection: Connection, kind: type[Row], query: Select[Any]) -> list[Row]:
    """The rows a query made by `choose` finds."""
    return [kind(**row) for row in connection.execute(query).mappings()]


def row(connection: Connection, kind: type[Row], query: Select[Any]) -> Row | None:
    """The first row a query made by `choose` finds, or None."""
    first = connection.execute(query.limit(1)).mappings().first()
    return kind(**first) if first else None


def values(item: Row, *without: str) -> dict[str, Json]:
    """The columns of a value, to be written."""
    return {f.name: getattr(item, f.name) for f in fields(item) if f.name not in without}


def upsert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say `on_conflict_do_nothing` or `…_do_update` in the connection's dialect."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
