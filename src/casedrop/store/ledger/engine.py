"""The way to the database: pragmas, one writer at a time, and the database's errors as those of `store/errors.py`."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from casedrop.store import files, mounts, server
from casedrop.store.errors import Busy, Damaged, NotALedger, Taken
from casedrop.store.ledger import grams

BUSY_MS = 30_000
_READING, _ASKING = "casedrop_reading", "casedrop_asking"
_READS, _ASKS = {_READING: True}, {_READING: True, _ASKING: True}
_SEEN: Mapping[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "sqlite": (_READS, _ASKS),
    "postgresql": ({**_READS, "isolation_level": "REPEATABLE READ"}, {**_ASKS, "isolation_level": "AUTOCOMMIT"}),
}
"""How a connection that changes nothing is opened: for several questions about one moment, and for one question."""


def connect(url: str) -> Engine:
    """The engine for a URL, `sqlite:///…` or `postgresql://…`; makes the SQLite file, 0600, if need be.

    Raises NotALedger for an unusable URL, NetworkShare for an SQLite file on a share, NoDriver where PostgreSQL's is missing.
    """
    try:
        where = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise NotALedger(url=server.shown(url), why="it cannot be understood") from error
    engine = server.connect(where) if server.is_server(where) else _of_a_file(where)
    event.listen(engine, "begin", _begin)
    return engine


def _of_a_file(url: URL) -> Engine:
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise NotALedger(url=server.shown(url), why="it begins neither with sqlite:/// nor with postgresql://")
    journal = _prepare_sqlite(url)
    engine = create_engine(url)
    event.listen(engine, "connect", lambda connection, _record: _pragmas(connection, journal))
    return engine


def file_of(engine: Engine) -> Path | None:
    """The SQLite file of a ledger; None on PostgreSQL."""
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None


def copy(engine: Engine, target: Path) -> bool:
    """Copy the SQLite file of a ledger as it is at this moment; False of PostgreSQL, which has programs of its own for that.
    Raises OSError, Busy."""
    source = file_of(engine)
    if source is None:
        return False
    files.before("copy", target)
    there = sqlite3.connect(source, timeout=BUSY_MS / 1000)
    with in_our_words(engine), contextlib.closing(there), contextlib.closing(sqlite3.connect(target)) as made:
        there.backup(made)
    target.chmod(0o600)
    return True


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A context with a connection whose work is committed together at the end, or not at all; no one else writes
    meanwhile.
    """
    with in_our_words(engine), engine.connect() as connection, connection.begin():
        yield connection
        files.before("commit", "ledger")


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A context with a connection that sees the ledger as it was at one moment, and waits for a writer no longer than
    its commit.
    """
    with in_our_words(engine), engine.connect() as connection:
        yield connection.execution_options(**_SEEN[engine.dialect.name][0])


@contextlib.contextmanager
def asking(engine: Engine) -> Iterator[Connection]:
    """A context with a connection for one question, which needs no transaction of its own; it waits as `reading` does."""
    with in_our_words(engine), engine.connect() as connection:
        yield connection.execution_options(**_SEEN[engine.dialect.name][1])


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether an SQLite version is free of the fault that loses commits in WAL mode (libraries.md 1.2)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def journal_mode(where: mounts.Standing, version: tuple[int, int, int]) -> str:
    """The journal mode for an SQLite version and a place: WAL only where both are known to be good."""
    return "WAL" if where == "local" and wal_is_safe(version) else "TRUNCATE"


def _prepare_sqlite(url: URL) -> str:
    if url.database in (None, "", ":memory:") or str(url.database).startswith("file:"):
        raise NotALedger(url=url, why="it names no file")
    path = Path(str(url.database))
    where = mounts.refuse_share(path)
    if not path.exists():
        files.make_dir(path.parent, private=True)
        with contextlib.suppress(Taken):  # another process made it, and began to write
            files.write_new(path, b"", private=True)
    return journal_mode(where, sqlite3.sqlite_version_info)


def _pragmas(connection: sqlite3.Connection, journal: str) -> None:
    # The driver would begin only before the first change, so that two could read, then write; we begin ourselves.
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_MS}", f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("content_grams", 2, grams.of_text, deterministic=True)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    is_reading = options.get(_READING, False)
    if connection.dialect.name == "postgresql":
        if not is_reading:
            server.begin(connection)
    elif not options.get(_ASKING, False):
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


@contextlib.contextmanager
def in_our_words(engine: Engine) -> Iterator[None]:
    """A context in which what the driver raises is raised as the situation it stands for, if that is one that is known."""
    try:
        yield
    except DBAPIError as error:
        is_server = engine.dialect.name == "postgresql"
        trouble = server.trouble_of(error.orig, engine.url) if is_server else _trouble_of(error.orig, engine)
        if trouble is None:
            raise
        raise trouble from error


def _trouble_of(error: BaseException | None, engine: Engine) -> Exception | None:
    name = getattr(error, "sqlite_errorname", "")
    path = str(engine.url.database)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy(url=path)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Damaged(path=path)
    for prefix, number in (
        ("SQLITE_FULL", errno.ENOSPC),
        ("SQLITE_IOERR", errno.EIO),
        ("SQLITE_READONLY", errno.EACCES),
        ("SQLITE_CANTOPEN", errno.EACCES),
    ):
        if name.startswith(prefix):
            return OSError(number, os.strerror(number), path)
    return None
