"""A watcher whose PostgreSQL server is not there, comes, goes and comes back: it waits, says so, and goes on (L13)."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import servers
from casedrop.cli.main import run
from casedrop.store.ledger.move import move
from crash import small
from crash.test_ending import PATIENCE, begun
from once import once
from store.test_server import cut_off
from trees import resting

SETTINGS = '\n[ledger]\nurl = "{url}"\n\n[watch]\nscan_seconds = 0.2\nquiet_seconds = 0.1\n'


@pytest.fixture
def way(tmp_path: Path) -> Path:
    """The way to the server, which is not there yet."""
    servers.sockets()
    return tmp_path / "way"


@pytest.fixture
def office(tmp_path: Path, way: Path) -> Iterator[tuple[Path, str]]:
    """A small office whose ledger is behind the way, and the address of the same ledger by another."""
    url = servers.new()
    root = resting(once("two-offices", lambda place: small.made(place / "w")) / "w", tmp_path / "w")
    settings = root / "casedrop.toml"
    text = settings.read_text(encoding="utf-8").partition("\n[ledger]\n")[0]
    settings.write_text(text + SETTINGS.format(url=servers.address(servers.name_of(url), way)), encoding="utf-8")
    move(f"sqlite:///{root}/state/ledger.sqlite3", url, small.MONDAY)
    yield root, url


def until(lines: Iterator[str], words: str) -> None:
    """Wait until a line says this."""
    heard = []
    for line in lines:
        heard.append(line)
        if words in line:
            return
    pytest.fail("".join(heard))


def test_it_waits_for_the_server_at_the_start_and_in_the_middle(office, way, monkeypatch, capsys) -> None:
    root, url = office
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    assert run(["-w", str(root), "status"]) == 75
    assert "cannot be reached" in capsys.readouterr().err
    run(["-w", str(root), "doctor"])
    assert "missing  Ledger on a server: The ledger postgresql://" in capsys.readouterr().out
    watching = begun(root, "watch")
    too_long = threading.Timer(PATIENCE, watching.kill)
    too_long.start()
    assert watching.stderr is not None
    said = (line.decode() for line in watching.stderr)
    until(said, "cannot be reached")
    way.symlink_to(servers.sockets())
    assert watching.stdout is not None
    heard = (line.decode() for line in watching.stdout)
    until(heard, "Watching")
    (root / "inbox" / "note.txt").write_text("Kính gửi Quý khách hàng", encoding="utf-8")
    until(heard, "stray: note.txt")
    way.unlink()
    cut_off(url)
    until(said, "cannot be reached")
    (root / "inbox" / "later.txt").write_text("Trân trọng kính chào", encoding="utf-8")
    way.symlink_to(servers.sockets())
    until(said, "It is well again")
    until(heard, "stray: later.txt")
    assert run(["-w", str(root), "migrate"]) == 0  # there is nothing to bring up
    assert run(["-w", str(root), "move-ledger", url, "state/back.sqlite3"]) == 75
    assert "Somebody is at work with the ledger" in capsys.readouterr().err
    assert run(["-w", str(root), "status", "--json"]) == 0
    assert [one["alive"] for one in json.loads(capsys.readouterr().out)["watchers"]] == [True]
    watching.send_signal(signal.SIGTERM)
    watching.communicate(timeout=PATIENCE)
    too_long.cancel()
    assert watching.returncode == 0
    assert run(["-w", str(root), "status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["watchers"] == []
