"""Bringing a ledger to the schema this code works with."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from casedrop.store import files, server, temporary
from casedrop.store.errors import NewerLedger, NotALedger, OldTables
from casedrop.store.ledger.engine import file_of, reading, writing
from casedrop.store.schema import HEAD

MIGRATIONS = Path(__file__).parent.parent / "migrations"
EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Migrated:
    """The schema a ledger had and the one it has now, and where the copy of what it was lies; None if there is none."""

    before: str
    now: str
    backup: Path | None


def bring_up(engine: Engine, now: datetime, *, is_asked: bool = False) -> Path | None:
    """Bring the ledger to the schema HEAD. An SQLite ledger that is not empty is backed up beside itself first: gives where, else
    None. One on a server, with which others may be at work, only if that is asked for.

    Raises NewerLedger for a schema this code does not know, OldTables for an older one on a server, NotALedger for a database of
    someone else.
    """
    there = revision(engine)
    if there == HEAD:
        return None
    file, backup = file_of(engine), None
    if there != EMPTY:
        backup = file and file.with_name(f"{file.name}.{there or 'none'}.{now:%Y%m%dT%H%M%SZ}.bak")
    if file and backup:
        back_up(file, backup)
    _upgrade(engine, there, is_asked=is_asked)
    return backup


def revision(engine: Engine) -> str | None:
    """The schema's revision, EMPTY if there is no table, None if nothing was migrated; raises NotALedger."""
    with reading(engine) as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return EMPTY
        if "alembic_version" not in tables:
            raise NotALedger(url=server.shown(engine.url), why="it holds other tables")
        there = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if there is None else str(there)


def back_up(file: Path, target: Path) -> None:
    """Copy the whole SQLite ledger `file` to `target`, also while others write to it."""
    tmp = target.with_name(temporary.tmp_name())
    files.before("write", tmp)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp),))
    tmp.chmod(0o600)
    files.sync(tmp)
    files.adopt(tmp, target)


def _upgrade(engine: Engine, there: str | None, *, is_asked: bool) -> None:
    # Loading alembic takes longer than most commands; only a ledger that is not at HEAD needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if there not in known | {EMPTY, None}:
        raise NewerLedger(url=server.shown(engine.url), found=there, known=HEAD)
    is_server = file_of(engine) is None
    if is_server and there != EMPTY and not is_asked:
        raise OldTables(url=server.shown(engine.url), found=there, known=HEAD)
    with writing(engine) as connection:
        if is_server and is_asked:
            server.refuse_at_work(connection)
        if is_server:
            server.refuse_encoding(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if is_server:
            server.sort_as_written(connection)
