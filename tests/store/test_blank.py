"""What is gathered for a blank ledger is what the same acts leave in one, one after the other."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from casedrop.store import schema
from casedrop.store.errors import NumberTaken
from casedrop.store.ledger import Ledger
from casedrop.store.ledger.blank import Gathered
from casedrop.store.records import Anchored, CaseRow, DocumentRow, Entry
from store.conftest import MONDAY, at

CASE = CaseRow("CA-7", "visits", "vi", "kite", "seen", closed=True, state={"n": 1})
ENTRIES = (Entry(1, MONDAY, "opened", {"a": 1}), Entry(2, at(5), "closed", {"ü": "纸船"}))
PAPER = DocumentRow("CA-7/1", "CA-7", "visit", 1, "vi", "seen", 2, number="A-1", code="K7")


def acts(register):
    register.document(PAPER)
    register.document(PAPER.__class__("CA-7/1", "CA-7", "visit", 2, "vi", "seen", 2))
    for n in (3, 1, 3):
        register.bind("A", 2026, n, f"A-{n}", "CA-7/1")
    register.bind("A", 2027, 1, "A-1/27", "CA-7/2")
    register.withdraw("A-1", "undone")
    register.withdraw("A-3", "lost")
    register.restore("A-3")
    register.withdraw("not there", "lost")
    register.unaccept("0" * 64, "CA-7")
    register.note(Anchored("2026/visits/CA-7", 2, "f" * 64))
    register.note(Anchored("_desk/2026", 1, "e" * 64))


def held(ledger):
    with ledger._engine.connect() as connection:
        tables = {table.name: connection.execute(select(table)).all() for table in schema.metadata.sorted_tables}
    return {name: sorted(map(repr, rows)) for name, rows in tables.items() if name != "alembic_version"}


def test_gathered_rows_are_those_that_the_acts_would_leave(ledger, tmp_path):
    with ledger.transaction() as tx:
        tx.append(CASE.id, 0, [{"kind": one.kind, "data": one.data} for one in ENTRIES[:1]], MONDAY, CASE)
        tx.append(CASE.id, 1, [{"kind": one.kind, "data": one.data} for one in ENTRIES[1:]], at(5), CASE)
        acts(tx)
    gathered, other = Gathered(), Ledger.open(f"sqlite:///{tmp_path}/other.db", MONDAY)
    gathered.append(CASE, ENTRIES)
    acts(gathered)
    with other.transaction() as tx:
        tx.fill(gathered, [])
    was, now = held(ledger), held(other)
    assert was.pop("stale") == ["('CA-7', 2, datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))"]
    assert now.pop("stale") == ["('CA-7', 1, datetime.datetime(1970, 1, 2, 0, 0, tzinfo=datetime.timezone.utc))"]
    assert now == was
    assert other.recorded() == 3
    other.close()


@pytest.mark.parametrize(
    ("n", "text", "owner"),
    [(1, "A-1", "another"), (1, "A-9", "one"), (9, "A-1", "one")],
    ids=["borne by another", "its place is another's", "its text is another's"],
)
def test_a_number_that_belongs_to_another_is_refused_as_in_a_ledger(ledger, n, text, owner):
    gathered = Gathered()
    gathered.bind("A", 2026, 1, "A-1", "one")
    with pytest.raises(NumberTaken):
        gathered.bind("A", 2026, n, text, owner)
    with pytest.raises(NumberTaken), ledger.transaction() as tx:
        tx.bind("A", 2026, 1, "A-1", "one")
        tx.bind("A", 2026, n, text, owner)


def test_a_case_that_two_folders_tell_of_is_refused():
    gathered = Gathered()
    gathered.append(CASE, ENTRIES)
    with pytest.raises(NumberTaken):
        gathered.append(CASE, ENTRIES)
