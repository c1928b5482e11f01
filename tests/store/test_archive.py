from __future__ import annotations

import itertools
import json
import subprocess
from pathlib import Path

import pytest

from casedrop.store.archive import Archive, case_folder, desk_folder, folders, safe
from casedrop.store.audit.verify import verify
from casedrop.store.errors import BrokenChain, Gap, Taken, UnsafeName
from casedrop.store.records import Entry
from store.conftest import at
from store.crash import disk_fails, sweep

CASE = "2026/customization/PT-2026-0118"
OPENED = Entry(1, at(0), "opened", {"customer": "Bánh Mì Trên Mây"})
MOVED = Entry(2, at(1), "moved", {"to": "quoted"})
CLOSED = Entry(3, at(2), "closed", {"as": "lost"})


def tree(root: Path) -> list[str]:
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def sha256sum(folder: Path) -> int:
    return subprocess.run(["sha256sum", "-c", "--strict", "manifest-sha256.txt"], cwd=folder, check=False).returncode


def a_case(root: Path) -> Archive:
    archive = Archive(root)
    archive.keep(CASE, 1, "in", "phiếu phân tích.xlsx", b"as received")
    archive.keep(CASE, 2, "out", "báo giá.docx", b"as issued")
    archive.record(CASE, [OPENED, MOVED], {"stage": "quoted"})
    return archive


def test_a_case_folder_holds_the_record(tmp_path):
    a_case(tmp_path)
    assert tree(tmp_path / CASE) == [
        "001-in-phiếu phân tích.xlsx",
        "002-out-báo giá.docx",
        "case.json",
        "journal.jsonl",
        "manifest-sha256.txt",
    ]
    assert json.loads((tmp_path / CASE / "case.json").read_text()) == {"stage": "quoted"}
    assert verify(tmp_path) == []


def test_sha256sum_can_check_it(tmp_path):
    a_case(tmp_path)
    assert sha256sum(tmp_path / CASE) == 0
    (tmp_path / CASE / "002-out-báo giá.docx").write_bytes(b"as forged")
    assert sha256sum(tmp_path / CASE) == 1


def test_everything_may_be_done_twice(tmp_path):
    archive = a_case(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    a_case(tmp_path)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert archive.record(CASE, [OPENED, MOVED]) == archive.record(CASE, [MOVED]) == archive.heads()[CASE][1]


def test_a_number_keeps_its_first_bytes(tmp_path):
    archive = a_case(tmp_path)
    assert archive.keep(CASE, 1, "in", "renamed.xlsx", b"as received").name == "001-in-phiếu phân tích.xlsx"
    with pytest.raises(Taken, match="001-in-phiếu"):
        archive.keep(CASE, 1, "in", "phiếu phân tích.xlsx", b"other bytes")
    assert archive.keep(CASE, 1000, "in", "late.xlsx", b"late").name == "1000-in-late.xlsx"
    assert archive.keep(CASE, 100, "in", "earlier.xlsx", b"e").name == "100-in-earlier.xlsx"


def test_the_journal_goes_on_where_it_ends(tmp_path):
    archive = a_case(tmp_path)
    head = archive.record(CASE, [OPENED, MOVED, CLOSED])
    assert archive.entries(CASE) == (OPENED, MOVED, CLOSED)
    assert archive.heads() == {CASE: (3, head)}
    assert verify(tmp_path, {CASE: head}) == []


def test_a_journal_is_vouched_for_as_it_stands_whoever_touched_it(tmp_path):
    archive, events = a_case(tmp_path), [OPENED, MOVED, CLOSED]
    journal = tmp_path / CASE / "journal.jsonl"
    for tampering in (b"", b'{"seq":'):
        with journal.open("ab") as file:
            file.write(tampering)
        archive.record(CASE, events[-2:])
        assert (sha256sum(tmp_path / CASE), verify(tmp_path)) == (0, [])
        events.append(Entry(len(events) + 1, at(9), "reopened", {}))


def test_events_may_not_leave_a_gap(tmp_path):
    with pytest.raises(Gap, match="ends at entry 0, but the next one given is 2"):
        Archive(tmp_path).record(CASE, [MOVED])


def test_a_journal_that_says_something_else_is_not_gone_on_with(tmp_path):
    archive = a_case(tmp_path)
    with pytest.raises(BrokenChain, match="changed at entry 2"):
        archive.record(CASE, [OPENED, Entry(2, at(1), "moved", {"to": "lost"}), CLOSED])


def test_a_changed_file_is_not_vouched_for_by_what_comes_after(tmp_path):
    archive = a_case(tmp_path)
    (tmp_path / CASE / "001-in-phiếu phân tích.xlsx").write_bytes(b"forged")
    (tmp_path / CASE / "slipped in.pdf").write_bytes(b"forged")
    archive.keep(CASE, 3, "in", "more.docx", b"more")
    archive.record(CASE, [OPENED, MOVED, CLOSED], {})
    assert [(f.kind, Path(f.path).name) for f in verify(tmp_path)] == [
        ("altered", "001-in-phiếu phân tích.xlsx"),
        ("extra", "slipped in.pdf"),
    ]


def test_the_desk_keeps_refused_and_stray_drops_by_year(tmp_path):
    archive = Archive(tmp_path)
    archive.keep(desk_folder(2026), 1, "in", "holiday.jpg", b"stray")
    archive.record(desk_folder(2026), [Entry(1, at(0), "voided", {"series": "BG", "n": 7})])
    a_case(tmp_path)
    assert tree(tmp_path / "_desk/2026") == ["001-in-holiday.jpg", "journal.jsonl", "manifest-sha256.txt"]
    assert folders(tmp_path) == [CASE, "_desk/2026"]
    assert verify(tmp_path) == []


def test_a_crash_anywhere_is_finished_by_doing_it_again(tmp_path):
    count = itertools.count()

    def check(root: Path) -> None:
        kept = [p.read_bytes() for p in root.rglob("0*-*")]
        assert set(kept) <= {b"as received", b"as issued"}
        assert Archive(root).entries(CASE) in ((), (OPENED, MOVED))

    acts = sweep(lambda: tmp_path / str(next(count)), a_case, check)
    assert acts > 30
    for root in tmp_path.iterdir():
        assert verify(root) == []
        assert sha256sum(root / CASE) == 0


@pytest.mark.fault("F3")
def test_a_disk_that_fails_anywhere_leaves_nothing_half_done(tmp_path):
    count = itertools.count()

    def check(root: Path) -> None:
        assert list(root.rglob("*.tmp")) == []

    sweep(lambda: tmp_path / str(next(count)), a_case, check, disk_fails)
    assert {tuple(verify(root)) for root in tmp_path.iterdir()} == {()}


@pytest.mark.fault("K4")
@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "a\nb", "C:", "con.", "a ", "\udcff", "what?"])
def test_a_name_that_would_leave_its_folder_is_refused(tmp_path, name):
    with pytest.raises(UnsafeName):
        safe(name)
    with pytest.raises(UnsafeName):
        Archive(tmp_path).keep(CASE, 1, "in", name, b"")
    assert tree(tmp_path) == []


def test_folders_are_named_by_year_flow_and_case():
    assert case_folder(2026, "customization", "PT-2026-0118") == CASE
    with pytest.raises(UnsafeName):
        case_folder(2026, "customization", "../../inbox")
