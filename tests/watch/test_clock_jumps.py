"""A clock that jumps is asked about before anything is opened or passed by it (R23)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from casedrop.cli.main import run
from casedrop.desk import clock
from crash.small import MONDAY, Office, at_work

YEARS = timedelta(days=365)


@pytest.fixture
def office(root: Path) -> Iterator[Office]:
    """An office whose clock is looked at, with a case that has a deadline."""
    with at_work(root, MONDAY) as found:
        found.desk.believes = clock.is_believed
        found.drop("visits")
        found.watcher.once()
        yield found


def at(office: Office, moment: datetime) -> Office:
    office.clock.now = moment
    office.watcher.round()
    return office


def cases(office: Office) -> list[str]:
    return sorted(row.stage for row in office.room.ledger.cases() if row.stage)


JUMPS = [63 * timedelta(days=1), YEARS, 4 * YEARS, 30 * YEARS, -2 * timedelta(days=1), -1 * YEARS, -20 * YEARS]


@pytest.mark.fault("I1")
@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_after_a_jump_nothing_is_done_and_the_keeper_is_asked(jump: timedelta, office: Office) -> None:
    office.drop("calls")
    before = cases(office)
    at(at(office, MONDAY + jump), MONDAY + jump + timedelta(minutes=5))
    assert cases(office) == before == ["again"]
    assert office.heard == ["visits.docx: accepted"]
    assert [one.kind for one in office.incidents()] == ["clock"]
    assert "2026-08-03" in office.keeper()
    assert "whoever runs it has been told" in office.todo("phone")
    assert sum("casedrop tick --skip" in line for line in office.said) == 1
    at(office, MONDAY + timedelta(minutes=20))
    assert office.heard[1:] == ["calls.docx: accepted"]
    assert office.incidents() == []
    assert "whoever runs it has been told" not in office.todo("phone")


@pytest.mark.parametrize(
    "pause", [timedelta(minutes=1), timedelta(days=1), timedelta(days=5), timedelta(days=40), timedelta(days=62)]
)
def test_a_holiday_is_no_jump(pause: timedelta, office: Office) -> None:
    office.drop("calls")
    at(office, MONDAY + pause)
    assert "calls.docx: accepted" in office.heard
    assert not any(one.kind == "clock" for one in office.incidents())


def test_a_clock_said_to_be_right_is_believed_from_then_on(office: Office) -> None:
    office.drop("calls")
    at(office, MONDAY + YEARS)
    clock.believe(office.room)
    at(office, MONDAY + YEARS + timedelta(minutes=1))
    assert "calls.docx: accepted" in office.heard
    assert [one.name for one in office.incidents()] == ["calls/0/1/periods", "visits/0/1/periods"]


@pytest.mark.fault("I1", "L14")
@pytest.mark.parametrize("days", [93, 120, 365, 365 * 3, 365 * 20])
def test_more_than_two_periods_at_once_open_nothing_until_somebody_says_so(days: int, root: Path) -> None:
    later = (MONDAY + timedelta(days=days)).isoformat()
    assert run(["-w", str(root), "--at", MONDAY.isoformat(), "tick"]) == 0
    assert run(["-w", str(root), "--at", later, "tick"]) == 1
    assert opened(root, later) == []
    assert run(["-w", str(root), "--at", later, "tick", "--skip"]) == 0
    assert len(opened(root, later)) == 2
    assert run(["-w", str(root), "--at", later, "tick"]) == 0


def test_made_up_for_are_all_of_them(root: Path) -> None:
    later = (MONDAY + timedelta(days=120)).isoformat()
    assert run(["-w", str(root), "--at", MONDAY.isoformat(), "tick"]) == 0
    assert run(["-w", str(root), "--at", later, "tick", "--make-up"]) == 0
    assert len(opened(root, later)) == 2 * 4


@pytest.mark.fault("L14")
@pytest.mark.parametrize("days", [2, 30, 58])
def test_two_periods_are_begun_without_asking(days: int, root: Path) -> None:
    later = (MONDAY + timedelta(days=days)).isoformat()
    assert run(["-w", str(root), "--at", MONDAY.isoformat(), "tick"]) == 0
    assert run(["-w", str(root), "--at", later, "tick"]) == 0
    assert 2 <= len(opened(root, later)) <= 4


def test_a_machine_whose_clock_jumped_is_asked_about_by_run_tick_and_status(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "state" / "clock.json").write_text(json.dumps({"at": "2021-03-01T00:00:00+00:00"}), encoding="utf-8")
    shutil.copyfile(root.parent / "calls.docx", root / "inbox" / "phone" / "calls.docx")
    assert [run(["-w", str(root), word]) for word in ("run", "tick", "retry", "status")] == [0, 1, 1, 1]
    said = capsys.readouterr()
    assert "Decided: 0" in said.out
    assert (said.err.count("last seen at 2021-03-01 07:00"), said.out.count("last seen at 2021-03-01 07:00")) == (2, 2)
    assert (root / "inbox" / "phone" / "calls.docx").exists()
    assert run(["-w", str(root), "tick", "--skip"]) == 0
    assert run(["-w", str(root), "run"]) == 0
    assert "accepted: calls.docx" in capsys.readouterr().out


def opened(root: Path, at: str) -> list[str]:
    with at_work(root, datetime.fromisoformat(at)) as office:
        return [row.id for row in office.room.ledger.cases() if row.stage]
