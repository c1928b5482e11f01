"""What a drop costs does not depend on how much the office has: counted, at two sizes; and every question finds an index."""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
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
from casedrop.store.ledger.grams import of_text
from crash.small import MONDAY, Office, at_work, made
from once import once
from trees import ROOT, resting

GROWING = ("intake", "case_row", "event", "number", "document", "deed", "waiting", "stale", "head")
LINES = "waiting.role = ?"
"""What stands in the question for the lines of a page, of which there may be five hundred."""
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

    def _hear(self, _connection, _cursor, said, values, _context, many) -> None:
        self.asked.append((said, values[0] if many else values))


def begun(place: Path) -> None:
    """An office in which a case of `visits` waits for its second paper, and that paper, filled in."""
    root = made(place / "office")
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.watcher.round()
        (issued,) = (root / "outbox").glob("*/visits/VI-1/*.docx")
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


def steps(office: Office, asked: dict[str, tuple]) -> dict[str, int]:
    """How many steps of its machine SQLite takes to answer each question."""
    found = {}
    with contextlib.closing(sqlite3.connect(office.root / "state/ledger.sqlite3")) as db:
        for said, values in asked.items():
            taken = itertools.count()
            db.set_progress_handler(lambda taken=taken: next(taken) < 0, 1)
            db.execute(said, values).fetchall()
            found[said] = next(taken)
    return found


def plans(office: Office, asked: dict[str, tuple]) -> set[str]:
    """How SQLite goes about all of it, step by step."""
    with contextlib.closing(sqlite3.connect(office.root / "state/ledger.sqlite3")) as db:
        db.create_function("content_grams", 2, of_text)
        return {step[3] for said, values in asked.items() for step in db.execute(f"EXPLAIN QUERY PLAN {said}", values)}


def test_nothing_costs_more_in_a_larger_office(grown):
    offices = [grown(size) for size in (20, 200)]
    small, large = map(costs, offices)
    for what, one in small.items():
        other = large[what]
        assert (len(other.asked), other.acts, len(other.opened)) == (len(one.asked), one.acts, len(one.opened)), what
    assert not [path for path in large["a start"].opened if path.endswith("journal.jsonl")]
    assert {what: one.acts["commit"] for what, one in small.items() if "drop" in what or what == "nothing"} == {
        "nothing": 0,
        "a drop that opens a case": 4,
        "a drop that moves one": 4,
    }
    asked = {said: values for one in small.values() for said, values in one.asked}
    scans = {step for step in plans(offices[0], asked) if any(step.startswith(f"SCAN {table}") for table in GROWING)}
    assert scans <= {"SCAN intake USING INDEX uq_intake_open"}  # it holds open drops alone
    questions = {said: values for said, values in asked.items() if said.startswith("SELECT") and LINES not in said}
    few, many = (steps(office, questions) for office in offices)
    assert len(few) > 20
    assert {said: (few[said], many[said]) for said in few if many[said] > few[said] + 50} == {}
