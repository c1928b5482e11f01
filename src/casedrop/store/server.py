"""A ledger on a PostgreSQL server: how it is reached, what a session keeps to, its errors as those of `store/errors.py`."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import NoSuchModuleError

from casedrop.store.errors import AtWork, Away, Busy, Damaged, NoDriver, NotALedger, OtherTables

NAMES = {"postgres", "postgresql", "postgresql+psycopg"}
"""How an address of a PostgreSQL server may begin."""
WAIT_SECONDS = 5
"""How long it is tried to reach a server, and how long one that fell silent is waited for before another machine may go on."""
SESSION: Mapping[str, str] = {
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
    "synchronous_commit": "on",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "4",
}
"""What each session asks of the server: to wait for another writer as long as SQLite does, not to be held up by a machine that
stands still within a transaction, to lose nothing it has confirmed, to notice within half a minute that a machine is gone."""
CONNECTION: Mapping[str, str | int] = {
    "connect_timeout": WAIT_SECONDS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 30_000,
    "application_name": "casedrop",
}
"""What this end of each connection keeps to, unless the address says otherwise."""
WRITER = 7_235_614
"""The number of the lock that one writer at a time holds."""

LOOKS = 10
"""How often it is looked, a tenth of a second apart, whether others are gone."""
_LOOK_ANEW, _A_MOMENT = text("SELECT pg_stat_clear_snapshot()"), text("SELECT pg_sleep(0.1)")
_OTHERS = text(
    "SELECT DISTINCT coalesce(host(client_addr), 'this server') FROM pg_stat_activity "
    "WHERE application_name = 'casedrop' AND datname = current_database() AND pid <> pg_backend_pid()"
)
Situation = Callable[[str, str], Exception]
"""(the address as it may be shown, what the server said) -> what that is to us."""
_SITUATIONS: Mapping[tuple[str, ...], Situation] = {
    ("53100",): lambda where, _why: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), where),
    ("58030",): lambda where, _why: OSError(errno.EIO, os.strerror(errno.EIO), where),
    ("55P03", "40P01", "40001", "57014"): lambda where, _why: Busy(url=where),
    ("XX00",): lambda where, _why: Damaged(path=where),
    ("42P01", "42703"): lambda where, why: OtherTables(url=where, why=why),
    ("28", "3D000", "3F000", "42501"): lambda where, why: NotALedger(url=where, why=why),
    ("08", "25", "53", "57P"): lambda where, why: Away(url=where, why=why),
}
"""What the codes of PostgreSQL's errors (its Appendix A) are to us, by how they begin; the first that fits counts."""
_SHUT_OUT = r'password authentication failed|no password supplied|(database|role) ".*" does not exist'
"""What a server says that was reached and lets nobody in; while connecting, the driver gives words and no code."""


def is_server(url: URL) -> bool:
    """Whether an address is that of a PostgreSQL server."""
    return url.drivername in NAMES


def connect(url: URL) -> Engine:
    """The engine for the address of a server, which is not yet reached; raises NoDriver."""
    said = {name: value for name, value in CONNECTION.items() if name not in url.query}
    options = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), connect_args={**said, "options": options})
    except (ModuleNotFoundError, NoSuchModuleError, ImportError) as error:
        raise NoDriver(url=shown(url)) from error


def begin(connection: Connection) -> None:
    """Wait until no one else writes, and let nobody write until this transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")


def shown(url: URL | str) -> str:
    """An address as it may be shown: without its password."""
    if isinstance(url, URL):
        return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", url)


def refuse_encoding(connection: Connection) -> None:
    """Raise NotALedger if the database cannot hold every letter there is."""
    encoding = str(connection.scalar(text("SHOW server_encoding")))
    if encoding != "UTF8":
        raise NotALedger(url=shown(connection.engine.url), why=f"its encoding is {encoding}, it must be UTF8")


def refuse_at_work(connection: Connection) -> None:
    """Raise AtWork if any other casedrop is connected to the database, and does not end within a second; names whence."""
    names: Sequence[str] = ()
    for _ in range(LOOKS):
        connection.execute(_LOOK_ANEW)
        names = connection.execute(_OTHERS).scalars().all()
        if not names:
            return
        connection.execute(_A_MOMENT)
    raise AtWork(names=", ".join(sorted(names)))


def sort_as_written(connection: Connection) -> None:
    """Let every text of the ledger sort by its bytes, as SQLite sorts, whatever language the database was made for."""
    there = connection.execute(
        text(
            "SELECT table_name, column_name, data_type, character_maximum_length AS most FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying') "
            "AND collation_name IS DISTINCT FROM 'C' ORDER BY 1, 2"
        )
    ).all()
    for one in there:
        kind = "text" if one.most is None else f"varchar({int(one.most)})"
        connection.exec_driver_sql(
            f'ALTER TABLE "{one.table_name}" ALTER COLUMN "{one.column_name}" TYPE {kind} COLLATE "C"'
        )


def trouble_of(error: BaseException | None, url: URL) -> Exception | None:
    """The situation an error of the driver stands for; None if it is none that is known."""
    code, where, why = str(getattr(error, "sqlstate", None) or ""), shown(url), _first_line(error)
    for codes, situation in _SITUATIONS.items():
        if code.startswith(codes):
            return situation(where, why)
    if re.search(_SHUT_OUT, why):
        return NotALedger(url=where, why=why)
    return Away(url=where, why=why) if type(error).__name__ == "OperationalError" else None


def _first_line(error: BaseException | None) -> str:
    """What the driver or the server says, without what every such sentence begins with."""
    said = (str(error).strip().splitlines() or ["it was lost"])[0].rpartition("FATAL:")[2].strip()
    return said.removeprefix("connection is bad: ").removeprefix("connection failed: ").rstrip(".")
