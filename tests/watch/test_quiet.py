"""Which files are ready: quiet, ordinary, not open (faults A1-A7)."""

import os
import unicodedata
from pathlib import Path

import pytest

from casedrop.watch.entries import Oddity
from casedrop.watch.quiet import InboxScan, open_in


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "sales" / "returned").mkdir(parents=True)
    return tmp_path


def put(path: Path, text: str = "x") -> Path:
    path.write_text(text)
    return path


@pytest.mark.fault("A1")
def test_a_file_is_ready_once_it_stays_the_same(inbox):
    scan, file = InboxScan(inbox, 1.0), put(inbox / "sales" / "a.docx")
    assert scan.ready(0.0) == []
    assert scan.ready(0.9) == []
    put(file, "longer")
    assert scan.ready(1.1) == []
    assert scan.unsettled(1.1)
    assert scan.ready(2.1) == [file]


@pytest.mark.fault("A9")
def test_the_longest_waiting_comes_first(inbox):
    scan, late = InboxScan(inbox, 1.0), inbox / "a.docx"
    early = put(inbox / "b.docx")
    scan.ready(0.0)
    put(late)
    scan.ready(0.5)
    assert scan.ready(2.0) == [early, late]


@pytest.mark.fault("A7")
@pytest.mark.parametrize(
    "name", ["~$a.docx", "~WRD0001.tmp", ".DS_Store", "._a.docx", "Thumbs.db", "a.docx.crdownload"]
)
def test_what_programs_leave_is_never_taken(inbox, name):
    put(inbox / name)
    scan = InboxScan(inbox, 1.0)
    scan.ready(0.0)
    assert scan.ready(9.0) == []


@pytest.mark.fault("A6")
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


@pytest.mark.fault("A2")
def test_empty_files_links_and_what_came_back_stay(inbox):
    put(inbox / "empty.docx", "")
    put(inbox / "sales" / "returned" / "back.docx")
    (inbox / "link.docx").symlink_to(put(inbox.parent / "elsewhere.docx"))
    scan = InboxScan(inbox, 1.0)
    scan.ready(0.0)
    assert scan.ready(9.0) == []
    assert not scan.unsettled(9.0)
    assert scan.ready(3601.0) == [inbox / "empty.docx"]


@pytest.mark.fault("H6")
def test_a_file_that_cannot_be_taken_away_is_given_once(inbox):
    scan, file = InboxScan(inbox, 1.0), put(inbox / "a.docx")
    scan.ready(0.0)
    assert scan.ready(2.0) == [file]
    scan.taken(file)
    assert scan.ready(4.0) == []
    put(file, "another version")
    scan.ready(5.0)
    assert scan.ready(6.0) == [file]


HALF = b"PK\x03\x04 the beginning of a document"
WHOLE = HALF + b"PK\x05\x06".ljust(22, b"\0")


def half(path: Path) -> Path:
    path.write_bytes(HALF)
    return path


def touched(path: Path) -> float:
    return path.lstat().st_mtime


@pytest.mark.fault("A1")
def test_a_file_without_its_end_waits_while_its_writer_pauses(inbox):
    scan, file = InboxScan(inbox, 0.5), half(inbox / "scan.docx")
    wall = touched(file)
    scan.ready(0.0, wall)
    assert (scan.ready(60.0, wall + 60), scan.held) == ([], {file: Oddity("unfinished")})
    assert not scan.unsettled(60.0)
    file.write_bytes(WHOLE)
    scan.ready(61.0, wall + 61)
    assert scan.ready(61.5, wall + 62) == [file]


def test_a_file_that_never_gets_its_end_is_taken_after_five_minutes(inbox):
    scan, file = InboxScan(inbox, 0.5), half(inbox / "torn.docx")
    scan.ready(0.0, touched(file))
    assert (scan.ready(299.0, touched(file) + 299), scan.ready(300.0, touched(file) + 300)) == ([], [file])


def test_one_that_was_torn_long_ago_is_taken_at_once_also_by_run(inbox):
    scan, file = InboxScan(inbox, 0.0), half(inbox / "torn.docx")
    empty = put(inbox / "empty.docx", "")
    assert scan.ready(0.0, touched(file) + 1000) == [file]
    assert scan.ready(0.0, touched(empty) + 3601) == [empty, file]


