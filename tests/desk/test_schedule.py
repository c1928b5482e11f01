"""What the calendar starts, begun by desks that die, that work at the same time, and whose flows are wrong."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from casedrop.cli.main import run
from casedrop.desk import startup
from casedrop.desk.cases import schedule
from casedrop.desk.desk import Desk
from casedrop.store.archive import CALENDAR_FOLDER
from rebuilding import differences
from stories.calls import begun, customer, registered
from stories.office import moved
from stories.service import Service, played, shipped

ROWS = [customer(f"KH-{n}", name, "a") for n, name in enumerate(("Mây", "Đèn Lồng", "Hạc"), 1)]
NAMES = [row["customer/short_name"] for row in ROWS]
SEPTEMBER = "2026-09-01"
MARKS = [("callback", 1), ("callback", 2), ("callback", 3), ("service-review", 1)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """The workspace as it is shipped, in which the calendar starts calls and their review only."""
    made = shipped(tmp_path_factory.mktemp("service"), by_date=True)
    kept = {flow for flow, _ in MARKS}
    flows = {name: flow if name in kept else replace(flow, starts=()) for name, flow in made.book.flows.items()}
    return replace(made, book=replace(made.book, flows=flows))


@pytest.fixture
def office(workspace, tmp_path):
    """An office with three customers to be called, whose machine slept until September; it has not looked yet."""
    for found in played(workspace, tmp_path):
        yield registered(found, *ROWS).at("2026-09-07T09:00")


def changed(office: Service, **changes) -> Service:
    """The same office, its calls started otherwise."""
    flow = office.workspace.book.flows["callback"]
    wrong = replace(flow, starts=(replace(flow.starts[0], **changes),))
    book = replace(office.workspace.book, flows={**office.workspace.book.flows, "callback": wrong})
    return Service(replace(office.workspace, book=book), office.hands, office.clock)


def marks(office: Service) -> Counter:
    """How often each start, by its flow and the months of its periods, was said to be passed."""
    entries = office.room.ledger.events(CALENDAR_FOLDER)
    return Counter((e.data["flow"], e.data["months"]) for e in entries)


def test_the_first_look_is_remembered_and_starts_nothing_that_began_before(workspace, tmp_path):
    for office in played(workspace, tmp_path):
        registered(office, *ROWS).run()
        assert (begun(office, "callback"), begun(office, "service-review")) == ([], [])
        assert sorted(marks(office).items()) == [(key, 1) for key in MARKS]


def test_a_look_at_nothing_new_writes_nothing(office):
    office.run()
    known = office.room.ledger.events(CALENDAR_FOLDER)
    office.at("2026-09-30T23:00").run()
    assert office.room.ledger.events(CALENDAR_FOLDER) == known


def test_a_desk_that_died_between_two_cases_goes_on_with_the_others(office):
    one = next(d for d in schedule.starts(office.room) if (d.flow.id, d.months) == ("callback", 1))
    [period] = one.periods()
    cases = schedule.period_of(office.watcher.desk.writer, one, period)
    next(cases)
    cases.close()
    assert begun(office, "callback") == [(NAMES[0], SEPTEMBER)]
    office.run()
    assert begun(office, "callback") == [(name, SEPTEMBER) for name in NAMES]


def test_two_desks_at_once_begin_everything_once(office):
    desks = [Desk(replace(office.room, owner=f"desk-{n}")) for n in range(2)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda desk: schedule.begin(desk.room, desk.writer), desks))
    assert begun(office, "callback") == [(name, SEPTEMBER) for name in NAMES]
    assert len(set(found[0] + found[1])) == len(found[0] + found[1]) == len(NAMES) + 1
    office.run()
    assert set(marks(office).values()) == {1, 2}


def test_a_rule_that_cannot_be_worked_out_is_said_and_holds_up_nothing_else(office):
    wrong = changed(office, when="row.service.until > row.class")
    wrong.run()
    incidents = wrong.room.incidents.all()
    assert {(one.kind, one.subject) for one in incidents} == {("start", "callback")}
    assert all("“row.service.until > row.class” could not be" in one.error for one in incidents)
    assert (begun(office, "callback"), len(begun(office, "service-review"))) == ([], 1)
    wrong.close()
    office.run()
    assert begun(office, "callback") == []
    assert startup.try_again(office.room) == len(incidents)
    office.run()
    assert begun(office, "callback") == [(name, SEPTEMBER) for name in NAMES]


def test_a_row_no_period_is_named_for_is_said_and_holds_up_no_other_row(office):
    wrong = changed(office, by=f"'z' if row.customer.short_name == '{NAMES[1]}' else row.class")
    wrong.run()
    assert {"could not be worked out: z" in one.error for one in wrong.room.incidents.all()} == {True}
    wrong.close()
    assert begun(office, "callback") == [(NAMES[0], SEPTEMBER), (NAMES[2], SEPTEMBER)]
    office.clock.now += schedule.AGAIN
    office.run()
    assert begun(office, "callback") == [(NAMES[n], SEPTEMBER) for n in (0, 2, 1)]
    assert office.room.incidents.all() == []


def test_a_flow_that_is_wrong_in_any_way_is_said_and_holds_up_nothing_else(office):
    wrong = changed(office, go="nowhere")
    wrong.run()
    assert {(one.subject, one.error) for one in wrong.room.incidents.all()} == {("callback", "KeyError: 'nowhere'")}
    assert len(begun(office, "service-review")) == 1
    wrong.close()


def test_without_a_register_nobody_is_called(workspace, tmp_path):
    for office in played(workspace, tmp_path):
        office.run()
        office.at("2026-09-07T09:00").run()
        assert begun(office, "callback") == []


def test_a_rebuilt_desk_calls_nobody_again(office, tmp_path):
    office.run()
    assert differences(office.room, tmp_path / "lost") == {}
    again = Service(moved(office.workspace, tmp_path / "lost"), office.hands, office.clock)
    again.run()
    assert begun(again, "callback") == begun(office, "callback")
    again.close()


def test_tick_says_what_it_began(office, capsys):
    assert run(["-w", str(office.workspace.root), "--at", "2026-09-07T09:00", "tick"]) == 0
    assert "Moved or begun by date: GKH-2026-0001" in capsys.readouterr().out
