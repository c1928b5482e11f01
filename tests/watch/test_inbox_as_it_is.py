"""The inbox as people and programs leave it: one entry that fails is named where its people look, and all others are taken."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from casedrop.cli.main import run
from casedrop.desk import receiving
from casedrop.language.problem import LANGS
from casedrop.store import files
from casedrop.store.records import QueuedEffect
from crash.small import MONDAY, Office, at_work


def looked(office: Office, times: int = 2) -> Office:
    office.desk.start()
    for _ in range(times):
        office.clock.now += timedelta(minutes=1)
        office.watcher.round()
    return office


def aged(path: Path, seconds: float) -> None:
    at = path.lstat().st_mtime - seconds
    os.utime(path, (at, at))


def owned(inbox: Path) -> None:
    shutil.copyfile(inbox.parents[1] / "visits.docx", inbox / "sales" / "plan.docx")
    (inbox / "sales" / "~$plan.docx").write_bytes(b"\0" * 54)
    aged(inbox / "sales" / "~$plan.docx", 3 * 365 * 86400)


def unreadable(inbox: Path) -> None:
    (inbox / "sales" / "loop").symlink_to("loop")


ODD: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "an owner file of years ago": (owned, "sales/plan.docx", "~$plan.docx lies beside it"),
    "a link to itself": (unreadable, "sales/loop", "a link is not followed"),
    "a link outside": (
        lambda i: (i / "sales" / "out.docx").symlink_to("/etc/hostname"),
        "sales/out.docx",
        "a link is not followed",
    ),
    "a pipe": (lambda i: os.mkfifo(i / "sales" / "p.docx"), "sales/p.docx", "no ordinary file"),
    "folders too deep": (lambda i: (i / "sales/1/2/3/4/5").mkdir(parents=True), "sales/1/2/3/4", "this deep"),
    "a pipe for nobody": (lambda i: os.mkfifo(i / "p.docx"), "p.docx", "no ordinary file"),
    "a pipe in nobody's folder": (
        lambda i: ((i / "else").mkdir(), os.mkfifo(i / "else/p.docx")),
        "else/p.docx",
        "no ordinary file",
    ),
}


@pytest.mark.fault("A10")
@pytest.mark.parametrize("what", ODD)
def test_what_is_not_taken_stands_on_the_list_of_those_who_dropped_it_and_the_rest_is_taken(
    what: str, root: Path
) -> None:
    make, name, why = ODD[what]
    make(root / "inbox")
    with at_work(root, MONDAY) as office:
        office.drop("calls")
        looked(office)
        assert f"inbox/{name}" in office.todo("sales").replace("&#36;", "$")
        assert why in office.todo("sales")
        assert (f"inbox/{name}" in office.todo("phone")) == ("/" not in name or name.startswith("else"))
        assert "calls.docx: accepted" in office.heard
        assert len([line for line in office.said if why in line]) == 1
        assert set(office.incidents()[0].words) == set(LANGS)


@pytest.mark.fault("A3")
def test_run_tells_it_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    owned(root / "inbox")
    shutil.copyfile(root.parent / "calls.docx", root / "inbox" / "phone" / "calls.docx")
    (root / "inbox" / "phone" / "scan.pdf").write_bytes(b"%PDF-1.4 the first half")
    assert run(["-w", str(root), "run"]) == 0
    said = capsys.readouterr()
    assert "accepted: calls.docx" in said.out
    assert "Waits: inbox/phone/scan.pdf: its end is missing; it may still be on its way" in said.out
    assert "~$plan.docx lies beside it" in said.err
    assert "~$plan.docx" in (root / "outbox/sales/_todo.html").read_text(encoding="utf-8")


BACK = "visits (refused).docx"


def refused(office: Office) -> Path:
    """A file that came back: a form whose part was torn away is refused, and lies in `returned/`."""
    path = office.root / "inbox" / "sales" / "visits.docx"
    path.write_bytes(b"words, and no form")
    looked(office)
    [back] = [p for p in (office.root / "inbox/sales/returned").iterdir() if p.suffix == ".docx"]
    return back


def test_a_file_mended_in_returned_is_taken_as_if_dropped(root: Path) -> None:
    with at_work(root, MONDAY) as office:
        back = refused(office)
        looked(office, 3)
        assert [line.split(": ")[1] for line in office.heard] == ["stray file.kind"]
        shutil.copyfile(root.parent / "visits.docx", back)
        looked(office)
        assert office.heard[-1] == f"{back.name}: accepted"
        assert not back.exists()


def test_one_mended_wrongly_is_answered_beside_and_comes_to_rest(root: Path) -> None:
    with at_work(root, MONDAY) as office:
        back = refused(office)
        back.write_bytes(b"other words, still no form")
        looked(office, 6)
        assert len(office.heard) == 2
        assert not (back.parent / "returned").exists()
        assert [p.read_bytes() for p in back.parent.glob("*.docx")] == [b"other words, still no form"]


def test_what_came_back_is_no_drop_for_the_next_start_nor_where_the_state_is_lost(root: Path) -> None:
    with at_work(root, MONDAY) as office:
        refused(office)
    for lost in (False, True):
        if lost:
            shutil.rmtree(root / "state" / "returned")
        with at_work(root, MONDAY + timedelta(hours=1)) as office:
            assert looked(office, 3).heard == []


def test_a_file_whose_disk_cannot_be_read_is_named_and_tried_again(root: Path) -> None:
    def hook(act: str, target: str) -> None:
        if act == "copy" and not target.endswith(".json") and (root / "inbox/sales/visits.docx").exists():
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(root / "inbox/sales/visits.docx"))

    with at_work(root, MONDAY) as office:
        office.drop("visits")
        with files.acts(hook):
            looked(office)
            assert [(one.kind, one.name) for one in office.incidents()] == [("entry", "inbox/sales/visits.docx")]
            assert "The disk cannot be read or written [EIO]" in office.todo("sales")
        looked(office)
        assert "visits.docx: accepted" in office.heard
        assert office.incidents() == []


@pytest.mark.fault("H1")
@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE, errno.ENOTCONN])
@pytest.mark.parametrize("call", ["open", "listdir"])
def test_what_the_system_does_not_let_us_read_is_named_and_the_rest_is_taken(
    call: str, number: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(os, call)

    def refuses(path: str | Path, *more: object) -> object:
        if Path(path).name == "closed":
            raise OSError(number, os.strerror(number), str(path))
        return real(path, *more)

    place = root / "inbox" / "sales" / "closed"
    place.write_bytes(b"x") if call == "open" else place.mkdir()
    with at_work(root, MONDAY) as office:
        office.drop("visits")
        with monkeypatch.context() as patch:
            patch.setattr(os, call, refuses)
            looked(office)
        assert [(one.kind, one.name) for one in office.incidents()] == [("entry", "inbox/sales/closed")]
        assert f"[{errno.errorcode[number]}]" in office.todo("sales")
        assert "Let casedrop read it" in office.todo("sales")
        assert office.heard == ["visits.docx: accepted"]
        place.unlink() if call == "open" else place.rmdir()
        looked(office)
        assert office.incidents() == []


@pytest.mark.fault("A5")
def test_a_file_opened_for_writing_as_it_is_taken_stays_until_it_is_closed(root: Path) -> None:
    with at_work(root, MONDAY) as office:
        path = office.drop("visits")
        office.desk.start()
        opened = []

        def hook(act: str, _target: str) -> None:
            if act == "copy" and not opened:
                opened.append(path.open("r+b"))

        with files.acts(hook):
            office.watcher.round()
        assert (office.heard, path.exists()) == (["visits.docx: accepted"], True)
        opened[0].seek(0, os.SEEK_END)
        opened[0].write(b"one word more")
        opened[0].close()
        looked(office, 3)
        assert path.exists() is False
        assert len(office.heard) == 2


def test_the_sender_of_a_file_casedrop_fails_on_is_told_so_and_nothing_else(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("planted")

    with at_work(root, MONDAY) as office:
        office.drop("visits")
        with monkeypatch.context() as patch:
            patch.setattr(receiving, "read", fails)
            looked(office)
        assert "casedrop could not take it; whoever runs casedrop has been told" in office.todo("sales")
        assert "planted" not in office.todo("sales")
        assert "planted" in office.keeper()
        assert "inbox/sales/visits.docx" not in office.todo("phone")


@pytest.mark.fault("L11")
@pytest.mark.parametrize("payload", [{}, {"sha256": 7}, {"folder": []}, [], "text", None], ids=str)
def test_a_queue_row_nobody_understands_keeps_no_spool_from_being_tidied(payload: object, root: Path) -> None:
    with at_work(root, MONDAY) as office:
        with office.room.ledger.transaction() as tx:
            tx.queue(None, [QueuedEffect("odd", "keep", payload)])
        left = office.room.spool / ("f" * 64)
        left.write_bytes(b"of a drop long done")
        office.desk.start()
        assert not left.exists()
        assert not any(one.name == "state/spool" for one in office.incidents())
