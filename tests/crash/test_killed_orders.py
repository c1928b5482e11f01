"""Killed while a form reopens a case whose deadline was over, and begun again: the end is as if nothing had happened (F1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from casedrop.demo import typing
from casedrop.workspace.workspace import Workspace
from crash.world import World, faults, moments, one_pass, resume, sample

SAID = {
    "/case_number": "TB-2021-0001",
    "/decision": "Mở lại",
    "/reason": "Khách hàng xin thêm thời gian.",
    "/asked_by": "Trần Văn Mẫu",
    "/asked_on": date(2021, 7, 9),
    "/approved_by": "Lê Thị Thử Nghiệm",
    "/approved_on": date(2021, 7, 9),
}


@pytest.mark.fault("F1")
def test_killed_while_a_case_is_reopened_by_a_form_it_ends_the_same(
    scenes: Mapping[str, World], workspace: Workspace, tmp_path: Path
) -> None:
    undisturbed = scenes["deadline"].copy(tmp_path / "undisturbed")
    (blank,) = (undisturbed.root / "outbox" / "_blank" / "vi").rglob("*mở lại hồ sơ.docx")
    typing.write(blank, SAID, undisturbed.root / "inbox" / "manager" / "Mở lại.docx")
    left = moments(undisturbed, workspace, one_pass, tmp_path)
    expected = undisturbed.all()
    assert undisturbed.ledger()["intake"][-1]["state"] == "accepted"
    assert len(left) > 8
    for world in sample(left, 4):
        resume(world, workspace)
        assert world.all() == expected, world.root.name
        assert faults(world) == []
