"""A ledger on a PostgreSQL server: what is said of one that is not there, lets nobody in or is lost, and how it goes on (L13)."""

from __future__ import annotations

import itertools
import os
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

import servers
from casedrop.store import schema, server
from casedrop.store.errors import AtWork, Away, Busy, NewerLedger, NoDriver, NotALedger, OldTables, OtherTables
from casedrop.store.ledger import Ledger, Migrated
from casedrop.store.ledger.engine import connect, writing
from casedrop.store.ledger.migrate import revision
from casedrop.store.migrations.versions import r0001_ledger
from store.conftest import MONDAY, at, is_ours

numbers = itertools.count(1)


@pytest.fixture
def url():
    return servers.emptied()


@pytest.fixture
def blank():
    """The address of a database that holds nothing at all."""
    return servers.make(f"blank{os.getpid()}_{next(numbers)}")


@pytest.fixture
def link(tmp_path):
    """The way to the server of this run: without it nobody reaches the server."""
    way = tmp_path / "way"
    way.symlink_to(servers.sockets())
    return way


def drop(ledger, name="a"):
    return ledger.claim(name * 64, f"inbox/{name}", None, name, "one", at(0), 60)


def cut_off(url):
    """End every connection to a database, as a server that is stopped does."""
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    servers.sql(servers.name_of(url), f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608


def test_an_empty_database_becomes_a_ledger_whose_tables_are_those_the_code_works_with(blank):
    Ledger.open(blank, MONDAY).close()
    with connect(blank).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True, "include_name": is_ours})
        assert compare_metadata(context, schema.metadata) == []
    assert revision(connect(blank)) == schema.HEAD


def test_letters_sort_by_their_bytes_whatever_language_the_database_was_made_for():
    vietnamese = ("LOCALE_PROVIDER", "icu", "ICU_LOCALE", "'vi'")
    url = servers.make(f"vi{os.getpid()}", "template0", *vietnamese)
    ledger = Ledger.open(url, MONDAY)
    for name in ("Z", "a", "Đ", "e"):
        ledger.memorize(name, "")
    with connect(url).connect() as connection:
        there = connection.execute(text("SELECT name FROM memo ORDER BY name")).scalars().all()
    assert there == sorted(there) == ["Z", "a", "e", "Đ"]
    ledger.close()


