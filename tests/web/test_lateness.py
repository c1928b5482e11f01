"""How late a case is: in calendar days, or in working days where its deadline was counted in these."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest

from trees import resting
from web.conftest import Browser
from web.test_pages import text

WEEK = """
[calendars.office]
country = "VN"
[calendars.office.hours]
mon = ["08:30-17:00"]
tue = ["08:30-17:00"]
wed = ["08:30-17:00"]
thu = ["08:30-17:00"]
fri = ["08:30-17:00"]
"""


@pytest.mark.parametrize(
    ("day", "calendar", "working"),
    [
        (6, "1 day", "1 working day"),
        (7, "2 days", "2 working days"),
        (9, "4 days", "2 working days"),
        (10, "5 days", "3 working days"),
    ],
)
def test_late_days_count_as_the_deadline_did(late, tmp_path, day, calendar, working):
    """The last day was Wednesday, 5 August 2026."""
    root = resting(late, tmp_path / "office", "alive")
    now = datetime(2026, 8, day, 3, tzinfo=UTC)
    assert f"Due {calendar} Kite visits" in text(Browser(root, "_overview", now=now).get("/overview"))
    (root / "forms").unlink()
    shutil.copytree(late / "forms", root / "forms")
    flow = root / "forms" / "visits" / "flow.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace("in: 2 days", "in: 2 working days"), encoding="utf-8")
    settings = root / "casedrop.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + WEEK, encoding="utf-8")
    browser = Browser(root, "_overview", "sales", now=now)
    assert not browser.office.room().workspace.resting, browser.office.room().workspace.resting
    assert f"Due {working} Kite visits" in text(browser.get("/overview"))
    assert f"{working} late" in text(browser.get("/roles/sales"))
