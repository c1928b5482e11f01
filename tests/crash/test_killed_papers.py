"""Killed while signed originals come back, as scans and as paper, and begun again: the end is as if nothing had happened (F1).

The scans are made from the PDFs that were issued, by the demo's own scanner; LibreOffice's stand-in leaves the pages empty
but for their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from pathlib import Path

import pytest

from casedrop.demo import clerk
from casedrop.demo.script import DemoScript, DemoStep, read
from casedrop.demo.stage import Clock, DemoStage, drop
from casedrop.desk.admin import originals
from casedrop.desk.desk import Desk
from casedrop.watch.watcher import Watcher
from casedrop.workspace.create import shipped
from casedrop.workspace.workspace import Workspace
from crash.world import World, at_work, faults, moments, sample
from offices import begun

Scenes = Mapping[str, World]
SCENES = {"scan0047.pdf": "cut apart", "scan0048.pdf": "a scan"}
NUMBER, COPY, SHELF = "BBNT-2021-0002", 4, "K2-07"


def until_quiet(desk: Desk) -> None:
    """All rounds of a watcher until nothing more lies in the inbox: cutting a scan apart drops its parts there."""
    watcher = Watcher(desk)
    while watcher.round():
        pass


def begin_again(desk: Desk) -> None:
    desk.start()
    until_quiet(desk)


def file_it(desk: Desk) -> None:
    """A clerk files an original, unless the register has it filed."""
    row = originals.find(desk.room, NUMBER, COPY)
    assert isinstance(row, originals.OriginalRow)
    if not row.paper:
        assert originals.note(desk, "in", NUMBER, COPY, SHELF) is None


@pytest.fixture(scope="module")
def scenes(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    """The worlds before each way in which signed originals come back, by the demo's own script."""
    place = tmp_path_factory.mktemp("papers")
    begun(place / "now")
    script = read(shipped() / "demos" / "acceptance.yaml", workspace.settings.zone)
    clock = Clock(script.steps[0].at.astimezone(UTC))
    with at_work(World(place / "now", clock.now), workspace, clock) as desk:
        desk.start()
        return played(desk, script, clock, place)


def played(desk: Desk, script: DemoScript, clock: Clock, place: Path) -> Scenes:
    stage, found = DemoStage(desk.room, script, clock), {}

    def scene(name: str) -> None:
        found[name] = World(place / "now", clock.now).copy(place / name)

    for step in (s for s in script.steps if not s.unless_pdf):
        clock.now = step.at.astimezone(UTC)
        if step.clerk.get("do") == "in":
            scene("filing")
            return found
        play(stage, step, desk, scene)
    return found


def play(stage: DemoStage, step: DemoStep, desk: Desk, scene: Callable[[str], None]) -> None:
    if step.clerk:
        assert clerk.does(stage, step.clerk) == []
        return
    dropped = desk.room.workspace.inbox / step.role / step.name
    drop(stage, step, dropped)
    if step.name in SCENES:
        scene(SCENES[step.name])
    outcome = desk.take_in(dropped)
    assert outcome is not None
    assert outcome.kind == step.brings
    stage.case_id = outcome.case_id or stage.case_id
    until_quiet(desk)


def ended(world: World, workspace: Workspace, run: Callable[[Desk], None]) -> World:
    """The world once a new process has begun on what is there, and done something."""
    with at_work(world, workspace) as desk:
        begin_again(desk)
        run(desk)
    return world


@pytest.mark.fault("F1")
@pytest.mark.parametrize("name", SCENES.values())
def test_killed_while_a_scan_is_taken_in_it_ends_the_same(
    name: str, scenes: Scenes, workspace: Workspace, tmp_path: Path
) -> None:
    undisturbed = scenes[name].copy(tmp_path / "undisturbed")
    left = moments(undisturbed, workspace, until_quiet, tmp_path)
    expected = undisturbed.all()
    assert len(left) > 8
    for world in sample(left, 3):
        assert ended(world, workspace, until_quiet).all() == expected, world.root.name
        assert faults(world) == []


def test_killed_while_an_original_is_filed_it_ends_the_same(
    scenes: Scenes, workspace: Workspace, tmp_path: Path
) -> None:
    undisturbed = scenes["filing"].copy(tmp_path / "undisturbed")
    left = moments(undisturbed, workspace, file_it, tmp_path)
    expected = undisturbed.all()
    assert len(left) > 2
    for world in sample(left, 3):
        assert ended(world, workspace, file_it).all() == expected, world.root.name
        assert faults(world) == []
