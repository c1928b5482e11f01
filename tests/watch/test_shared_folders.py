"""What shares, servers and other people do to files while they wait, are read or cannot be removed: nothing is lost, done twice
or asked for without end."""

from __future__ import annotations

import errno
import os
import shutil
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from casedrop.cli.main import run
from casedrop.demo import typing
from casedrop.desk import receiving
from casedrop.desk.admin.status import watcher
from casedrop.store import files
from casedrop.watch.quiet import InboxScan
from casedrop.watch.watcher import TIDY_SECONDS
from crash.small import MONDAY, Office, at_work

MANY = 10_000


@pytest.fixture
def office(root: Path) -> Iterator[Office]:
    with at_work(root, MONDAY) as office:
        office.desk.start()
        yield office


def rounds(office: Office, times: int = 2) -> list[str]:
    """What became of drops in the next rounds, a minute apart."""
    before = len(office.heard)
    for _ in range(times):
        office.clock.now += timedelta(minutes=1)
        office.watcher.round()
    return office.heard[before:]


@contextmanager
def failing(act: str, path: Path, number: int) -> Iterator[None]:
    """A file system on which an act on one path fails."""

    def hook(what: str, target: str) -> None:
        if what == act and target == str(path):
            raise OSError(number, os.strerror(number), target)

    with files.acts(hook):
        yield


@pytest.mark.fault("A3", "L11")
def test_what_no_event_tells_of_is_found_by_the_next_scan(office: Office) -> None:
    office.drop("calls")
    assert rounds(office, 1) == ["calls.docx: accepted"]
    told = watcher(office.room)
    assert (told.alive, told.at) == (True, office.clock.now)


@pytest.mark.fault("A9")
def test_ten_thousand_files_at_once_are_seen_in_order_and_little_memory(tmp_path: Path) -> None:
    for n in range(MANY):
        os.mknod(tmp_path / f"{n:05d}.txt")
        if n % 100 == 0:
            (tmp_path / f"{n:05d}.txt").write_bytes(b"%PDF-1.4 %%EOF")
    scan = InboxScan(tmp_path, quiet_seconds=1)
    tracemalloc.start()
    first = scan.ready(0, wall=0)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (tmp_path / "00000.txt").rename(tmp_path / "late.txt")
    second = scan.ready(1, wall=0)
    third = scan.ready(2, wall=0)
    names = [f"{n:05d}.txt" for n in range(100, MANY, 100)]
    assert ([p.name for p in first], [p.name for p in second], [p.name for p in third]) == (
        [],
        names,
        [*names, "late.txt"],
    )
    assert memory < 20_000_000


@pytest.mark.fault("G5")
def test_a_file_taken_away_while_it_is_read_is_decided_and_before_that_it_was_never_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = receiving.read

    def taken_away(*given):
        (office.root / "inbox/phone/calls.docx").unlink()
        return read(*given)

    office.drop("calls")
    with monkeypatch.context() as patch:
        patch.setattr(receiving, "read", taken_away)
        assert rounds(office) == ["calls.docx: accepted"]
    first, gone = office.root / "inbox/phone/letter.docx", office.drop("visits")
    first.write_bytes(b"no form")

    def hook(act: str, _target: str) -> None:
        if act == "copy":
            gone.unlink(missing_ok=True)

    with files.acts(hook):
        assert rounds(office) == ["letter.docx: stray file.kind"]
    assert (rounds(office), office.incidents()) == ([], [])


@pytest.mark.fault("H1")
def test_an_inbox_that_is_gone_for_a_while_ends_nothing_and_is_told(office: Office) -> None:
    office.drop("visits")
    assert rounds(office) == ["visits.docx: accepted"]
    stages = {row.id: row.stage for row in office.room.ledger.cases()}
    inbox, elsewhere = office.root / "inbox", office.root / "elsewhere"
    inbox.rename(elsewhere)
    assert rounds(office) == []
    assert "inbox" in " ".join(office.said)
    inbox.mkdir()
    assert rounds(office) == []
    assert {row.id: row.stage for row in office.room.ledger.cases()} == stages
    shutil.rmtree(inbox)
    elsewhere.rename(inbox)
    office.drop("calls")
    assert rounds(office) == ["calls.docx: accepted"]
    assert office.incidents() == []


