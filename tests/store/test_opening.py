from __future__ import annotations

import contextlib
import errno
import io
import json
import multiprocessing
import sqlite3
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from casedrop.store import schema
from casedrop.store.errors import Busy, Damaged, NetworkShare, NewerLedger, NotALedger
from casedrop.store.ledger import Ledger
from casedrop.store.ledger.engine import connect, journal_mode, wal_is_safe, writing
from casedrop.store.ledger.migrate import MIGRATIONS
from casedrop.store.migrations.versions import (
    r0001_ledger,
    r0002_endings,
    r0003_growth,
    r0005_customers,
    r0006_standings,
    r0007_papers,
    r0008_letters,
    r0009_tallies,
    r0010_words,
)
from store.conftest import MONDAY, at, is_ours
from store.crash import sweep

STEPS = (
    r0001_ledger,
    r0002_endings,
    r0003_growth,
    r0005_customers,
    r0006_standings,
    r0007_papers,
    r0008_letters,
    r0009_tallies,
    r0010_words,
)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/state/ledger.db"


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def sql(url: str, *statements: str) -> None:
    file_of(url).parent.mkdir(exist_ok=True)
    with sqlite3.connect(file_of(url)) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


@pytest.mark.fault("K6")
def test_a_new_ledger_is_its_owners_alone(ledger, url):
    file = file_of(url)
    assert [stat.S_IMODE(p.stat().st_mode) for p in (file.parent, file)] == [0o700, 0o600]
    assert ledger.cases() == []


def test_what_was_saved_is_there_when_opened_again(ledger, url):
    ledger.claim("a" * 64, "inbox/a", None, "a", "one", MONDAY, 60)
    ledger.close()
    assert [i.path for i in Ledger.open(url, MONDAY).open_intakes()] == ["inbox/a"]


@pytest.mark.usefixtures("ledger")
def test_the_steps_lead_to_the_tables_the_code_works_with(url):
    with create_engine(url).connect() as connection:
        asked = {"compare_server_default": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=asked)
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.HEAD
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_the_steps_make_the_same_tables_on_postgresql():
    out = io.StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": out})
    with Operations.context(context):
        for step in STEPS:
            step.upgrade()
    made = set(map(" ".join, map(str.split, out.getvalue().split(";"))))
    dialect = postgresql.dialect()
    for table in schema.metadata.tables.values():
        columns = str(CreateTable(table).compile(dialect=dialect)).split("(", 1)[0].split()
        assert any(said.startswith(" ".join(columns)) for said in made)
        for index in table.indexes:
            some = index.dialect_options["sqlite"]["where"]  # what SQLite indexes some rows of, PostgreSQL does too
            only = "" if some is None else f" WHERE {some}"
            assert f"{CreateIndex(index).compile(dialect=dialect)}{only}" in made


def test_an_older_ledger_is_backed_up_then_brought_up(url):
    sql(
        url,
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "CREATE TABLE remark (said TEXT)",
        "INSERT INTO remark VALUES ('before')",
    )
    assert Ledger.open(url, MONDAY).cases() == []
    (backup,) = file_of(url).parent.glob("ledger.db.*.bak")
    assert backup.name == "ledger.db.none.20260302T010000Z.bak"
    assert sqlite3.connect(backup).execute("SELECT said FROM remark").fetchall() == [("before",)]
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_ledger_of_the_first_schema_gets_what_the_later_ones_brought(url):
    connection = connect(url)
    with writing(connection) as first, Operations.context(MigrationContext.configure(first)):
        r0001_ledger.upgrade()
        first.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        first.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
        for number, state in ((1, {"source": {"case": "THD-1", "key": "Máy"}}), (2, {})):
            row = {"id": f"TB-Đ-{number}", "state": json.dumps(state)}
            first.execute(text("INSERT INTO case_row VALUES (:id, 'a', 'vi', 'MAY', 's', 0, NULL, 1, :state)"), row)
    connection.dispose()
    ledger = Ledger.open(url, MONDAY)
    with ledger.snapshot() as there:
        assert [row.id for row in there.cases_under("a", "Máy")] == ["TB-Đ-1"]
    assert ledger.case_numbers_in("hop dong TB - Đ-2.pdf, tb-d-3, TB-Đ-12") == ["TB-Đ-2"]
    assert [path.name for path in file_of(url).parent.glob("*.bak")] == ["ledger.db.0001.20260302T010000Z.bak"]


