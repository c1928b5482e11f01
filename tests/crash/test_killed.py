"""Killed before any outward act, once or twice, and begun again: the world ends as if nothing had happened (F1)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from casedrop.config.workspace import Workspace
from crash.world import World, at_work, moments, one_pass, resume, sound

NAMES = ("opening", "accepted", "correction", "refused", "stray", "duplicate", "deadline")


@pytest.mark.parametrize("name", NAMES)
def test_killed_before_any_act_it_ends_the_same(name: str, scenes: Mapping[str, World], workspace: Workspace, tmp_path: Path) -> None:
    undisturbed = scenes[name].copy(tmp_path / "undisturbed")
    left = list(moments(undisturbed, workspace, one_pass, tmp_path))
    expected = undisturbed.all()
    for world in left:
        resume(world, workspace)
        assert world.all() == expected, world.root.name
        assert sound(world) == []
    print(name, len(left))
