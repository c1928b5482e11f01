"""Where cases stand, row by row, for overviews: late ones first by the day that was missed, found and counted by index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casedrop.cases.case import from_json
from casedrop.desk import deadlines
from casedrop.desk.admin import control
from casedrop.store.standing import Passage, Sought, Tally
from crash.small import at_work
from lateness import THURSDAY, late_office


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    with at_work(late_office(tmp_path_factory.mktemp("standing") / "office"), THURSDAY) as office:
        yield office.room


@pytest.fixture(scope="module")
def ledger(room):
    return room.ledger


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    with at_work(late_office(tmp_path_factory.mktemp("planned") / "office", planned=True), THURSDAY) as office:
        yield office.room


def told_by_lists(room):
    """The day each open case missed, as `casedrop cases` and the lists have it."""
    rows = {one: room.ledger.case(one) for one in room.ledger.case_ids(closed=False)}
    since = {one: deadlines.late(room, from_json(row.state), row.due) for one, row in rows.items()}
    zone = room.workspace.settings.zone
    last = {one: (at.astimezone(zone) - timedelta(microseconds=1)).date() for one, at in since.items() if at}
    return {one: last[one].isoformat() if one in last else "" for one in rows}


def told_by_rows(room):
    """The same as the row has it by which the browser shows it."""
    return {one.case_id: one.late for one in room.ledger.sought(Sought(), 0, 9)}


def test_lists_and_browser_call_the_same_cases_late(room):
    assert told_by_lists(room) == told_by_rows(room) == {"CA-2": "", "VI-1": "2026-08-05", "VI-2": ""}


def test_a_deadline_that_is_a_planned_step_makes_nothing_late_in_lists_or_browser(planned):
    assert planned.ledger.standing("VI-1").stage == "late"
    assert told_by_lists(planned) == told_by_rows(planned) == {"CA-2": "", "VI-1": "", "VI-2": ""}
    assert not planned.ledger.standing("VI-1").lapsed


def test_a_late_case_on_hold_is_late_in_neither(tmp_path):
    with at_work(late_office(tmp_path / "office"), THURSDAY) as office:
        assert control.steer(office.desk, "hold", "VI-1", "they are moving") is None
        office.watcher.round()
        assert told_by_lists(office.room) == told_by_rows(office.room) == {"CA-2": "", "VI-1": "", "VI-2": ""}


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
