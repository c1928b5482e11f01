"""What a drop costs does not depend on how much the office has: counted, at two sizes; and every question finds an index."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from casedrop.demo import typing
from casedrop.store import files
from crash.small import MONDAY, Office, at_work, made
from once import once
from trees import ROOT, resting

GROWING = ("intake", "case_row", "event", "number", "document", "deed", "waiting", "stale", "head")
SPEC = importlib.util.spec_from_file_location("replicas", ROOT / "benchmarks" / "replicas.py")
replicas = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(replicas)


HEARING: list[Callable[[str], object]] = []
"""Who is told of every file that this process opens; a hook of Python's own cannot be taken away again."""


def heard(what: str, values: tuple) -> None:
    if what == "open" and HEARING:
        HEARING[0](str(values[0]))


sys.addaudithook(heard)


@dataclass
class Counted:
    """What was asked of the ledger, what was done to files, and which were opened."""

    asked: list[tuple[str, tuple]] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    opened: list[str] = field(default_factory=list)

    def during(self, office: Office, do) -> Counted:
        engine = office.room.ledger._engine  # what it is asked is seen nowhere else
        event.listen(engine, "before_cursor_execute", self._hear)
        with files.acts(lambda act, _target: self.acts.update([act])):
            HEARING.append(lambda path: self.opened.append(path) if path.startswith(str(office.root)) else None)
            do()
            HEARING.clear()
        event.remove(engine, "before_cursor_execute", self._hear)
        return self

    def _hear(self, _connection, _cursor, said, values, _context, _many) -> None:
        self.asked.append((said, values))


def begun(place: Path) -> None:
    """An office in which a case of `visits` waits for its second paper, and that paper, filled in."""
    root = made(place / "office")
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.watcher.round()
        (issued,) = (root / "outbox" / "visits" / "VI-1").glob("*.docx")
    typing.write(issued, {"/said": "come again"}, place / "visits.docx")


@pytest.fixture
def grown(tmp_path):
    """Gives an office with so many open cases more, and as many closed."""
    offices = []

    def grow(size: int):
        place = tmp_path / str(size)
        root = resting(once("growth", begun) / "office", place / "office")
        for name in ("visits.docx", "calls.docx"):
            shutil.copy(once("growth", begun) / name, place / name)
        for start, closed in ((1_000, False), (5_000, True)):
            replicas.replicate(root / "state/ledger.sqlite3", "VI-1", "Kite visits", start, size, closed=closed)
        offices.append(at_work(root, MONDAY))
        return offices[-1].__enter__()

    yield grow
    for office in offices:
        office.__exit__(None, None, None)


def costs(office: Office) -> dict[str, Counted]:
    """What it takes to do nothing, to take drops in, to let a deadline pass, and to start."""

    def later() -> None:
        office.clock.now += timedelta(days=3)

    found = {}
    for what, prepare, do in (
        ("nothing", lambda: None, office.watcher.round),
        ("a drop that opens a case", lambda: office.drop("calls"), office.watcher.round),
        ("a drop that moves one", lambda: office.drop("visits", "again.docx"), office.watcher.round),
        ("a stray", lambda: (office.root / "inbox/sales/VI-1 a letter.txt").write_text("Hello"), office.watcher.round),
        ("a deadline", later, office.watcher.round),
        ("a start", lambda: None, office.desk.start),
    ):
        prepare()
        found[what] = Counted().during(office, do)
    assert office.heard == ["calls.docx: accepted", "again.docx: accepted", "VI-1 a letter.txt: stray file.kind"]
    return found


def test_nothing_costs_more_in_a_larger_office(grown):
    small, large = (costs(grown(size)) for size in (20, 200))
    for what, one in small.items():
        other = large[what]
        assert (len(other.asked), other.acts, len(other.opened)) == (len(one.asked), one.acts, len(one.opened)), what
    assert not [path for path in large["a start"].opened if path.endswith("journal.jsonl")]
    assert {what: one.acts["commit"] for what, one in small.items() if "drop" in what or what == "nothing"} == {
        "nothing": 0,
        "a drop that opens a case": 4,
        "a drop that moves one": 4,
    }


def test_every_question_finds_an_index(grown):
    office = grown(20)
    asked = {said: values for one in costs(office).values() for said, values in one.asked}
    with sqlite3.connect(office.root / "state/ledger.sqlite3") as db:
        plans = {said: db.execute(f"EXPLAIN QUERY PLAN {said}", values).fetchall() for said, values in asked.items()}
    steps = [(step[3], said) for said, plan in plans.items() for step in plan]
    assert len(steps) > 30
    scans = [step for step in steps if any(step[0].startswith(f"SCAN {table}") for table in GROWING)]
    assert {step for step, _ in scans} <= {"SCAN intake USING INDEX uq_intake_open"}  # it holds open drops alone
