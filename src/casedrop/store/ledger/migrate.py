"""Bringing a ledger to the schema this code works with."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from casedrop.store import files, temporary
from casedrop.store.errors import NewerLedger, NotALedger
from casedrop.store.ledger.engine import file_of, reading, writing
from casedrop.store.schema import HEAD

MIGRATIONS = Path(__file__).parent.parent / "migrations"
EMPTY = "empty"


def bring_up(engine: Engine, now: datetime) -> None:
    """Bring the ledger to the schema HEAD; an SQLite ledger that is not empty is backed up beside itself first.

    Raises NewerLedger for a schema this code does not know, NotALedger for a database of someone else.
    """
    there = revision(engine)
    if there == HEAD:
        return
    file = file_of(engine)
    if file and there != EMPTY:
        back_up(file, file.with_name(f"{file.name}.{there or 'none'}.{now:%Y%m%dT%H%M%SZ}.bak"))
    _upgrade(engine, there)


def revision(engine: Engine) -> str | None:
    """The schema's revision, EMPTY if there is no table, None if nothing was migrated; raises NotALedger."""
    with reading(engine) as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return EMPTY
        if "alembic_version" not in tables:
            raise NotALedger(url=engine.url, why="it holds other tables")
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


def _upgrade(engine: Engine, there: str | None) -> None:
    # Loading alembic takes longer than most commands; only a ledger that is not at HEAD needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if there not in known | {EMPTY, None}:
        raise NewerLedger(url=engine.url, found=there, known=HEAD)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
