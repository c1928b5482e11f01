"""A ledger moved between SQLite and PostgreSQL: every row arrives, numbering goes on, a move cut off is begun again."""

from __future__ import annotations

import contextlib

import pytest

import servers
from casedrop.store import files
from casedrop.store.errors import LedgerThere, NotALedger
from casedrop.store.ledger import Ledger
from casedrop.store.ledger.blank import Gathered
from casedrop.store.ledger.move import move, put_aside, refuse_missing
from casedrop.store.records import QueuedEffect
from store.conftest import MONDAY, at
from store.test_blank import CASE, ENTRIES, acts, held

ODD = "inbox/sales/Phi\udcc3\udca1u \0.xlsx"


class Killed(BaseException):
    pass


def places(tmp_path):
    return f"sqlite:///{tmp_path}/ledger.db", servers.emptied()


def fill(url):
    ledger, gathered = Ledger.open(url, MONDAY), Gathered()
    gathered.append(CASE, ENTRIES)
    acts(gathered)
    ledger.claim("c" * 64, "inbox/c", None, "c", "one", MONDAY, 60)
    drop = ledger.claim("a" * 64, ODD, "sales", "Phiếu.xlsx", "one", MONDAY, 60)
    with ledger.transaction() as tx:
        tx.fill(gathered, [])
        tx.queue(drop.id, [QueuedEffect("keep", "Keep", {"ü": "纸船\0"})])
        tx.put_content("CA-1", {"sales": "纸船"})
    rows = held(ledger)
    ledger.close()
    return rows


def rows_at(url):
    ledger = Ledger.open(url, MONDAY)
    with contextlib.closing(ledger):
        return held(ledger)


@pytest.mark.parametrize("back", [False, True], ids=["to PostgreSQL", "to SQLite"])
def test_every_row_arrives_as_it_was_and_what_comes_after_is_numbered_on(back, tmp_path):
    source, target = reversed(places(tmp_path)) if back else places(tmp_path)
    before = fill(source)
    moved = move(source, target, MONDAY)
    assert (moved.was_there, moved.rows["intake"], moved.rows["event"]) == (False, 2, 2)
    assert rows_at(target) == before
    ledger = Ledger.open(target, MONDAY)
    assert ledger.claim("b" * 64, "inbox/b", None, "b", "one", MONDAY, 60).id == 3
    with ledger.transaction() as tx:
        assert tx.draw("A", 2026) == 4
        tx.bind("A", 2026, 4, "A-4", "CA-7/4")
        tx.queue(None, [QueuedEffect("next", "Keep")])
        tx.put_content("CA-2", {"phone": "大纸船"})
    assert [one.id for one in ledger.queued("due")] == [1, 2]
    assert sorted(ledger.containing("纸船", None, 5)) == ["CA-1", "CA-2"]
    ledger.close()


@pytest.mark.parametrize("back", [False, True], ids=["to PostgreSQL", "to SQLite"])
def test_the_old_one_is_kept_and_nobody_takes_it_for_the_ledger(back, tmp_path):
    source, target = reversed(places(tmp_path)) if back else places(tmp_path)
    source = servers.new() if back else source
    fill(source)
    move(source, target, MONDAY)
    kept = put_aside(source, at(1))
    assert "moved" in kept
    if back:
        with pytest.raises(NotALedger, match="it holds other tables"):
            Ledger.open(source, MONDAY)
    else:
        with pytest.raises(NotALedger, match="there is no such file"):
            refuse_missing(source)


def test_killed_before_its_commit_nothing_is_there_and_after_it_the_next_finds_it_done(tmp_path):
    source, target = places(tmp_path)
    before = fill(source)

    def killed(act, _target):
        if act == "commit":
            raise Killed

    with pytest.raises(Killed), files.acts(killed):
        move(source, target, MONDAY)
    assert not any(rows_at(target).values())
    assert [move(source, target, MONDAY).was_there for _ in range(2)] == [False, True]
    assert rows_at(source) == rows_at(target) == before


def test_what_is_another_ledger_is_left_alone(tmp_path):
    source, target = places(tmp_path)
    fill(source)
    other = Ledger.open(target, MONDAY)
    other.memorize("x", "1")
    with pytest.raises(LedgerThere):
        move(source, target, MONDAY)
    assert (other.memo("x"), other.intakes()) == ("1", [])
    other.close()
