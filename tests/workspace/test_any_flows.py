"""Whatever flows an office has, in whatever order they came and went, `check` finds nothing but what only the office can say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedrop.workspace.checks.check import check
from casedrop.workspace.create import begin, shipped
from casedrop.workspace.errors import FlowNeeded, LastFlow
from casedrop.workspace.making import change
from casedrop.workspace.making.settings_text import Office
from casedrop.workspace.workspace import read
from strategies import examples
from trees import changed

SHIPPED = read(shipped())
FLOWS = st.sampled_from(sorted(SHIPPED.book.flows))
LANGUAGES = st.sampled_from(
    [("vi",), ("zh-Hans",), ("en", "vi"), ("zh-Hant", "en"), ("vi", "zh-Hans", "zh-Hant", "en")]
)
STEPS = st.lists(st.tuples(st.sampled_from(["add", "remove"]), FLOWS), max_size=4)


def wrong(root: Path) -> list[str]:
    return [problem.line("en") for problem in check(read(root)) if problem.code != "settings.placeholder"]


@settings(max_examples=examples(3), deadline=None, suppress_health_check=list(HealthCheck))
@given(first=st.lists(FLOWS, min_size=1, max_size=2, unique=True), languages=LANGUAGES, steps=STEPS)
def test_any_set_of_flows_is_well(tmp_path_factory, first, languages, steps):
    root = tmp_path_factory.mktemp("any") / "office"
    begin(root, Office("Mây", languages, "VN", "Asia/Ho_Chi_Minh", "VND"), first, 2026)
    for way, flow in steps:
        here = read(root)
        if way == "add":
            change.add(here, SHIPPED, [flow])
        elif flow in here.book.flows:
            try:
                change.remove(here, [flow], "2026-12-01", with_dependents=True)
            except (FlowNeeded, LastFlow):
                continue
    assert wrong(root) == []


@pytest.mark.parametrize(
    "flows", [["complaint", "training"], ["customization", "acceptance"], ["license"], ["onsite-service", "callback"]]
)
def test_two_flows_need_few_folders(tmp_path, flows):
    begin(tmp_path / "may", Office("Mây", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND"), flows, 2026)
    assert wrong(tmp_path / "may") == []
    assert len([*(tmp_path / "may/inbox").iterdir()]) < 15


def test_a_slip_of_the_pen_in_what_is_given_is_still_told(tmp_path):
    begin(tmp_path / "may", Office("Mây", ("vi",), "VN", "Asia/Ho_Chi_Minh", "VND"), ["trial"], 2026)
    changed(tmp_path / "may", "forms/license/flow.yaml", "given.kind == 'trial'", "given.kind == 'trail'")
    assert any("trail" in line for line in wrong(tmp_path / "may"))