def test_a_database_that_cannot_hold_every_letter_is_refused_and_left_alone():
    url = servers.make(
        f"latin{os.getpid()}", "template0", "ENCODING", "'LATIN1'", "LC_COLLATE", "'C'", "LC_CTYPE", "'C'"
    )
    with pytest.raises(NotALedger, match="its encoding is LATIN1, it must be UTF8"):
        Ledger.open(url, MONDAY)
    assert servers.sql(servers.name_of(url), "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_tables_of_an_older_casedrop_are_brought_up_only_when_that_is_asked_for(blank):
    engine = connect(blank)
    with writing(engine) as first, Operations.context(MigrationContext.configure(first)):
        r0001_ledger.upgrade()
        first.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        first.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
    with pytest.raises(AtWork, match=r"\(this server\)"):
        Ledger.migrate(blank, MONDAY)
    engine.dispose()
    with pytest.raises(OldTables, match=r"schema 0001, this one needs \d+.*run: casedrop migrate"):
        Ledger.open(blank, MONDAY)
    assert Ledger.migrate(blank, MONDAY) == Migrated("0001", schema.HEAD, None)
    assert Ledger.migrate(blank, MONDAY) == Migrated(schema.HEAD, schema.HEAD, None)
    assert Ledger.open(blank, MONDAY).cases() == []


def test_a_newer_ledger_and_a_database_of_someone_else_are_refused_and_left_alone(blank):
    Ledger.open(blank, MONDAY).close()
    servers.sql(servers.name_of(blank), "UPDATE alembic_version SET version_num = '9999'")
    for come in (Ledger.open, Ledger.migrate):
        with pytest.raises(NewerLedger, match="schema 9999, this one knows"):
            come(blank, MONDAY)
    servers.sql(servers.name_of(blank), "DROP TABLE alembic_version")
    with pytest.raises(NotALedger, match="it holds other tables"):
        Ledger.open(blank, MONDAY)


def test_tables_changed_by_another_while_one_is_at_work_are_said(blank):
    ledger = Ledger.open(blank, MONDAY)
    servers.sql(servers.name_of(blank), "ALTER TABLE memo RENAME COLUMN value TO said")
    with pytest.raises(OtherTables, match="Install here the casedrop"):
        ledger.memo("x")
    ledger.close()


@pytest.mark.fault("L13")
def test_without_the_driver_the_command_that_installs_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(NoDriver, match=r"postgresql://desk:\*\*\*@db/office .*pip install 'casedrop\[postgres\]'"):
        Ledger.open("postgresql://desk:secret@db/office", MONDAY)


@pytest.mark.fault("L13")
def test_a_server_that_is_not_there_is_said_and_found_once_it_is(url, link):
    there = servers.address(servers.name_of(url), link)
    link.unlink()
    with pytest.raises(Away, match=r"cannot be reached \(.*No such file or directory\)\. Start PostgreSQL"):
        Ledger.open(there, MONDAY)
    link.symlink_to(servers.sockets())
    assert Ledger.open(there, MONDAY).cases() == []


@pytest.mark.fault("L13")
def test_a_server_lost_in_the_middle_saves_nothing_and_the_next_try_goes_on(url, link):
    ledger = Ledger.open(servers.address(servers.name_of(url), link), MONDAY)
    with pytest.raises(Away, match="cannot be reached"), ledger.transaction() as tx:
        tx.memorize("half", "done")
        link.unlink()
        cut_off(url)
        tx.memorize("other", "half")
    with pytest.raises(Away):
        ledger.memo("half")
    link.symlink_to(servers.sockets())
    assert (ledger.memo("half"), ledger.memo("other")) == ("", "")
    drop(ledger)
    assert [one.path for one in ledger.open_intakes()] == ["inbox/a"]
    ledger.close()


@pytest.mark.parametrize(
    ("user", "name", "why"),
    [
        ("casedrop", "nowhere", 'database "nowhere" does not exist'),
        ("stranger", "postgres", 'role "stranger" does not'),
    ],
)
def test_a_server_that_lets_nobody_in_says_why_without_the_password(user, name, why):
    with pytest.raises(NotALedger, match=why) as told:
        Ledger.open(f"postgresql://{user}:secret@/{name}?host={servers.sockets()}", MONDAY)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "bad", ["mysql://desk:secret@db/office", "postgresql://desk:secret@db:port/office", "postgresql+asyncpg://x"]
)
def test_an_address_that_is_no_ledgers_is_refused_without_its_password(bad):
    with pytest.raises(NotALedger, match="correct the ledger's URL") as told:
        Ledger.open(bad, MONDAY)
    assert "secret" not in str(told.value)


def test_one_who_holds_the_ledger_too_long_is_said_to(url, monkeypatch):
    monkeypatch.setattr(server, "SESSION", {**server.SESSION, "lock_timeout": "20ms"})
    ledger, second = Ledger.open(url, MONDAY), Ledger.open(url, MONDAY)
    with ledger.transaction(), pytest.raises(Busy, match="held by another process"):
        second.free("one", at(0))
    second.free("one", at(1))


def test_each_session_keeps_to_what_saves_the_others_from_it(url):
    with connect(url).connect() as connection:
        said = {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in server.SESSION}
    assert said.items() >= {"lock_timeout": "30s", "synchronous_commit": "on"}.items()
    assert said["idle_in_transaction_session_timeout"] == "1min"


def test_several_questions_see_one_moment_and_no_writer_waits_for_them(url):
    ledger, other = Ledger.open(url, MONDAY), Ledger.open(url, MONDAY)
    ledger.memorize("x", "1")
    with ledger.snapshot() as there:
        assert there.memo("x") == "1"
        other.memorize("x", "2")
        assert there.memo("x") == "1"
    assert ledger.memo("x") == "2"