def test_words_of_an_older_ledger_are_in_the_index_that_later_ones_keep(url):
    connection = connect(url)
    with writing(connection) as first:
        with Operations.context(MigrationContext.configure(first)):
            for step in STEPS[:-1]:
                step.upgrade()
        first.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        first.execute(text("INSERT INTO alembic_version VALUES ('0009')"))
        first.execute(text("INSERT INTO content VALUES ('A-1', 'sales', '漏水'), ('A-1', 'phone', 'kite')"))
    connection.dispose()
    with contextlib.closing(Ledger.open(url, MONDAY)) as ledger:
        assert [ledger.containing("漏水", who, 5) for who in (("sales",), ("phone",))] == [["A-1"], []]
        with ledger.transaction() as tx:
            tx.put_content("A-1", {"sales": "red"})
        assert (ledger.containing("kite", None, 5), ledger.containing("red", None, 5)) == ([], ["A-1"])


def test_a_crash_while_opening_is_mended_by_opening(tmp_path):
    places = iter(range(100))

    def world() -> str:
        return f"sqlite:///{tmp_path}/{next(places)}/ledger.db"

    def check(url: str) -> None:
        if file_of(url).exists() and file_of(url).stat().st_size:
            Ledger.open(url, MONDAY).close()

    assert sweep(world, lambda url: Ledger.open(url, MONDAY).close(), check) == 8


@pytest.mark.fault("F4")
def test_a_newer_ledger_is_refused_and_left_alone(ledger, url):
    ledger.close()
    sql(url, "UPDATE alembic_version SET version_num = '9999'")
    before = file_of(url).read_bytes()
    with pytest.raises(NewerLedger, match=r"written by a newer casedrop \(schema 9999, this one knows 0010\)"):
        Ledger.open(url, MONDAY)
    assert file_of(url).read_bytes() == before


def test_a_database_of_someone_else_is_refused(url):
    sql(url, "CREATE TABLE invoices (id INTEGER)")
    with pytest.raises(NotALedger, match="it holds other tables"):
        Ledger.open(url, MONDAY)


@pytest.mark.fault("L13")
@pytest.mark.parametrize("bad", ["state/ledger.db", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_names_no_file_is_refused(bad):
    with pytest.raises(NotALedger, match="correct the ledger's URL"):
        Ledger.open(bad, MONDAY)


def test_a_file_that_is_no_database_is_called_damaged(url):
    file_of(url).parent.mkdir()
    file_of(url).write_text("Kính gửi Quý khách hàng, " * 100)
    with pytest.raises(Damaged):
        Ledger.open(url, MONDAY)


@pytest.mark.fault("F4")
def test_a_damaged_page_is_said(ledger, url):
    for n in range(200):
        ledger.claim(f"{n:064d}", "inbox/a", None, "a", "one", MONDAY, 60)
    ledger.close()
    data = bytearray(file_of(url).read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    file_of(url).write_bytes(data)
    with pytest.raises(Damaged):
        Ledger.open(url, MONDAY).intakes()


@pytest.mark.fault("H7")
def test_a_share_is_refused_before_anything_is_made(tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"30 22 0:26 / {tmp_path} rw - cifs //server/office rw\n")
    monkeypatch.setattr("casedrop.store.mounts.MOUNTS", mounts)
    with pytest.raises(NetworkShare):
        Ledger.open(f"sqlite:///{tmp_path}/state/ledger.db", MONDAY)
    assert not (tmp_path / "state").exists()


@pytest.mark.fault("F4")
def test_a_ledger_held_by_another_is_busy(ledger, url, monkeypatch):
    monkeypatch.setattr("casedrop.store.ledger.engine.BUSY_MS", 20)
    second = Ledger.open(url, MONDAY)
    with ledger.transaction(), pytest.raises(Busy, match="held by another process"):
        second.free("one", at(0))


@pytest.mark.fault("F2")
def test_a_full_disk_is_a_full_disk(ledger, url):
    sql(url, "CREATE TABLE ballast (x BLOB)")
    with pytest.raises(OSError, match="full") as told, ledger.transaction() as tx:
        tx._connection.exec_driver_sql("PRAGMA max_page_count=1")
        tx._connection.exec_driver_sql("INSERT INTO ballast VALUES (zeroblob(10000000))")
    assert told.value.errno == errno.ENOSPC


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_wal_only_on_versions_without_the_fault(version, safe):
    assert wal_is_safe(version) is safe
    assert journal_mode("local", version) == ("WAL" if safe else "TRUNCATE")
    assert journal_mode("unknown", version) == "TRUNCATE"


def open_and_close(url: str) -> None:
    Ledger.open(url, MONDAY).close()


def test_several_may_open_a_new_ledger_at_once(url):
    context = multiprocessing.get_context("spawn")
    openers = [context.Process(target=open_and_close, args=(url,)) for _ in range(4)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join(60)
    assert [o.exitcode for o in openers] == [0] * 4