@pytest.mark.fault("A1")
@pytest.mark.parametrize("mode", ["ab", "r+b", "wb"])
def test_a_file_someone_has_open_for_writing_waits_and_is_told_after_an_hour(inbox, mode):
    scan, file = InboxScan(inbox, 0.0), put(inbox / "notes.txt", "the first half")
    with file.open(mode) as writer:
        writer.write(b"more")
        writer.flush()
        assert scan.ready(0.0, touched(file)) == []
        assert scan.ready(10.0, touched(file) + 10) == []
        assert (scan.held, scan.odd) == ({file: Oddity("written")}, {})
        scan.ready(3600.0, touched(file) + 3600)
        assert scan.odd == {file: Oddity("written")}
    assert scan.ready(3601.0, touched(file) + 3601) == [file]


def test_readers_hold_nothing_up(inbox):
    scan, file = InboxScan(inbox, 0.0), put(inbox / "notes.txt", "all of it")
    with file.open("rb"):
        assert scan.ready(0.0, touched(file)) == [file]


@pytest.mark.parametrize("owner", ["~$report.docx", "~$port.docx", ".~lock.report.docx#", ".~report.docx"])
@pytest.mark.parametrize("years", [0.1, 1, 3, 7, 20])
def test_an_owner_file_from_long_ago_is_told_at_once(inbox, owner, years):
    scan, file, lock = InboxScan(inbox, 0.0), put(inbox / "report.docx"), put(inbox / owner)
    old = touched(file) - years * 365 * 86400
    os.utime(lock, (old, old))
    assert (scan.ready(0.0, touched(file)), scan.odd) == ([], {file: Oddity("open", owner)})


@pytest.mark.fault("A6")
@pytest.mark.parametrize(("name", "owner"), [("báo cáo.docx", "NFD"), ("báo cáo.docx", "NFC"), ("Đề nghị.xlsx", "NFD")])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_an_owner_file_is_found_however_its_marks_are_written(inbox, name, owner, written):
    file = put(inbox / unicodedata.normalize(written, name))
    lock = put(inbox / f"~${unicodedata.normalize(owner, name)}")
    assert open_in(file) == lock


@pytest.mark.parametrize("folder", ["Returned", "RETURNED", "returned"])
def test_a_folder_for_answers_is_known_in_any_letters(inbox, folder):
    (inbox / "phone" / folder).mkdir(parents=True)
    put(inbox / "phone" / folder / "back.docx")
    assert InboxScan(inbox, 0.0).ready(0.0) == []


def test_an_owner_file_of_today_is_told_after_an_hour(inbox):
    scan, file = InboxScan(inbox, 0.0), put(inbox / "report.docx")
    lock = put(inbox / "~$report.docx")
    assert (scan.ready(0.0, touched(lock)), scan.odd) == ([], {})
    assert (scan.ready(1.0, touched(lock) + 3700), scan.odd) == ([], {file: Oddity("open", lock.name)})


def test_what_is_called_like_a_work_file_of_excel_is_told_after_an_hour(inbox):
    scan, file = InboxScan(inbox, 0.0), put(inbox / "20260803")
    assert (scan.ready(0.0, touched(file)), scan.odd) == ([], {})
    assert (scan.ready(1.0, touched(file) + 3700), scan.odd) == ([], {file: Oddity("leftover")})


def test_a_file_mended_where_it_came_back_is_a_drop(inbox):
    given = put(inbox / "sales" / "returned" / "report (2 to mend).docx", "as given back")
    answer = put(inbox / "sales" / "returned" / "report (refused).txt", "why")
    asked = []

    def is_ours(path: Path) -> bool:
        asked.append(path.name)
        return path.read_text() == "as given back"

    scan = InboxScan(inbox, 0.0, is_ours)
    assert [scan.ready(now) for now in (0.0, 1.0, 2.0)] == [[], [], []]
    assert asked == [given.name]
    put(given, "mended")
    put(answer, "thanks")
    new = put(given.with_name("saved as.docx"), "mended too")
    scan.ready(3.0)
    assert scan.ready(4.0) == [given, new]


@pytest.mark.fault("A8")
@pytest.mark.parametrize("name", ["returned", "a", "a.docx"])
def test_folders_without_end_are_told_and_end_no_scan(inbox, name):
    here = Path.cwd()
    try:
        os.chdir(inbox)
        for _ in range(60):
            Path(name).mkdir()
            os.chdir(name)
    finally:
        os.chdir(here)
    scan, file = InboxScan(inbox, 0.0), put(inbox / "b.docx")
    assert scan.ready(0.0) == [file]
    assert [odd.code for odd in scan.odd.values()] == ["deep"]


@pytest.mark.fault("A8")
def test_a_folder_called_like_a_file_is_looked_into(inbox):
    (inbox / "a.docx").mkdir()
    file = put(inbox / "a.docx" / "b.docx")
    assert InboxScan(inbox, 0.0).ready(0.0) == [file]
