"""SIGTERM and Ctrl-C end any command within five seconds, whatever it waits for, and its helpers with it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from crash import small
from once import once

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to send")
SECONDS, PATIENCE = 5.0, 60.0
CONVERTER = """#!/bin/sh
sleep 600 &
echo $! > "$CHILD.tmp" && mv "$CHILD.tmp" "$CHILD"
wait
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(once("two-offices", lambda place: small.made(place / "w")), tmp_path / "here")
    return tmp_path / "here" / "w"


def begun(root: Path, *words: str) -> subprocess.Popen[bytes]:
    """A command in a process of its own."""
    command = [sys.executable, "-m", "casedrop", "-w", str(root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ})


def ended(process: subprocess.Popen[bytes], number: int) -> tuple[int, float]:
    """The exit code of a process that got a signal, and the seconds it took to end."""
    sent = time.monotonic()
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    return process.returncode, time.monotonic() - sent


def until(path: Path) -> None:
    """Wait until a file is there."""
    end = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < end, path
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_watcher_ends_cleanly(number: int, root: Path) -> None:
    watching = begun(root, "watch")
    until(root / "state" / "heartbeat.json")
    code, seconds = ended(watching, number)
    assert (code, seconds < SECONDS) == (0, True)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_command_that_waits_for_a_held_ledger_ends(number: int, code: int, root: Path) -> None:
    with closing(sqlite3.connect(root / "state" / "ledger.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        running = begun(root, "tick")
        assert running.stdout is not None
        opened(running, root)
        found, seconds = ended(running, number)
        assert (found, seconds < SECONDS) == (code, True)
        other.execute("ROLLBACK")


def opened(process: subprocess.Popen[bytes], root: Path) -> None:
    """Wait until a process has the ledger open."""
    end, folder = time.monotonic() + PATIENCE, Path(f"/proc/{process.pid}/fd")
    if not folder.exists():
        pytest.skip("this system does not tell which files a process has open")
    while not any(_target(fd) == str(root / "state" / "ledger.sqlite3") for fd in folder.iterdir()):
        assert time.monotonic() < end
        time.sleep(0.05)


def _target(fd: Path) -> str:
    try:
        return str(fd.readlink())
    except OSError:
        return ""


def test_a_converter_and_its_children_end_with_the_command(root: Path, tmp_path: Path, monkeypatch) -> None:
    child = tmp_path / "child"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "soffice").write_text(CONVERTER.replace("$CHILD", str(child)))
    (tmp_path / "bin" / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    running = begun(root, "preview", "visit", "--out", str(tmp_path / "out"))
    until(child)
    code, seconds = ended(running, signal.SIGTERM)
    assert (code, seconds < SECONDS) == (143, True)
    assert not is_alive(int(child.read_text()))


def is_alive(pid: int) -> bool:
    """Whether a process still runs, and is not only waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split(") ")[1][0] != "Z"
    except OSError:
        return False
