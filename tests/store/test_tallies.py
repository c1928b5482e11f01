"""The figures kept of cases are those one finds by counting, whatever happened to the cases, in whatever order."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import text

from casedrop.store.migrations.versions.r0009_tallies import COUNTED
from casedrop.store.records import StaleCase, WaitingLine
from casedrop.store.standing import MOST, Passage, Sought, Standing, Tally
from store.conftest import MONDAY

TABLES = ("tally_case", "tally_role", "tally_time")


def standing(case: str, stage: str = "a", rank: str = "2", **other) -> Standing:
    """Where a case stands that was opened on Monday."""
    plain = {
        "closed": False,
        "held": False,
        "due": None,
        "late": "",
        "lapsed": False,
        "opened": MONDAY,
        "since": MONDAY,
    }
    return Standing(
        case_id=case, flow="f", stage=stage, customer="", sought=case.casefold(), rank=rank, **{**plain, **other}
    )


def line(role: str, *, asked: bool = True) -> WaitingLine:
    return WaitingLine(role, "9999", "2026-03-02", {"role": role}, asked)


def kept(connection) -> dict[str, list[tuple]]:
    """The figures that are not nought, by table."""
    rows = {table: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {table}")))) for table in TABLES}  # noqa: S608
    return {
        table: [row for row in of if any(row[3:] if table == "tally_role" else row[-1:])] for table, of in rows.items()
    }


def happen(tx, chance: random.Random) -> None:
    """Something that changes where one of few cases stands, what waits of it, or both, in whatever order."""
    case = f"C-{chance.randrange(8)}"
    ended = MONDAY + timedelta(minutes=chance.randrange(300)) if chance.random() < 0.3 else None
    opened = MONDAY + timedelta(minutes=chance.randrange(300))
    rank = chance.choice(("02026-03-01", "12026-03-09", "2"))
    held, lapsed = chance.random() < 0.2, chance.random() < 0.5
    new = standing(
        case, chance.choice("ab"), rank, closed=bool(ended), held=held, lapsed=lapsed, ended=ended, opened=opened
    )
    lines = [line(chance.choice("xy"), asked=chance.random() < 0.7) for _ in range(chance.randrange(4))]
    if chance.random() < 0.5:
        tx.put_lines(StaleCase(case, 0), lines, None)
    if chance.random() < 0.8:
        tx.put_standing(case, new if chance.random() < 0.8 else None)
    if chance.random() < 0.5:
        tx.put_lines(StaleCase(case, 0), lines[:1], None)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_is_what_one_counts(ledger, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(60):
        with ledger.transaction() as tx:
            happen(tx, chance)
    with ledger.transaction() as tx:
        connection = tx._connection
        there = kept(connection)
        for table in TABLES:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        for statement in COUNTED:
            connection.execute(text(statement))
        assert there == kept(connection)
        assert all(there.values())


def test_a_case_that_goes_on_is_counted_where_it_is(ledger):
    with ledger.transaction() as tx:
        tx.put_standing("C-1", standing("C-1", "a", "12026-03-09"))
        tx.put_lines(StaleCase("C-1", 0), [line("x"), line("x"), line("y", asked=False)], None)
        tx.put_standing("C-2", standing("C-2", "a"))
    assert ledger.tally_stages() == [Tally(("f", "a"), 2, 0)]
    assert (ledger.count_of_role("x"), ledger.count_of_role("y")) == ((2, 0, 0), (0, 0, 1))
    with ledger.transaction() as tx:
        tx.put_standing("C-1", standing("C-1", "b", "02026-03-09", late="2026-03-09"))
        tx.put_standing("C-2", standing("C-2", "a", closed=True, ended=MONDAY + timedelta(days=1)))
    assert ledger.tally_stages() == [Tally(("f", "b"), 1, 1)]
    assert ledger.tally_roles() == [Tally(("x",), 1, 1)]
    assert ledger.count_of_role("x") == (2, 2, 0)
    assert ledger.count_sought([Sought(), Sought(due="late"), Sought(closed=True)]) == [1, 1, 1]
    days = [
        (MONDAY.replace(hour=0) + timedelta(days=n), MONDAY.replace(hour=0) + timedelta(days=n + 1)) for n in (0, 1)
    ]
    assert ledger.passages(days) == [Passage(2, 0, 0), Passage(0, 1, 1)]


def test_a_case_with_two_things_asked_of_a_role_is_found_once_among_its_cases_late_ones_first(ledger):
    with ledger.transaction() as tx:
        for case, rank in (("C-1", "2"), ("C-2", "12026-03-09"), ("C-3", "02026-03-01")):
            tx.put_standing(case, standing(case, rank=rank))
            tx.put_lines(StaleCase(case, 0), [line("x", asked=False), line("x"), line("x"), line("y")], None)
    assert [one.case_id for one in ledger.sought(Sought(role="x"), 0, 9)] == ["C-3", "C-2", "C-1"]
    assert ledger.count_sought([Sought(role="x"), Sought(role="x", due="open"), Sought(role="z")]) == [3, 2, 0]


def test_no_more_cases_are_counted_than_anybody_reads(ledger):
    with ledger.transaction() as tx:
        for n in range(MOST + 9):
            tx.put_standing(f"C-{n}", standing(f"C-{n}"))
    assert ledger.count_sought([Sought(), Sought(words="c-")]) == [MOST + 9, MOST + 1]
