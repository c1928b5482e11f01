"""Killed before any outward act, once or twice, and begun again: the world ends as if nothing had happened (F1).

Ordinarily a sample of the moments is tried; CASEDROP_SWEEP=all tries every one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from casedrop.desk.desk import Desk
from casedrop.store import files
from casedrop.workspace.workspace import Workspace
from crash.world import Killed, World, at_work, faults, moments, one_pass, resume, sample, stopping

NAMES = ("opening", "accepted", "correction", "refused", "stray", "duplicate", "deadline")
Scenes = Mapping[str, World]


def begin_again(desk: Desk) -> None:
    desk.start()
    one_pass(desk)


@pytest.mark.fault("F1")
@pytest.mark.parametrize("name", NAMES)
def test_killed_at_any_moment_it_ends_the_same(name: str, scenes: Scenes, workspace: Workspace, tmp_path: Path) -> None:
    undisturbed = scenes[name].copy(tmp_path / "undisturbed")
    left = moments(undisturbed, workspace, one_pass, tmp_path)
    expected = undisturbed.all()
    assert len(left) > 8
    assert faults(undisturbed) == []
    for world in sample(left, 4):
        resume(world, workspace)
        assert world.all() == expected, world.root.name
        assert faults(world) == []


@pytest.mark.fault("F1")
@pytest.mark.parametrize("name", ["correction", "refused"])
def test_killed_again_while_it_mends_it_ends_the_same(
    name: str, scenes: Scenes, workspace: Workspace, tmp_path: Path
) -> None:
    undisturbed = scenes[name].copy(tmp_path / "undisturbed")
    left = moments(undisturbed, workspace, one_pass, tmp_path)
    expected = undisturbed.all()
    for world in sample(left, 2):
        for again in sample(moments(world, workspace, begin_again, tmp_path), 2):
            resume(again, workspace)
            assert again.all() == expected, (world.root.name, again.root.name)


@pytest.mark.parametrize("k", [1, 13, 34, 55, 89])
def test_no_handler_of_ours_swallows_the_end(k: int, scenes: Scenes, workspace: Workspace, tmp_path: Path) -> None:
    undisturbed, killed = (scenes["accepted"].copy(tmp_path / name) for name in ("undisturbed", "killed"))
    with at_work(undisturbed, workspace) as desk:
        one_pass(desk)
    with pytest.raises(Killed), at_work(killed, workspace) as desk, files.acts(stopping(k, Killed())):
        one_pass(desk)
    resume(killed, workspace)
    assert killed.all() == undisturbed.all()


@pytest.mark.fault("F7")
def test_a_drop_that_kills_the_desk_three_times_is_given_back(
    scenes: Scenes, workspace: Workspace, tmp_path: Path
) -> None:
    world = scenes["opening"].copy(tmp_path / "w")

    def deadly(*_args: object) -> None:
        raise Killed

    for _ in range(3):
        with contextlib.suppress(Killed), at_work(world, workspace, reader=deadly) as desk:
            begin_again(desk)
    assert [p.name for p in (world.root / "inbox" / "sales").glob("*.*") if p.suffix != ".txt"] == [
        "Phân tích Chính Đại.xlsx"
    ]
    with at_work(world, workspace, reader=deadly) as desk:
        begin_again(desk)
    given_back = (world.root / "inbox" / "sales" / "returned").glob("Phân tích Chính Đại (không nhận được)*")
    assert sorted(p.suffix for p in given_back) == [".txt", ".xlsx"]
    assert world.ledger()["intake"][-1]["state"] == "stray"
    assert faults(world) == []
