"""How flow files say time: lengths and days of deadlines, periods of what the calendar starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casedrop.calendar.deadline import Deadline
from casedrop.flows.schedule import FIRST_OPEN_DAY, Start
from casedrop.flows.schedule_keywords import START
from casedrop.flows.stage_keywords import DEADLINE, MONTH_END, NEXT_OPEN_DAY, SAME_DAY
from casedrop.forms.keyword import Block

LENGTHS = {"month": 1, "quarter": 3, "year": 12}
"""The periods that have a name, in months."""

ON = {SAME_DAY: (0, "working days"), NEXT_OPEN_DAY: (1, "working days"), MONTH_END: (0, "month end")}
"""The days that a deadline can name (LIC-2, CMP-3, UPG-3), as amount and unit."""


def deadline(values: Mapping[str, Any], usual: str) -> Deadline:
    """The deadline of which a flow file says these attributes; working time without a calendar is the `usual` one's."""
    amount, unit, dates = _term(values)
    said = {name: value for name, value in values.items() if name not in ("in", "on")}
    said = {"calendar": usual if unit.startswith("working") else "", **said}
    return Deadline(**said, amount=amount, unit=unit, dates=dates)


def start(values: Mapping[str, Any], usual: str) -> Start:
    """The start of which a flow file says these attributes; a first open day without a calendar is the `usual` one's."""
    every, is_open_day = values["months"], isinstance(values["on"], str)
    return Start(
        **{
            **values,
            "months": {k: _months(v) for k, v in every.items()} if isinstance(every, dict) else {"": _months(every)},
            "on": FIRST_OPEN_DAY if is_open_day else values["on"],
            "calendar": values.get("calendar", usual) if is_open_day else "",
        }
    )


def is_working(block: Block, said: Mapping[str, Any]) -> bool:
    """Whether what is said in a block of a flow file needs a calendar."""
    if block.id == DEADLINE.id:
        return _term(said)[1].startswith("working")
    return block.id == START.id and isinstance(said["on"], str)


def _term(said: Mapping[str, Any]) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """How much, of which unit, and on which dates of the year."""
    if "in" in said:
        amount, unit = said["in"].split(" ", 1)
        return int(amount), unit if unit.endswith("s") else f"{unit}s", ()
    if isinstance(said["on"], str):
        return *ON[said["on"]], ()
    return 0, "dates", tuple((int(day[:2]), int(day[3:])) for day in said["on"])


def _months(said: str) -> int:
    return LENGTHS[said] if said in LENGTHS else int(said.split(" ", maxsplit=1)[0])
