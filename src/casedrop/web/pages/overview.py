"""The overview: what is late, which cases are open and where they stand, and the month in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from casedrop.store.standing import MOST, Sought, Standing, Tally
from casedrop.web import render, words
from casedrop.web.pages import case_table
from casedrop.web.pages.case_lines import case_lines
from casedrop.web.pages.find import containing
from casedrop.web.pages.month import figures
from casedrop.web.queries import EACH, query, week_ends
from casedrop.web.visit import Visit

WORST = 8
"""Late cases that are shown above all others."""


@dataclass(frozen=True, slots=True)
class View:
    """A quick view: its address, its name, how many cases it has, whether it is shown."""

    href: str
    name: str
    count: int | str
    is_here: bool
    is_bad: bool = False


def page(visit: Visit, _request: Request) -> Response:
    """The overview of all cases, or of those that are sought; a number that is one case's leads to it by its line."""
    visit.must_see_all()
    asked = query(visit.query)
    zone = visit.room.workspace.settings.zone
    sought = asked.sought(visit.now, zone)
    sought = replace(sought, also=containing(visit, sought.words)) if "q" in asked.said else sought
    if asked.said.get("format") in ("json", "xlsx"):
        return case_table.file(visit, sought if asked.filters else replace(sought, due="open"), asked.said["format"])
    views = _views(visit)
    of = sought if asked.filters else replace(sought, due="open")
    first = (asked.page - 1) * EACH
    listed = visit.room.ledger.sought(of, first, EACH)
    number = _number(visit, of, first, listed)
    counted = visit.room.ledger.count_sought([which for which, *_ in views])
    shown = [words.counted(which, n) for (which, *_), n in zip(views, counted, strict=True)]
    return render.page(
        visit,
        "overview.html",
        query=asked,
        today=words.day(visit, visit.now),
        late=[] if asked.filters else case_lines(visit, _late(visit)),
        counts=dict(zip(("intime", "late", "week", "none", "held", "closed"), shown, strict=True)),
        views=[
            View(f"/overview{asked.to(**said)}" if said else "/overview", name, n, asked.filters == said, key == "late")
            for (_, key, name, said), n in zip(views, shown, strict=True)
        ],
        cases=case_lines(visit, listed),
        number=words.counted(of, number),
        first=first + 1,
        last=first + len(listed),
        earlier=asked.to(page=str(asked.page - 1)) if asked.page > 1 else "",
        later=asked.to(page=str(asked.page + 1)) if first + EACH < min(number, MOST) else "",
        choices=_choices(visit),
        figures=figures(visit),
    )


def _number(visit: Visit, sought: Sought, first: int, listed: Sequence[Standing]) -> int:
    """How many cases there are of what is sought, of which these are listed, after the `first` ones; a page that is not full
    tells it by itself."""
    if len(listed) < EACH and (listed or not first):
        return first + len(listed)
    return visit.room.ledger.count_sought([sought])[0]


def _late(visit: Visit) -> list[Standing]:
    return visit.room.ledger.sought(Sought(due="late"), 0, WORST)


def _views(visit: Visit) -> list[tuple[Sought, str, str, dict[str, str]]]:
    """The quick views: what they seek, their key, their name, and what their address says."""
    by = week_ends(visit.now, visit.room.workspace.settings.zone)
    return [
        (Sought(due="open"), "intime", visit.say("view_intime"), {}),
        (Sought(due="late"), "late", visit.say("view_late"), {"due": "late"}),
        (Sought(due="week", by=by), "week", visit.say("view_week"), {"due": "week"}),
        (Sought(due="none"), "none", visit.say("view_none"), {"due": "none"}),
        (Sought(held=True), "held", visit.say("view_held"), {"held": "1"}),
        (Sought(closed=True), "closed", visit.say("view_closed"), {"state": "closed"}),
    ]


@dataclass(frozen=True, slots=True)
class Choices:
    """What cases can be narrowed down to, each with its name: flows, stages of them, roles."""

    flows: list[tuple[str, str, int]]
    stages: list[tuple[str, str, int]]
    roles: list[tuple[str, str, int, int]]


def _choices(visit: Visit) -> Choices:
    stages, roles = visit.room.ledger.tally_stages(), visit.room.ledger.tally_roles()
    flows: dict[str, int] = {}
    for tally in stages:
        flows[tally.key[0]] = flows.get(tally.key[0], 0) + tally.cases
    by_stage: dict[str, Tally] = {}
    for tally in stages:
        before = by_stage.get(tally.key[1])
        by_stage[tally.key[1]] = replace(tally, cases=tally.cases + (before.cases if before else 0))
    return Choices(
        sorted(((flow, visit.flow(flow), n) for flow, n in flows.items()), key=lambda one: one[1]),
        sorted(((key, visit.stage(*one.key), one.cases) for key, one in by_stage.items()), key=lambda one: one[1]),
        [(one.key[0], visit.role(one.key[0]) or visit.say("anyone"), one.cases, one.late) for one in roles],
    )
