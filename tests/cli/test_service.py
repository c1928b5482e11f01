"""What a system is told so that it runs casedrop, and what systemd itself says of it."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from casedrop.cli.main import run
from casedrop.cli.terminal import log
from casedrop.desk.admin.service import text
from offices import may


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return may(tmp_path_factory.mktemp("Văn phòng 100%"))


def test_a_unit_of_systemd_names_program_workspace_and_user(office, capsys):
    assert run(["-w", str(office), "service", "install", "--system", "systemd", "--user", "keeper"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (start,) = [line for line in lines if line.startswith("ExecStart=")]
    assert start.endswith(f'casedrop" -w "{str(office).replace("%", "%%")}" watch')
    assert {"Description=casedrop, Mây Mẫu", "User=keeper", "Restart=on-failure", "WantedBy=multi-user.target"} <= {
        *lines
    }


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_finds_nothing_wrong_with_the_unit(office, tmp_path):
    unit = tmp_path / "casedrop.service"
    unit.write_text(text("systemd", shutil.which("true"), office / "casedrop.toml", "Mây", "root"), encoding="utf-8")
    ended = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (ended.returncode, "casedrop.service" in ended.stderr) == (0, False), ended.stderr


def test_a_task_of_windows_starts_the_watcher_with_a_log(office, tmp_path, capsys):
    words = ["-w", str(office), "service", "install", "--system", "windows", "-o", str(tmp_path / "task.cmd")]
    assert run(words) == 0
    create, begin = (tmp_path / "task.cmd").read_text(encoding="utf-8").splitlines()
    assert "/SC ONSTART" in create
    assert rf"-w \"{office}\" watch --log-file \"{office}/state/casedrop.log\"" in create
    assert begin == "schtasks /Run /TN casedrop"
    assert capsys.readouterr().out.startswith(str(tmp_path / "task.cmd"))


def test_a_line_for_the_journal_has_its_level_and_role_and_one_for_a_terminal_has_not(tmp_path, monkeypatch):
    with (tmp_path / "journal").open("w") as journal:
        monkeypatch.setattr("sys.stdout", journal)
        assert log.for_journal("refused: x.docx", "sales", level=30) == "refused: x.docx"
        there = (tmp_path / "journal").stat()
        monkeypatch.setenv("JOURNAL_STREAM", f"{there.st_dev}:{there.st_ino}")
        assert log.for_journal("refused: x.docx", "sales", level=30) == "<4>sales refused: x.docx"
        assert log.for_journal("Watching inbox") == "<6>- Watching inbox"
