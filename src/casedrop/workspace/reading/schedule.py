"""How flow files say time: lengths and days of deadlines, periods of what the calendar starts."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.calendar.deadline import Deadline
from casedrop.flows.flow import Escalation
from casedrop.flows.schedule import FIRST_OPEN_DAY, Start
from casedrop.flows.schedule_keywords import START
from casedrop.flows.stage_keywords import DEADLINE, ESCALATION, MONTH_END, NEXT_OPEN_DAY, SAME_DAY
from casedrop.forms.keyword import Block
from casedrop.language.problem import Json

LENGTHS = {"month": 1, "quarter": 3, "year": 12}
"""The periods that have a name, in months."""

ON = {SAME_DAY: (0, "working days"), NEXT_OPEN_DAY: (1, "working days"), MONTH_END: (0, "month end")}
"""The days that a deadline can name (LIC-2, CMP-3, UPG-3), as amount and unit."""


def deadline(values: Mapping[str, Json], usual: str) -> Deadline:
    """The deadline of which a flow file says these attributes; working time without a calendar is the `usual` one's."""
    amount, unit, dates = _term(values)
    kept = {name: value for name, value in values.items() if name not in ("in", "on")}
    kept = {"calendar": usual if unit.startswith("working") else "", **kept}
    return Deadline(**kept, amount=amount, unit=unit, dates=dates)


def escalation(values: Mapping[str, Json], usual: str) -> Escalation:
    """The escalation of which a flow file says these attributes; working time without a calendar is the `usual` one's."""
    amount, unit = _length(values["after"])
    calendar = values.get("calendar", usual) if unit.startswith("working") else ""
    return Escalation(values["roles"], amount, unit, calendar)


def start(values: Mapping[str, Json], usual: str) -> Start:
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


def is_working(block: Block, values: Mapping[str, Json]) -> bool:
    """Whether what stands in a block of a flow file needs a calendar."""
    if block.id == DEADLINE.id:
        return _term(values)[1].startswith("working")
    if block.id == ESCALATION.id:
        return _length(values["after"])[1].startswith("working")
    return block.id == START.id and isinstance(values["on"], str)


def _term(values: Mapping[str, Json]) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """How much, of which unit, and on which dates of the year."""
    if "in" in values:
        return *_length(values["in"]), ()
    if isinstance(values["on"], str):
        return *ON[values["on"]], ()
    return 0, "dates", tuple((int(day[:2]), int(day[3:])) for day in values["on"])


def _length(said: str) -> tuple[int, str]:
    """How much, and of which unit."""
    amount, unit = said.split(" ", 1)
    return int(amount), unit if unit.endswith("s") else f"{unit}s"


def _months(length: str) -> int:
    return LENGTHS[length] if length in LENGTHS else int(length.split(" ", maxsplit=1)[0])
