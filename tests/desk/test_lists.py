"""What waits for whom is worked out when a case changes, a day begins or a flow is another, and a page is written when it says
something else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casedrop.desk.outbox import lists, pages
from casedrop.store import files
from casedrop.store.records import StaleCase, WaitingLine
from crash.small import MONDAY, at_work, made


@pytest.fixture
def root(tmp_path):
    return made(tmp_path / "office")


def says(root, text):
    """Let the note of what a visit waits for be another one."""
    path = root / "forms" / "visits" / "flow.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Ask {{ case.customer.name }}", text), encoding="utf-8")


def written(office):
    """The pages that are written while the watcher makes a round."""
    seen = []
    with files.acts(lambda act, target: seen.append(target) if act == "replace" and "_todo" in target else None):
        office.watcher.round()
    return sorted(target.rsplit("/", 2)[1] for target in seen)


def test_only_the_lists_that_change_are_written(root):
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        assert (written(office), written(office)) == (["sales"], [])
        office.drop("calls")
        assert (written(office), written(office)) == (["phone"], [])


def test_a_note_that_tells_the_day_is_new_every_day_and_no_other_is_looked_at(root):
    says(root, "Today is {{ today }}")
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.drop("calls")
        office.watcher.round()
        assert "Today is 2026-08-03" in office.todo("sales")
        office.clock.now += timedelta(days=1)
        assert [one.case_id for one in office.room.ledger.stale(office.clock(), 9)] == ["VI-1"]
        office.watcher.round()
        assert "Today is 2026-08-04" in office.todo("sales")


def test_another_flow_is_on_the_lists_when_the_desk_starts(root):
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.watcher.round()
    assert "Ask Kite visits" in office.todo("sales")
    says(root, "Call {{ case.customer.name }}")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        assert ("Ask Kite visits" in office.todo("sales"), office.room.ledger.stale(MONDAY, 9)) == (True, [])
        office.drop("calls")  # the case of the visit keeps the flow it began with
        office.watcher.round()
        assert "Ask Kite calls" in office.todo("phone")


def test_what_a_case_says_meanwhile_is_not_lost(root):
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        office.watcher.round()
        with office.room.ledger.transaction() as tx:
            tx.spoil(["VI-1"])
        made_of = lists.renewed(office.room)
        with office.room.ledger.transaction() as tx:
            tx.spoil(["VI-1"])
            assert lists.write(tx, made_of) == set()
        assert office.room.ledger.stale(MONDAY, 9) == [StaleCase("VI-1", 2)]


def test_a_long_list_shows_the_nearest_and_says_how_many_follow(root):
    line = {"case": "X", "role": "sales", "customer": "Kite", "form": "note", "stage": "s", "deadline": "", "note": ""}
    with at_work(root, MONDAY) as office, office.room.ledger.transaction() as tx:
        for n in range(pages.MOST + 2):
            said = {**line, "case": f"X-{n:04d}", "since": "2026-08-03", "until": f"{2100 - n}-01-01"}
            row = WaitingLine("sales", said["until"], said["since"], said)
            tx.put_lines(StaleCase(said["case"], 1), [row], None)
    with at_work(root, MONDAY) as office:
        pages.refresh(office.room)
    page = office.todo("sales")
    assert (page.count("<tr><td"), "X-0001" in page, "X-0002" in page) == (pages.MOST, False, True)
    assert "There are 2 more, due later" in page
