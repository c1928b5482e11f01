"""Two desks on one inbox: every drop is decided once, numbers have no gaps, and neither spoils what the other does (G1, G2)."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from casedrop.demo import typing
from casedrop.desk import receiving
from casedrop.store import files
from casedrop.workspace.workspace import Workspace
from crash.conftest import letter
from crash.world import World, at_work, faults, one_pass, resume, sample

OPENING = {
    "/customer/contact/name": "Nguyễn Thị Ví Dụ",
    "/customer/contact/phone": "0905 550 147",
    "/product/name": "Thuyền Giấy ERP",
    "/sales_person": "Trần Văn Mẫu",
    "/created_on": "2021-06-16",
    "/summary": "Bớt việc nhập tay.",
    "/items/0/content": "Duyệt đơn hàng",
    "/items/0/explanation": "Hai cấp.",
    "/items/0/purpose": "Kiểm soát công nợ",
}


def ten_drops(world: World) -> None:
    """Six drops that open cases, two that must come back, two that are no forms."""
    blank = next((world.root / "outbox" / "_blank" / "vi").rglob("*tùy biến*.xlsx"))
    for n in range(8):
        customer = {"/customer/name": f"Công ty TNHH Bánh Mì {n}", "/customer/short_name": f"Bánh Mì {n}"}
        values = {**OPENING, **customer} if n < 6 else customer
        typing.write(blank, values, world.root / "inbox" / "sales" / f"Phiếu {n}.xlsx")
    for n in range(2):
        (world.root / "inbox" / f"Thư {n}.docx").write_bytes(letter(world.root.parent) + bytes(n))


@pytest.mark.fault("G1")
def test_two_runs_at_once_decide_every_drop_once(scenes: Mapping[str, World], tmp_path: Path) -> None:
    world = scenes["refused"].copy(tmp_path / "w")
    next((world.root / "inbox" / "sales").glob("*.xlsx")).unlink()
    ten_drops(world)
    command = [sys.executable, "-m", "casedrop", "-w", str(world.root), "--at", "2021-06-16T09:00", "run"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
    said = [run.communicate(timeout=180)[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    ledger = world.ledger()
    assert Counter(row["state"] for row in ledger["intake"]) == {"accepted": 6, "refused": 2, "stray": 2}
    drawn = sorted((row["series"], row["n"]) for row in ledger["number"])
    assert drawn == [(series, n) for series in sorted({series for series, _ in drawn}) for n in range(1, 7)]
    assert {row["state"] for row in ledger["deed"]} == {"done"}
    assert [
        p for p in (world.root / "inbox").rglob("*") if p.suffix != ".txt" and p.is_file() and "returned" not in p.parts
    ] == []
    assert len(list((world.root / "inbox" / "sales" / "returned").iterdir())) == 2
    assert len(list((world.root / "inbox" / "returned").iterdir())) == 4
    assert faults(world) == []


@pytest.mark.fault("G1")
@pytest.mark.parametrize("name", ["accepted", "refused", "stray"])
def test_another_desk_may_come_at_any_moment(
    name: str, scenes: Mapping[str, World], workspace: Workspace, tmp_path: Path
) -> None:
    alone = scenes[name].copy(tmp_path / "alone")
    moments = list[bool]()
    with at_work(alone, workspace) as desk, files.acts(lambda _act, _target: moments.append(may_write(alone))):
        desk.start()
        one_pass(desk)
    between = [k for k, is_between in enumerate(moments, 1) if is_between]
    for k in sample(between, 4):
        world = scenes[name].copy(tmp_path / f"{k}")
        meeting(world, workspace, k)
        assert world.all() == alone.all(), k
        assert faults(world) == []


def may_write(world: World) -> bool:
    """Whether another desk may write into the ledger now; one that comes at any other moment waits for this one's commit."""
    with contextlib.closing(sqlite3.connect(world.root / "state" / "ledger.sqlite3", timeout=0)) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
        db.rollback()
        return True


def meeting(world: World, workspace: Workspace, k: int) -> None:
    """Let one desk make its round, and before its k-th act another one the whole of its own."""
    acts, came = iter(range(1, k + 1)), list[int]()

    def hook(_act: str, _target: str) -> None:
        if next(acts, None) == k:
            resume(world, workspace)
            came.append(k)

    with at_work(world, workspace) as desk, files.acts(hook):
        desk.start()
        one_pass(desk)
    assert came == [k], "the other desk did not make the whole of its round"


@pytest.mark.fault("G4")
def test_what_a_dead_desk_held_is_taken_over_at_once_and_from_a_living_one_not_before_its_lease_ends(
    scenes: Mapping[str, World], workspace: Workspace, tmp_path: Path
) -> None:
    world = scenes["opening"].copy(tmp_path / "w")
    dropped = next((world.root / "inbox" / "sales").glob("*.xlsx"))
    with at_work(world, workspace) as living:
        living.start()
        assert receiving.claim(living.room, dropped) is not None
        resume(world, workspace)
        assert dropped.exists()
    resume(world, workspace)
    assert not dropped.exists()
    assert [row["state"] for row in world.ledger()["intake"]] == ["refused", "accepted"]


def test_a_desk_that_died_over_a_drop_another_had_just_decided_lets_nobody_decide_it_again(
    scenes: Mapping[str, World], workspace: Workspace, tmp_path: Path
) -> None:
    world = scenes["refused"].copy(tmp_path / "w")
    dropped = next((world.root / "inbox" / "sales").glob("*.xlsx"))
    sha, where = files.digest(dropped), dropped.relative_to(world.root).as_posix()
    resume(world, workspace)
    decided = world.all()
    with at_work(world, workspace) as dying:
        dying.begin()
        ledger, room = dying.room.ledger, dying.room
        assert ledger.claim(sha, where, "sales", dropped.name, room.owner, room.clock(), receiving.LEASE_SECONDS)
    resume(world, workspace)
    assert world.all() == decided
