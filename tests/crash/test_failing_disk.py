"""A disk that fails once, before any outward act: the watcher goes on, and the world ends as if it had not (F2, F3)."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from casedrop.store import files
from casedrop.store.errors import Trouble
from casedrop.watch.watcher import Watcher
from casedrop.workspace.workspace import Workspace
from crash.world import Clock, World, at_work, faults, one_pass, stopping

Scenes = Mapping[str, World]
MINUTES = (0, 0, 1, 90)
"""When the watcher looks again: at once, and when what it put off is due."""
ROOM = 1 << 20
"""Bytes that a small disk has beyond what it holds."""


def undisturbed(world: World, workspace: Workspace, place: Path) -> tuple[World, int]:
    """What comes of the world by itself, and how many acts that takes."""
    here, acts = world.copy(place / "undisturbed"), list[str]()
    with at_work(here, workspace) as desk, files.acts(lambda act, _target: acts.append(act)):
        one_pass(desk)
    return here, len(acts)


def look(watcher: Watcher, clock: Clock, minutes: int) -> None:
    """One round, as `run` makes them: trouble is put up with."""
    clock.now += timedelta(minutes=minutes)
    with contextlib.suppress(OSError, Trouble):
        watcher.round()


@pytest.mark.fault("F3")
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("name", ["opening", "accepted", "correction", "refused", "deadline"])
def test_a_disk_that_fails_once_changes_nothing(
    name: str, number: int, scenes: Scenes, workspace: Workspace, tmp_path: Path
) -> None:
    end, acts = undisturbed(scenes[name], workspace, tmp_path)
    first, step = (1, 1) if os.environ.get("CASEDROP_SWEEP") == "all" else (number % 7 + 1, 41)
    for k in range(first, acts + 1, step):
        world = scenes[name].copy(tmp_path / f"{k}")
        clock = Clock(world.at)
        with at_work(world, workspace, clock) as desk:
            watcher = Watcher(desk)
            with files.acts(stopping(k, OSError(number, os.strerror(number)))):
                look(watcher, clock, 0)
            for minutes in MINUTES:
                look(watcher, clock, minutes)
        assert world.all() == end.all(), k
        assert faults(world) == []


@pytest.fixture
def small_disk() -> Iterator[list[Path]]:
    """Where small file systems are mounted; they are taken away afterwards."""
    mounted: list[Path] = []
    yield mounted
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """The file that takes all the room a disk has left."""
    filler = place / ".filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as out:
        while out.write(b"0" * 4096):
            pass
    return filler


def mount_small(place: Path, mounted: list[Path]) -> None:
    """Turn `place`, with what it holds, into a file system of its own."""
    held = {p.relative_to(place): p.read_bytes() for p in place.rglob("*") if p.is_file()}
    folders = [p.relative_to(place) for p in place.rglob("*") if p.is_dir()]
    size = sum(-(-len(data) // 4096) * 4096 for data in held.values()) + ROOM
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no file system can be mounted here: {made.stderr.decode().strip()}")
    mounted.append(place)
    for folder in folders:
        (place / folder).mkdir(parents=True)
    for name, data in held.items():
        (place / name).write_bytes(data)


@pytest.mark.fault("F2", "H5")
@pytest.mark.parametrize(
    ("name", "full"),
    [("accepted", "outbox"), ("accepted", "archive"), ("accepted", "state"), ("opening", "state/spool"),
     ("refused", "inbox/sales")],
)  # fmt: skip
def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(
    name: str, full: str, scenes: Scenes, workspace: Workspace, tmp_path: Path, small_disk: list[Path]
) -> None:
    end, _ = undisturbed(scenes[name], workspace, tmp_path)
    world = scenes[name].copy(tmp_path / "full")
    mount_small(world.root / full, small_disk)
    dropped = next(p for p in (world.root / "inbox").rglob("*.xlsx") if "returned" not in p.parts)
    data = dropped.read_bytes()
    clock = Clock(world.at)
    with at_work(world, workspace, clock) as desk:
        watcher = Watcher(desk)
        filler = fill(world.root / full)
        look(watcher, clock, 0)
        assert world.all() != {**end.all(), filler.relative_to(world.root).as_posix(): files.digest(filler)}
        assert data in [p.read_bytes() for part in ("inbox", "archive") for p in (world.root / part).rglob("*.xlsx")]
        filler.unlink()
        for minutes in MINUTES:
            look(watcher, clock, minutes)
    assert world.all() == end.all()
    assert faults(world) == []


def test_a_round_that_takes_longer_than_the_quiet_time_leaves_nothing_behind(
    scenes: Scenes, workspace: Workspace, tmp_path: Path
) -> None:
    world = scenes["opening"].copy(tmp_path / "w")
    with at_work(world, workspace) as desk:
        watcher = Watcher(desk)
        watcher.scan.quiet_seconds = 1e-9
        assert watcher.once() == 1


def test_a_file_that_cannot_be_taken_holds_up_no_other(scenes: Scenes, workspace: Workspace, tmp_path: Path) -> None:
    world = scenes["opening"].copy(tmp_path / "w")
    (world.root / "inbox" / "leader" / "a.docx").write_bytes(b"first")
    heard, said = list[str](), list[str]()
    with at_work(world, workspace) as desk:
        watcher = Watcher(desk, lambda path, outcome: heard.append(f"{path.name}: {outcome.kind}"), said.append)
        with files.acts(stopping(1, PermissionError(errno.EACCES, os.strerror(errno.EACCES), "a.docx"))):
            watcher.round()
        assert (heard, len(said)) == (["Phân tích Chính Đại.xlsx: accepted"], 1)
        watcher.round()
    assert heard == ["Phân tích Chính Đại.xlsx: accepted", "a.docx: stray"]
