"""A PostgreSQL server of this run alone: begun when a test first needs it, in memory, for all its processes; ended with the run.

What is written there need outlive nothing, so it waits for no disk. Where no server can be begun, tests of it are skipped, and
say why.
"""

from __future__ import annotations

import functools
import importlib.util
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casedrop.store.ledger import Ledger
from casedrop.store.schema import metadata
from once import RUN, once

QUICK = (
    "fsync=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=16MB",
    "listen_addresses=",
    "max_connections=60",
    "logging_collector=off",
)
PLACE = "server"
_numbers = itertools.count(1)


def lacking() -> str:
    """Why no server can be begun here; "" if one can."""
    if not importlib.util.find_spec("psycopg"):
        return "PostgreSQL's driver is not installed (casedrop[postgres])"
    if sys.platform == "win32" or not programs():
        return "no PostgreSQL server is installed (tools/setup tests)"
    if os.geteuid() == 0 and not _user():
        return "a PostgreSQL server does not run as root, and there is no user postgres"
    return ""


def programs() -> str:
    """The folder of the newest server's programs; "" if there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    found = [Path(at).parent] if (at := shutil.which("postgres")) else []
    return str(next((path for path in (*reversed(debian), *found) if (path / "initdb").exists()), ""))


def sockets() -> Path:
    """The folder in which the server of this run listens; it is begun if need be. Skips the test where that cannot be."""
    why = lacking()
    if why:
        pytest.skip(why)
    return Path(once(PLACE, _begun).read_text("utf-8"))


def address(name: str, place: Path | None = None) -> str:
    """The address of a database of the server of this run, by way of another folder if one is given."""
    return f"postgresql://casedrop@/{name}?host={place or sockets()}"


def make(name: str, like: str = "template1", *more: str) -> str:
    """The address of a new database."""
    sql("postgres", f"CREATE DATABASE {name} TEMPLATE {like} {' '.join(more)}")
    return address(name)


def new() -> str:
    """The address of a database that holds a new ledger and nothing else."""
    name = f"w{os.getpid()}_{next(_numbers)}"
    sockets()
    once("ledger", _ledger)
    return make(name, "ledger")


def emptied() -> str:
    """The address of this process's own database, with a ledger that holds nothing; quicker than a new one."""
    url = _own(os.getpid())
    kept = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    sql(name_of(url), f"TRUNCATE {kept} RESTART IDENTITY")
    return url


def name_of(url: str) -> str:
    """The name of the database at an address."""
    return url.partition("@/")[2].partition("?")[0]


def sql(database: str, *statements: str) -> list[tuple[object, ...]]:
    """What the last of some statements finds in a database."""
    import psycopg  # noqa: PLC0415 - it need not be installed

    with psycopg.connect(f"host={sockets()} user=casedrop dbname={database}", autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def end() -> None:
    """End the server of this run, if it was begun."""
    told = Path(os.environ[RUN]) / PLACE
    if told.exists():
        place = Path(told.read_text("utf-8"))
        _act("pg_ctl", "-D", str(place / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(place, ignore_errors=True)


@functools.cache
def _own(_process: int) -> str:
    return new()


def _ledger(told: Path) -> None:
    Ledger.open(make("ledger"), datetime.now(UTC)).close()
    told.touch()


def _begun(told: Path) -> None:
    place = Path(tempfile.mkdtemp(prefix="casedrop-server-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    if user := _user():
        shutil.chown(place, user, user)
    _act(
        "initdb",
        "-D",
        str(place / "data"),
        "-U",
        "casedrop",
        "-A",
        "trust",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    options = " ".join(f"-c {option}" for option in (*QUICK, f"unix_socket_directories={place}"))
    _act("pg_ctl", "-D", str(place / "data"), "-l", str(place / "log"), "-o", options, "-w", "start")
    told.write_text(str(place), "utf-8")


def _act(program: str, *words: str) -> None:
    as_whom = {"user": user, "group": user, "extra_groups": []} if (user := _user()) else {}
    subprocess.run([f"{programs()}/{program}", *words], check=True, stdout=subprocess.DEVNULL, cwd="/", **as_whom)


def _user() -> str:
    """Whom the server runs as: root may not run one."""
    import pwd  # noqa: PLC0415 - not on Windows

    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if os.geteuid() == 0 and "postgres" in known else ""
