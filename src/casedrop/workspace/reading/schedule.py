"""What the calendar starts, as flow files declare it: `starts`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from casedrop.flows.schedule import FIRST_OPEN_DAY, Collect, Start
from casedrop.language.problem import Problem
from casedrop.workspace.yaml.source import Source, plain, suggestion

LENGTHS = {"month": 1, "quarter": 3, "year": 12}
"""The periods that have a name, in months."""


def read_starts(data: Mapping[str, Any], usual: str) -> tuple[Start, ...]:
    """The starts of a flow's data; a calendar that is not named is the `usual` one."""
    return tuple(_start(one, usual) for one in data.get("starts", ()))


def timeless(source: Source, calendars: Collection[str], usual: str | None) -> Iterator[Problem]:
    """Starts on the first open day of no calendar there is (CLD-3)."""
    for k, data in enumerate(plain(source.data).get("starts", ())):
        if "calendar" in data and data["calendar"] not in calendars:
            args = {"name": data["calendar"], "suggestion": suggestion(data["calendar"], sorted(calendars))}
            yield Problem("name.unknown", source.place("starts", k, "calendar"), args=args)
        elif isinstance(data["on"], str) and not usual and "calendar" not in data:
            yield Problem("calendar.missing", source.place("starts", k))


def _start(data: Mapping[str, Any], usual: str) -> Start:
    every, on = data["every"], data["on"]
    is_open_day = isinstance(on, str)
    return Start(
        months={k: _months(v) for k, v in every.items()} if isinstance(every, Mapping) else {"": _months(every)},
        on=FIRST_OPEN_DAY if is_open_day else on,
        by=data.get("by"),
        calendar=data.get("calendar", usual) if is_open_day else "",
        rows=data.get("for", ""),
        when=data.get("when"),
        go=data.get("go", ""),
        lang=data.get("lang"),
        give=data.get("give", {}),
        month=data.get("month", 1),
        collect={name: _sources(one) for name, one in data.get("collect", {}).items()},
    )


def _months(said: str) -> int:
    return LENGTHS[said] if said in LENGTHS else int(said.split(" ", maxsplit=1)[0])


def _sources(data: Any) -> tuple[Collect, ...]:
    sources = data if isinstance(data, list) else [data]
    return tuple(Collect(one["flow"], one["when"], one["each"]) for one in sources)
