"""Archive and ledger belong together: where one is gone, older or another's, nothing is taken and the way out is told (L5-L7)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from casedrop.cli.main import run
from casedrop.desk.admin.verify import verify
from casedrop.store.errors import LedgerGone, OlderArchive
from crash import small
from crash.small import MONDAY, Office, at_work
from once import once

DAY = timedelta(days=1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small workspace of two offices, in which one case is open."""
    shutil.copytree(once("two-offices", lambda place: small.made(place / "w")), tmp_path / "here")
    root = tmp_path / "here" / "w"
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        assert begun(office).heard == ["visits.docx: accepted"]
    return root


def begun(office: Office) -> Office:
    """The office after two rounds of its watcher, begun if it can be."""
    for _ in range(2):
        if office.watcher.begun():
            office.watcher.round()
    return office


def drops(root: Path) -> list[str]:
    """What waits in the inbox."""
    return sorted(p.name for p in (root / "inbox").rglob("*.docx"))


def taken_away(place: Path) -> Path:
    """Where a folder lies meanwhile; nothing is in its place but what a mount leaves: an empty folder."""
    elsewhere = place.rename(place.with_name(f"{place.name}-elsewhere"))
    place.mkdir()
    return elsewhere


def put_back(place: Path, elsewhere: Path) -> None:
    shutil.rmtree(place)
    elsewhere.rename(place)


@pytest.mark.fault("L5")
@pytest.mark.parametrize("what", ["none", "empty", "yesterday's"])
def test_nothing_is_taken_into_an_empty_or_older_archive_and_all_goes_on_when_the_right_one_is_back(
    what: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(root / "archive", tmp_path / "yesterday")
    with at_work(root, MONDAY + DAY) as office:
        office.drop("calls")
        assert begun(office).heard == ["calls.docx: accepted"]
    right = taken_away(root / "archive")
    if what == "none":
        (root / "archive").rmdir()
    if what == "yesterday's":
        shutil.copytree(tmp_path / "yesterday", root / "archive", dirs_exist_ok=True)
    with at_work(root, MONDAY + 2 * DAY) as office:
        office.drop("calls", "again.docx")
        assert begun(office).heard == []
        assert "mount its share again" in office.said[0]
        assert len(office.said) == 1
        with pytest.raises(OlderArchive):
            office.desk.start()
    assert run(["-w", str(root), "run"]) == OlderArchive.exit_code
    assert "casedrop rebuild" in capsys.readouterr().err
    assert drops(root) == ["again.docx"]
    if what == "none":
        (root / "archive").mkdir(exist_ok=True)
    put_back(root / "archive", right)
    with at_work(root, MONDAY + 2 * DAY) as office:
        assert begun(office).heard == ["again.docx: duplicate drop.duplicate"]
        assert verify(office.room) == []


@pytest.mark.fault("L5")
def test_an_archive_that_goes_away_while_the_watcher_works_stops_it_until_it_is_back(root: Path) -> None:
    with at_work(root, MONDAY + DAY) as office:
        begun(office)
        right = taken_away(root / "archive")
        office.drop("calls")
        assert begun(office).heard == []
        assert "lacks what the ledger recorded there" in office.said[0]
        put_back(root / "archive", right)
        assert begun(office).heard == ["calls.docx: accepted"]
        assert verify(office.room) == []


def test_a_note_that_is_lost_is_made_again(root: Path) -> None:
    (root / "archive" / ".recorded").unlink()
    with at_work(root, MONDAY + DAY) as office:
        begun(office)
        assert office.room.archive.marked() == str(office.room.ledger.recorded())


def test_a_folder_that_a_hand_removed_stops_nobody(root: Path) -> None:
    [case] = (root / "archive").glob("2026/visits/*")
    shutil.rmtree(case)
    with at_work(root, MONDAY + DAY) as office:
        office.drop("calls")
        assert begun(office).heard == ["calls.docx: accepted"]
        assert [fault.kind for fault in verify(office.room)] == ["missing"]


@pytest.mark.fault("L6")
def test_yesterdays_ledger_is_told_by_run_and_verify(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(root / "state", tmp_path / "yesterday")
    with at_work(root, MONDAY + DAY) as office:
        office.drop("calls")
        begun(office)
    shutil.rmtree(root / "state")
    shutil.copytree(tmp_path / "yesterday", root / "state")
    office.drop("visits", "more.docx")
    assert run(["-w", str(root), "run"]) == 65
    assert "The archive knows more than the ledger (of 2026/calls/CA-1" in capsys.readouterr().err
    assert drops(root) == ["more.docx"]
    assert run(["-w", str(root), "verify"]) == 1
    assert "CA-1" in capsys.readouterr().out


@pytest.mark.fault("L7")
@pytest.mark.parametrize("what", ["removed", "replaced"])
def test_a_state_that_is_removed_ends_the_watcher_with_a_sentence_and_nothing_new_is_made(
    what: str, root: Path, tmp_path: Path
) -> None:
    shutil.copytree(root / "state", tmp_path / "yesterday")
    with at_work(root, MONDAY + DAY) as office:
        begun(office)
        shutil.rmtree(root / "state")
        if what == "replaced":
            shutil.copytree(tmp_path / "yesterday", root / "state")
        there = {p.name for p in root.glob("state/*")}
        office.drop("calls")
        with pytest.raises(LedgerGone, match="casedrop rebuild"):
            office.watcher.run()
        assert {p.name for p in root.glob("state/*")} == there
    assert drops(root) == ["calls.docx"]
