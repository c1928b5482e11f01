"""The month in figures: cases opened and closed, how many in time, what is still to be paid, how customers rated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from casedrop.language.currency import in_figures
from casedrop.language.dates import MONTHS as NAMES
from casedrop.store.standing import Owed, Rated
from casedrop.web import plots, words
from casedrop.web.queries import month_of, weeks_of
from casedrop.web.visit import Visit

MONTHS, GOAL = 6, 90
"""Months of which it is told how many cases ended in time, and how many per cent should."""
BEST = 5.0
"""The best rating there is."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The month in figures, as values and as plots."""

    month: str
    opened: int
    closed: int
    weeks: list[tuple[str, int, int]]
    bars: list[plots.Group]
    months: list[tuple[str, int | None]]
    points: list[plots.Point]
    goal: int
    goal_y: float
    share: int | None
    before: int | None
    owed: list[tuple[str, str]]
    rating: str
    ratings: int
    rated: list[tuple[str, str, int]]
    stars: list[plots.Group]


MonthOf = tuple[int, int]
"""A year and a month of it."""


def figures(visit: Visit) -> Figures:
    """The present month, and the months before it."""
    zone, day = visit.room.workspace.settings.zone, words.today(visit)
    weeks = weeks_of(day.year, day.month, zone)
    spans = [
        (datetime.combine(a, time(), zone), datetime.combine(b + timedelta(days=1), time(), zone)) for a, b in weeks
    ]
    lately = [_before(day.year, day.month, n) for n in range(MONTHS - 1, -1, -1)]
    of_lately = [month_of(*month, zone) for month in lately]
    passed = visit.room.ledger.passages([*spans, *of_lately])
    of_weeks, of_months = passed[: len(spans)], passed[len(spans) :]
    rows = [(f"{a.day}–{b.day}", p.opened, p.closed) for (a, b), p in zip(weeks, of_weeks, strict=True)]
    shares = [round(100 * p.in_time / p.closed) if p.closed else None for p in of_months]
    named = [(_named(month), share) for month, share in zip(lately, shares, strict=True)]
    rated = visit.room.ledger.rated(of_lately)
    told = [(_named(month), _mean(visit, one), one.n) for month, one in zip(lately, rated, strict=True)]
    return Figures(
        month=visit.say("month", n=day.month, name=NAMES[day.month - 1], year=day.year),
        opened=of_months[-1].opened,
        closed=of_months[-1].closed,
        weeks=rows,
        bars=plots.pairs(rows),
        months=named,
        points=plots.line([(str(month), share) for (_, month), share in zip(lately, shares, strict=True)], GOAL),
        goal=GOAL,
        goal_y=plots.goal_line(named, GOAL),
        share=shares[-1],
        before=shares[-2],
        owed=[_owed(visit, one) for one in visit.room.ledger.owed()],
        rating=told[-1][1],
        ratings=rated[-1].n,
        rated=told if any(one.n for one in rated) else [],
        stars=_stars(visit, lately, rated),
    )


def _stars(visit: Visit, lately: list[MonthOf], rated: list[Rated]) -> list[plots.Group]:
    """A bar for the mean rating of each month."""
    means = [(one.sum / 100 / one.n if one.n else 0.0, _mean(visit, one)) for one in rated]
    return plots.single([(str(month), *mean) for (_, month), mean in zip(lately, means, strict=True)], BEST)


def _mean(visit: Visit, rated: Rated) -> str:
    """A mean rating in words; "" where nobody rated."""
    said = f"{rated.sum / 100 / rated.n:.1f}" if rated.n else ""
    return said.replace(".", ",") if visit.lang == "vi" else said


def _owed(visit: Visit, owed: Owed) -> tuple[str, str]:
    """What is still to be paid, and what of that is late ("" for nothing), in words."""
    late = _money(visit, owed.late, owed.unit) if owed.late > 0 else ""
    return _money(visit, owed.all, owed.unit), late


def _money(visit: Visit, hundredths: int, unit: str) -> str:
    try:
        return in_figures(f"{hundredths / 100:.2f}", unit, visit.lang)
    except (KeyError, ValueError):
        return words.shown(f"{hundredths / 100:.2f} {unit}")


def _named(month: MonthOf) -> str:
    return f"{month[1]:02}/{month[0]}"


def _before(year: int, month: int, n: int) -> MonthOf:
    """The month `n` months before another."""
    months = year * 12 + month - 1 - n
    return months // 12, months % 12 + 1
