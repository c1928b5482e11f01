"""Where cases stand, row by row, for overviews: late ones first by the day that was missed, found and counted by index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casedrop.store.standing import Passage, Sought, Tally
from crash.small import at_work
from lateness import THURSDAY, late_office


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with at_work(late_office(tmp_path_factory.mktemp("standing") / "office"), THURSDAY) as office:
        yield office.room.ledger


def test_an_overdue_case_stands_first_with_the_day_that_was_missed(ledger):
    late, *others = ledger.sought(Sought(), 0, 9)
    assert (late.case_id, late.stage, late.late, late.lapsed) == ("VI-1", "late", "2026-08-05", True)
    assert [(one.case_id, one.stage, one.late, one.lapsed) for one in others] == [
        ("CA-2", "seeing", "", False),
        ("VI-2", "seeing", "", False),
    ]


def test_what_is_sought_is_counted_and_found(ledger):
    asked = [Sought(), Sought(due="late"), Sought(role="phone"), Sought(words="kitevis"), Sought(words="ca-2")]
    asked += [Sought(flow="visits", stage="late"), Sought(due="none"), Sought(held=True), Sought(closed=True)]
    assert ledger.count_sought(asked) == [3, 1, 1, 1, 1, 1, 2, 0, 1]
    assert [one.case_id for one in ledger.sought(Sought(words="kitevis"), 0, 9)] == ["VI-1"]


def test_cases_are_told_by_stage_and_by_who_is_asked(ledger):
    stages = [("calls", "seeing"), ("visits", "late"), ("visits", "seeing")]
    assert ledger.tally_stages() == [Tally(key, 1, int(key[1] == "late")) for key in stages]
    assert ledger.tally_roles() == [Tally(("sales",), 2, 1), Tally(("phone",), 1, 0)]


def test_what_ended_late_did_not_end_in_time(ledger):
    start = datetime(2026, 8, 2, tzinfo=UTC)
    weeks = [(start, start + timedelta(days=7)), (start + timedelta(days=7), start + timedelta(days=14))]
    assert ledger.passages(weeks) == [Passage(4, 1, 0), Passage(0, 0, 0)]
