"""Two desks on one PostgreSQL ledger, killed again and again: every drop is decided once, numbers have no gaps, the archive is
whole; and the ledger came from SQLite and goes back there (G1, G2, F1)."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import servers
from casedrop.cli.main import run
from crash.test_two_desks import ten_drops
from crash.world import World, faults

HERE = Path(__file__).parents[1]
NOON = ("--at", "2021-06-16T09:00")
SQLITE = "state/ledger.sqlite3"
PAIRS = 2
"""How often two desks at once are killed."""


def ledger_at(world: World, url: str) -> None:
    """Let the settings say where the ledger is; "" is where it is if they say nothing."""
    settings = world.root / "casedrop.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r'^url = ".*"', f'url = "{url}"', text, flags=re.M), encoding="utf-8")


def moved(world: World, source: str, target: str) -> None:
    assert run(["-w", str(world.root), *NOON, "move-ledger", source, target]) == 0


def begun(world: World, *program: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", *program, "-w", str(world.root), *NOON, "run"]
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env)


def ended(runs: list[subprocess.Popen[bytes]]) -> list[int]:
    for one in runs:
        one.communicate(timeout=180)
    return [one.returncode for one in runs]


def test_two_desks_killed_at_random_decide_every_drop_once(scenes: Mapping[str, World], tmp_path: Path) -> None:
    world, url = scenes["refused"].copy(tmp_path / "w"), servers.new()
    next((world.root / "inbox" / "sales").glob("*.xlsx")).unlink()
    moved(world, SQLITE, url)
    ledger_at(world, url)
    ten_drops(world)
    chance = random.Random(20210616)  # noqa: S311 - to be the same each time
    for _ in range(PAIRS):
        dying = [begun(world, "crash.dying", str(chance.randint(20, 250))) for _ in range(2)]
        assert ended(dying) == [-signal.SIGKILL] * 2
    assert ended([begun(world, "casedrop")]) == [0]
    moved(world, url, SQLITE)
    ledger_at(world, "")
    ledger = world.ledger()
    assert Counter(row["state"] for row in ledger["intake"]) == {"accepted": 6, "refused": 2, "stray": 2}
    drawn = sorted((row["series"], row["n"]) for row in ledger["number"])
    assert drawn == [(series, n) for series in sorted({series for series, _ in drawn}) for n in range(1, 7)]
    assert {row["state"] for row in ledger["deed"]} == {"done"}
    left = [path for path in (world.root / "inbox").rglob("*") if path.is_file() and path.suffix != ".txt"]
    assert [path for path in left if "returned" not in path.parts] == []
    assert len(list((world.root / "inbox" / "sales" / "returned").iterdir())) == 2
    assert faults(world) == []
    assert run(["-w", str(world.root), "verify"]) == 0
