"""A ledger moved to another database, row by row, in one transaction there: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, Row, Select, Table, make_url, select, text
from sqlalchemy.types import TypeDecorator, TypeEngine

from casedrop.store import files, schema, server
from casedrop.store.errors import Damaged, LedgerThere, NotALedger
from casedrop.store.ledger.engine import connect, file_of, writing
from casedrop.store.ledger.migrate import bring_up

TOGETHER = 1_000
"""Rows that are carried together."""
COUNTED = ("intake", "deed", "content")
"""Tables whose rows a server numbers by itself."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was carried, by table, and whether it was there already: an earlier move was cut off before its end."""

    rows: Mapping[str, int]
    was_there: bool


def move(source: str, target: str, now: datetime) -> Moved:
    """Copy a ledger to the address of an empty database, and hold every row there against the one it was made from; nobody
    writes to either meanwhile. What lies there already and is equal counts as copied.

    Raises LedgerThere if anything else is there, and what `Ledger.open` raises; nothing is then written.
    """
    here, there = connect(source), connect(target)
    try:
        for engine in (here, there):
            bring_up(engine, now)
        with writing(here) as old, writing(there) as new:
            was_there = not _is_empty(new)
            if was_there and not _is_equal(old, new):
                raise LedgerThere(url=server.shown(there.url))
            rows = {table.name: _copied(old, new, table, only_count=was_there) for table in RAW}
            if not was_there and not _is_equal(old, new):
                raise Damaged(path=server.shown(there.url))
            _count_on(new)
        return Moved(rows, was_there)
    finally:
        here.dispose()
        there.dispose()


def refuse_missing(url: str) -> None:
    """Raise NotALedger if the SQLite file of an address is not there: to connect would make it."""
    if url.startswith("sqlite:") and not Path(str(make_url(url).database)).is_file():
        raise NotALedger(url=url, why="there is no such file")


def put_aside(url: str, now: datetime) -> str:
    """Let nobody open the ledger that was moved from here, and keep it all the same; gives what it is called now."""
    engine = connect(url)
    try:
        file = file_of(engine)
        if file is None:
            return _renamed(engine, now)
        kept = file.with_name(f"{file.name}.moved.{now:%Y%m%dT%H%M%SZ}.bak")
        engine.dispose()
        files.adopt(file, kept)
        return str(kept)
    finally:
        engine.dispose()


def _renamed(engine: Engine, now: datetime) -> str:
    name = f"moved_{now:%Y%m%dt%H%M%Sz}"
    with writing(engine) as connection:
        connection.exec_driver_sql(f"ALTER TABLE alembic_version RENAME TO {name}")
    return f"{server.shown(engine.url)}, table {name}"


def _raw(table: Table, into: MetaData) -> Table:
    """A table with its columns as they are stored: what is carried is not understood, so it stays byte for byte."""
    columns = (Column(one.name, _stored(one.type), primary_key=one.primary_key) for one in table.c)
    return Table(table.name, into, *columns)


def _stored(kind: TypeEngine[object]) -> TypeEngine[object]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _rows(table: Table) -> Select[tuple[object, ...]]:
    return select(table).order_by(*table.primary_key.columns)


def _read(connection: Connection, table: Table) -> Iterator[Row[tuple[object, ...]]]:
    """The rows of a table in the order of its key, not all of them in memory at once."""
    yield from connection.execute(_rows(table), execution_options={"yield_per": TOGETHER})


def _copied(old: Connection, new: Connection, table: Table, *, only_count: bool) -> int:
    """How many rows a table has, once they are carried."""
    number = 0
    with old.execute(_rows(table), execution_options={"yield_per": TOGETHER}) as there:
        for some in there.mappings().partitions(TOGETHER):
            number += len(some)
            if not only_count:
                new.execute(table.insert(), [dict(one) for one in some])
    return number


def _is_empty(connection: Connection) -> bool:
    return not any(connection.execute(select(table).limit(1)).first() for table in RAW)


def _is_equal(old: Connection, new: Connection) -> bool:
    pairs = (zip_longest(_read(old, table), _read(new, table)) for table in RAW)
    return all(before == after for rows in pairs for before, after in rows)


def _count_on(connection: Connection) -> None:
    """Let a server go on numbering rows after the last one."""
    if connection.dialect.name == "postgresql":
        for name in COUNTED:
            last = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM {name}"  # noqa: S608 - names of ours
            connection.execute(text(last))


_into = MetaData()
RAW = [_raw(table, _into) for table in schema.metadata.sorted_tables]
"""Those that others refer to come first."""