@pytest.mark.fault("H2", "H6")
@pytest.mark.parametrize("number", [errno.EBUSY, errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_file_that_cannot_be_removed_is_decided_once_and_goes_when_it_can(number: int, office: Office) -> None:
    path = office.drop("calls")
    with failing("remove", path, number):
        assert rounds(office, 5) == ["calls.docx: accepted"]
        assert path.exists()
        assert f"[{errno.errorcode[number]}]" in office.keeper()
    assert rounds(office, 3) == []
    assert not path.exists()
    assert office.incidents() == []


@pytest.mark.fault("L11", "I1")
@pytest.mark.parametrize("begins_anew", [False, True])
def test_a_clock_that_is_set_back_delays_nothing_that_was_put_off(begins_anew: bool, root: Path) -> None:
    with at_work(root, MONDAY) as office:
        office.desk.start()
        path = office.drop("calls")
        with failing("remove", path, errno.EBUSY):
            assert rounds(office, 3) == ["calls.docx: accepted"]
        office.clock.now -= timedelta(hours=7)
        if not begins_anew:
            rounds(office)
            assert not path.exists()
            assert office.incidents() == []
    with at_work(root, office.clock.now) as other:
        other.desk.start()
        rounds(other)
        assert not path.exists()


@pytest.mark.fault("H3")
def test_files_of_tomorrow_and_of_1980_are_taken_in_the_order_they_were_seen(office: Office) -> None:
    tomorrow, of_1980 = office.drop("calls"), office.drop("visits")
    os.utime(tomorrow, (4e9, 4e9))
    os.utime(of_1980, (315532800, 315532800))
    assert sorted(rounds(office)) == ["calls.docx: accepted", "visits.docx: accepted"]


@pytest.mark.fault("K4")
def test_markup_in_names_and_answers_is_only_shown_on_lists(office: Office) -> None:
    markup = "<script>alert(1)</script>"
    path = office.root / "inbox/phone" / f"{markup.replace('/', '')}.docx"
    blank = office.root / "outbox/_blank/en/calls/call note.docx"
    typing.write(
        blank, {"/customer/name": markup, "/customer/short_name": "K", "/seen_on": "2026-08-03", "/said": "<b>"}, path
    )
    os.mkfifo(office.root / "inbox/phone/<img src=x>.docx")
    assert [line.rsplit(": ")[-1] for line in rounds(office)] == ["accepted"]
    pages = office.todo("phone") + office.keeper()
    assert "&lt;script&gt;alert(1)" in pages
    assert "&lt;img src=x&gt;" in pages
    assert not any(tag in pages for tag in ("<script>alert", "<img src=x", "<b>."))


@pytest.mark.fault("L10")
@pytest.mark.parametrize("place", ["inbox/sales/returned", "outbox/sales"])
def test_nothing_is_written_through_a_link_in_returned_or_in_the_outbox(place: str, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(root / place, ignore_errors=True)
    (root / place).symlink_to(outside)
    (root / "inbox/sales/letter.docx").write_bytes(b"no form")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.drop("calls")
        assert "calls.docx: accepted" in rounds(office, 4)
        assert "nothing is written through it" in office.keeper()
        assert [*outside.rglob("*")] == []
        (root / place).unlink()
        (root / place).mkdir()
        rounds(office, 3)
        assert [*(root / place).iterdir()] != []
        assert office.incidents() == []


@pytest.mark.fault("L11")
def test_no_copy_stays_in_the_spool_once_its_drop_has_ended(office: Office) -> None:
    office.drop("calls")
    (office.root / "inbox/phone/letter.docx").write_bytes(b"no form")
    assert len(rounds(office)) == 2
    copies = [*(office.root / "state/spool").iterdir()]
    assert len(copies) == 2
    for copy in copies:
        os.utime(copy, (1e9, 1e9))
    office.watcher.tidied -= TIDY_SECONDS
    rounds(office, 1)
    assert [*(office.root / "state/spool").iterdir()] == []


@pytest.mark.fault("K6")
def test_run_says_nothing_of_passwords_in_the_address_of_a_ledger(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = root / "casedrop.toml"
    settings.write_text(
        settings.read_text("utf-8") + '[ledger]\nurl = "postgresql://desk:hunter2@db.example/desk"\n', "utf-8"
    )
    assert run(["-w", str(root), "run"]) != 0
    said = capsys.readouterr()
    assert "hunter2" not in said.out + said.err
