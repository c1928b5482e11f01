"""One drop, from claim to carrying out: what is written once, and what is never tried without end."""
# ruff: noqa: F811 - fixtures are arguments

from __future__ import annotations

import shutil
from typing import get_args

import pytest

from casedrop.desk import readmes
from casedrop.intake.verdict import Verdict
from casedrop.store import files, records
from stories.conftest import town  # noqa: F401 - a fixture
from stories.office import Clock, Office, moved
from stories.people import ANALYSIS, SHEET


@pytest.fixture
def office(town, tmp_path):
    """An office in which nothing happened yet."""
    before = town.after("")
    shutil.copytree(before.root, tmp_path / "office")
    opened = Office(moved(town.workspace, tmp_path / "office"), tmp_path / "hands", Clock(before.now))
    yield opened.at("2021-06-16T08:40")
    opened.close()


def lying(office):
    return [
        path.name
        for path in (office.workspace.inbox / "sales").iterdir()
        if path.is_file() and path.name not in readmes.names()
    ]


@pytest.mark.fault("L3")
def test_a_drop_whose_number_something_else_bears_is_refused_and_the_next_one_is_taken(office):
    with office.room.ledger.transaction() as tx:
        tx.bind("another series", 2021, 1, "TB-2021-0001", "another document")
    sheet = office.filled(office.blank(ANALYSIS), SHEET, "Phân tích")
    outcome = office.does("sales", sheet)
    assert (outcome.kind, [p.code for p in outcome.problems]) == ("refused", ["desk.number-taken"])
    assert [(one.kind, one.subject) for one in office.room.incidents.all()] == [("flow", "Phân tích.xlsx")]
    assert (office.cases(), lying(office)) == ([], [])
    with office.room.ledger.transaction() as tx:
        tx.bind("customization", 2021, 1, "TB-2021-0000", "what a person made good")
    assert office.does("sales", sheet, {}, "Lần nữa").case_id == "TB-2021-0002"


def test_a_drop_that_a_desk_left_open_is_gone_on_with(office):
    path = office.put(office.filled(office.blank(ANALYSIS), SHEET, "Phân tích"), "sales")
    sha = files.digest(path)
    shutil.copyfile(path, office.room.spool / sha)
    office.room.ledger.claim(sha, "inbox/sales/Phân tích.xlsx", "sales", path.name, "a dead desk", office.clock(), 0)
    office.watcher.desk.take_over()
    assert (office.cases(), lying(office), office.room.ledger.open_intakes()) == (["TB-2021-0001"], [], [])


def test_the_kinds_of_verdicts_are_the_words_that_ledger_and_journals_keep():
    assert {verdict.kind for verdict in get_args(Verdict)} == set(get_args(records.VerdictWord))
