"""Calendars: from `casedrop.toml`, and from the files in which the office corrects what casedrop knows (CLD-1…3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from casedrop.calendar.worktime import ALWAYS, Calendar, Hours, Special
from casedrop.language import messages
from casedrop.language.fallback import completed
from casedrop.language.problem import Json, Problem
from casedrop.workspace import country
from casedrop.workspace.reading import holidays
from casedrop.workspace.setting_faults import value_fault
from casedrop.workspace.settings import FILE, Settings
from casedrop.workspace.toml_lines import TomlLines
from casedrop.workspace.yaml.source import Source, load, plain, unknown

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAYS = "holidays.json"
"""The file of `state/` that keeps the holidays that were asked for."""
Days = Mapping[date, Special]


def read_calendars(root: Path, settings: Settings) -> tuple[dict[str, Calendar], list[Source], list[Problem]]:
    """The calendars by id, the office's files, and what is wrong in `casedrop.toml`; one with mistakes is left out."""
    lines = TomlLines((root / FILE).read_text(encoding="utf-8"), FILE)
    calendars, sources, problems = {}, [], list(_of_default(settings, lines))
    for name, entry in settings.calendars.items():
        wrong = list(_wrong(root, name, entry, lines))
        problems += wrong
        if wrong:
            continue
        source = _overrides(root, entry)
        sources += [source] if source else []
        if not (source and source.problems):
            calendars[name] = calendar(name, entry, plain(source.data) if source else {}, settings)
    return calendars, sources, problems


def _of_default(settings: Settings, lines: TomlLines) -> Iterator[Problem]:
    name = settings.company.get("calendar")
    if country.elsewhere(settings.company, settings.calendars):
        zone, known = settings.zone.key, settings.calendars[str(name)]["country"]
        args = {"name": name, "zone": zone, "known": known, "lives": country.country(zone, settings.lang)}
        yield Problem("calendar.elsewhere", lines.exactly("company", "calendar"), args=args)
    if name is not None:
        yield from unknown(name, list(settings.calendars), lines.exactly("company", "calendar"))


def _wrong(root: Path, name: str, entry: Mapping[str, Json], lines: TomlLines) -> Iterator[Problem]:
    """What the schema cannot see: the country, the file, hours in disorder."""
    at = ("calendars", name)
    if "country" in entry and not holidays.is_known(entry["country"]):
        yield value_fault(lines, (*at, "country"), entry["country"])
    if "overrides" in entry and not (root / entry["overrides"]).is_file():
        yield Problem("path.unknown", lines.exactly(*at, "overrides"), args={"path": entry["overrides"]})
    for day, spans in entry["hours"].items():
        if not _in_order(spans):
            yield value_fault(lines, (*at, "hours", day), spans)


def _overrides(root: Path, entry: Mapping[str, Json]) -> Source | None:
    """The office's file, and besides what breaks its schema, the days that are none and hours in disorder."""
    if "overrides" not in entry:
        return None
    source = load(root / entry["overrides"], entry["overrides"], "calendar")
    return source if source.problems else replace(source, problems=tuple(_disorder(source, plain(source.data))))


def _disorder(source: Source, data: Mapping[str, Json]) -> Iterator[Problem]:
    for key in ("closed", "open"):
        for k, row in enumerate(data.get(key, ())):
            days = [row[end] for end in ("day", "until") if end in row]
            if not all(map(_is_day, days)) or days != sorted(days) or not _in_order(row.get("hours", ())):
                given = ", ".join([*days, *row.get("hours", ())])
                yield Problem("yaml.schema", source.place(key, k), args={"message": f"{key}.{k}: {given}"})


def calendar(name: str, entry: Mapping[str, Json], better: Mapping[str, Json], settings: Settings) -> Calendar:
    """The calendar of an entry of `casedrop.toml`, and of what the office's file says better; both are known to be right."""
    week = tuple(_hours(entry["hours"].get(day, ())) for day in WEEK)
    own, country = dict(_own(better, week, settings.languages)), entry.get("country", "")
    return Calendar(
        id=name,
        zone=ZoneInfo(entry["zone"]) if "zone" in entry else settings.zone,
        week=week,
        announced_until=better.get("announced_until", 0) if country else ALWAYS,
        specials=lru_cache(maxsize=None)(partial(_specials, country, week, own, settings.state / HOLIDAYS)),
    )


def _specials(country: str, week: tuple[Hours, ...], own: Days, file: Path, year: int) -> Days:
    """The special days of a year: the country's, unless the office knows better."""
    if not country:
        return own
    work = messages.in_each_language("holidays.make-up-day")
    days, swapped = holidays.days_off(country, year, file)
    closed = {day: Special(why) for day, why in days.items()}
    open_ = {day: Special(work, _weekday(week)) for day in swapped}
    return {**closed, **open_, **own}


def _weekday(week: tuple[Hours, ...]) -> Hours:
    """The hours of a make-up day: those of the first day of the week that is open."""
    return next(hours for hours in week if hours)


def _own(
    better: Mapping[str, Json], week: tuple[Hours, ...], languages: Sequence[str]
) -> Iterator[tuple[date, Special]]:
    for row in better.get("closed", ()):
        first, last = date.fromisoformat(row["day"]), date.fromisoformat(row.get("until", row["day"]))
        for n in range((last - first).days + 1):
            yield first + timedelta(days=n), Special(completed(row["why"], languages))
    for row in better.get("open", ()):
        day = date.fromisoformat(row["day"])
        yield day, Special(completed(row["why"], languages), _hours(row["hours"]) if "hours" in row else _weekday(week))


def _hours(spans: Json) -> Hours:
    return tuple((_minutes(span[:5]), _minutes(span[6:])) for span in spans)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _in_order(spans: Json) -> bool:
    ends = [end for span in _hours(spans) for end in span]
    return all(a < b for a, b in pairwise(ends))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
