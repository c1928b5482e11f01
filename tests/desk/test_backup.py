"""Backups: taken while casedrop works, brought back into an empty folder, and told where ledger and archive do not fit."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casedrop.cli.main import run
from casedrop.desk.admin.backup import backup
from casedrop.desk.room import open_room
from casedrop.store import files
from casedrop.workspace.workspace import working
from crash.small import MONDAY, at_work, made


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return made(tmp_path_factory.mktemp("backup") / "office")


@pytest.fixture
def root(small, tmp_path):
    """A workspace in which a visit was taken in, and a call waits in the inbox."""
    root = shutil.copytree(small, tmp_path / "office")
    for flow in ("visits", "calls"):
        shutil.copy(small.parent / f"{flow}.docx", root.parent)
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.watcher.round()
        office.drop("calls")
    return root


@contextmanager
def at_rest(root):
    """The room of a workspace, as another process opens it beside the one at work."""
    room = open_room(working(root), lambda: datetime(2026, 8, 3, 3, tzinfo=UTC))
    yield room
    room.ledger.close()


def said(capsys, *words):
    """(exit code, what a command prints as JSON, its errors)."""
    code = run([*map(str, words)])
    out = capsys.readouterr()
    return code, json.loads(out.out) if out.out else None, out.err


def backed_up(root, capsys, at="2026-08-03T10:00"):
    code, told, _ = said(capsys, "-w", root, "--at", at, "backup", root.parent / "backups", "--json")
    assert code == 0
    return told["folder"]


def test_pictures_that_are_drawn_anew_are_not_in_a_backup(root, capsys):
    drawn = root / "state" / "web-pages" / "a.png"
    drawn.parent.mkdir()
    drawn.write_bytes(b"drawn")
    made = Path(backed_up(root, capsys)) / "state"
    assert ((made / "key").exists(), (made / "web-pages").exists()) == (True, False)


def test_what_is_restored_goes_on_where_the_backup_was_made(root, capsys, tmp_path):
    folder = backed_up(root, capsys)
    shutil.rmtree(root)
    code, told, err = said(capsys, "restore", folder, tmp_path / "again", "--json")
    assert (code, told["faults"], told["behind"], err) == (0, [], [], "")
    again = tmp_path / "again"
    assert said(capsys, "-w", again, "--at", "2026-08-03T11:00", "run", "--json")[1]["drops"][0]["case"] == "CA-1"
    assert {one["case"] for one in said(capsys, "-w", again, "cases", "--json")[1]} == {"VI-1", "CA-1"}
    assert said(capsys, "-w", again, "verify", "--json")[:2] == (0, [])


def test_a_backup_that_is_made_at_every_act_of_the_watcher_is_whole_and_goes_on(root, capsys, tmp_path):
    """Whatever is half done at that moment, the copy is what a crash would have left."""
    places = []

    def back_up(act, target):
        if act in ("append", "replace", "write") and "/archive/" in target and not places:
            places.append(None)  # the copies it makes are acts too
            with at_rest(root) as other:
                places[0] = backup(other, tmp_path / "backups").folder

    with at_work(root, MONDAY) as office:
        office.desk.start()
        with files.acts(back_up):
            office.watcher.round()
    assert len(places) == 1
    assert said(capsys, "restore", places[0], tmp_path / "again", "--json")[1]["behind"] == []
    assert said(capsys, "-w", tmp_path / "again", "--at", "2026-08-03T11:00", "run", "--json")[0] == 0
    assert said(capsys, "-w", tmp_path / "again", "verify", "--json")[:2] == (0, [])
    assert {one["case"] for one in said(capsys, "-w", tmp_path / "again", "cases", "--json")[1]} == {"VI-1", "CA-1"}


def test_files_that_did_not_change_are_shared_with_the_backup_before(root, capsys):
    first, second = (backed_up(root, capsys, at) for at in ("2026-08-03T10:00", "2026-08-03T11:00"))
    settings = "workspace/casedrop.toml"
    assert (root.parent / first / settings).samefile(root.parent / second / settings)
    (root / "casedrop.toml").write_text((root / "casedrop.toml").read_text() + "\n# new\n")
    third = backed_up(root, capsys, "2026-08-03T12:00")
    assert not (root.parent / third / settings).samefile(root.parent / second / settings)
    assert "# new" not in (root.parent / second / settings).read_text()


def test_what_is_no_whole_backup_is_not_restored(root, capsys, tmp_path):
    folder = backed_up(root, capsys)
    assert said(capsys, "restore", folder, root)[0] == 5
    (root.parent / folder / "backup.json").unlink()
    code, _, err = said(capsys, "restore", folder, tmp_path / "again")
    assert (code, "is no whole backup" in err, (tmp_path / "again").exists()) == (65, True, False)


def test_a_ledger_that_is_older_than_its_archive_is_told_with_the_way_out(root, capsys, tmp_path):
    folder = root.parent / backed_up(root, capsys)
    said(capsys, "-w", root, "--at", "2026-08-03T11:00", "run", "--json")
    later = root.parent / backed_up(root, capsys, "2026-08-03T12:00")
    shutil.copy(folder / "ledger.sqlite3", later / "ledger.sqlite3")
    code, told, _ = said(capsys, "restore", later, tmp_path / "again", "--json")
    assert (code, [one.rsplit("/", 1)[1] for one in told["behind"] if "calls" in one]) == (1, ["CA-1"])
    shutil.rmtree(tmp_path / "again")
    assert run(["restore", str(later), str(tmp_path / "again")]) == 1
    assert "move this one away and run: casedrop rebuild" in capsys.readouterr().err


def test_an_archive_that_is_older_than_its_ledger_is_told_with_the_way_out(root, capsys, tmp_path):
    folder = root.parent / backed_up(root, capsys)
    shutil.rmtree(next((folder / "workspace/archive").glob("*/visits")))
    assert run(["restore", str(folder), str(tmp_path / "again")]) == 1
    out = capsys.readouterr()
    assert "missing: 2026/visits/VI-1" in out.out
    assert "move the ledger away and run: casedrop rebuild" in out.err
