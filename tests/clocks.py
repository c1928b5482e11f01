"""The calendars of the shipped workspace, and moments as people write them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from casedrop.workspace.reading.calendars import read_calendars
from casedrop.workspace.settings import read_settings

ROOT = Path(__file__).parents[1]
HANOI, SHANGHAI = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Asia/Shanghai")

CALENDARS, _, _ = read_calendars(ROOT, read_settings(ROOT)[0])
VN, CN = CALENDARS["vn"], CALENDARS["cn"]


def when(text: str, zone: ZoneInfo = HANOI) -> datetime:
    """The moment a clock in the zone shows as `2026-08-21 16:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def shown(moment: datetime, zone: ZoneInfo = HANOI) -> str:
    """A moment as a clock in the zone shows it."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
