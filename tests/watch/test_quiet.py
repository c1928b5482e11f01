"""Which files are ready: quiet, ordinary, not open (faults A1-A7)."""

from pathlib import Path

import pytest

from casedrop.watch.quiet import InboxScan, open_in


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "sales" / "returned").mkdir(parents=True)
    return tmp_path


def put(path: Path, text: str = "x") -> Path:
    path.write_text(text)
    return path


def test_a_file_is_ready_once_it_stays_the_same(inbox):
    scan, file = InboxScan(inbox, 1.0), put(inbox / "sales" / "a.docx")
    assert scan.ready(0.0) == []
    assert scan.ready(0.9) == []
    put(file, "longer")
    assert scan.ready(1.1) == []
    assert scan.unsettled(1.1)
    assert scan.ready(2.1) == [file]


def test_the_longest_waiting_comes_first(inbox):
    scan, late = InboxScan(inbox, 1.0), inbox / "a.docx"
    early = put(inbox / "b.docx")
    scan.ready(0.0)
    put(late)
    scan.ready(0.5)
    assert scan.ready(2.0) == [early, late]


@pytest.mark.parametrize(
    "name", ["~$a.docx", "~WRD0001.tmp", ".DS_Store", "._a.docx", "Thumbs.db", "a.docx.crdownload"]
)
def test_what_programs_leave_is_never_taken(inbox, name):
    put(inbox / name)
    scan = InboxScan(inbox, 1.0)
    scan.ready(0.0)
    assert scan.ready(9.0) == []


@pytest.mark.parametrize(
    "owner", ["~$port.docx", "~$eport.docx", "~$report.docx", ".~lock.report.docx#", ".~report.docx"]
)
def test_a_file_open_in_an_office_program_waits(inbox, owner):
    file, lock = put(inbox / "report.docx"), put(inbox / owner)
    scan = InboxScan(inbox, 1.0)
    scan.ready(0.0)
    assert (scan.ready(5.0), open_in(file)) == ([], lock)
    lock.unlink()
    assert scan.ready(5.1) == [file]


def test_empty_files_links_and_what_came_back_stay(inbox):
    put(inbox / "empty.docx", "")
    put(inbox / "sales" / "returned" / "back.docx")
    (inbox / "link.docx").symlink_to(put(inbox.parent / "elsewhere.docx"))
    scan = InboxScan(inbox, 1.0)
    scan.ready(0.0)
    assert scan.ready(9.0) == []
    assert not scan.unsettled(9.0)
    assert scan.ready(3601.0) == [inbox / "empty.docx"]


def test_a_file_that_cannot_be_taken_away_is_given_once(inbox):
    scan, file = InboxScan(inbox, 1.0), put(inbox / "a.docx")
    scan.ready(0.0)
    assert scan.ready(2.0) == [file]
    scan.taken(file)
    assert scan.ready(4.0) == []
    put(file, "another version")
    scan.ready(5.0)
    assert scan.ready(6.0) == [file]
