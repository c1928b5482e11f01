"""The keeper's page: whether casedrop is well, what needs a hand, what stands in the queue, and what there is room for."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

from casedrop.desk.admin.status import status
from casedrop.desk.outbox import keeper
from casedrop.store.records import Intake
from casedrop.store.schema import HEAD
from casedrop.web import plots, render, words
from casedrop.web.visit import NoKey, Visit

LATELY = 500
"""Drops that are looked at for the figures of a day."""
HOURS = 24


@dataclass(frozen=True, slots=True)
class Disk:
    """How full the disk of the workspace is, and how large the ledger (all in words)."""

    used: int
    free: str
    ledger: str


def page(visit: Visit, _request: Request) -> Response:
    """The keeper's page."""
    if not visit.keeps:
        raise NoKey
    now, lately = status(visit.room), visit.room.ledger.drops_lately(LATELY)
    today = [one for one in lately if words.local(visit, one.taken_at).date() == words.today(visit)]
    hours = _hours(visit, lately)
    return render.page(
        visit,
        "keeper.html",
        today=words.day(visit, visit.now),
        now=now,
        rows=keeper.rows(visit.room, visit.lang),
        waiting=sum(now.waiting.values()),
        dropped=len(today),
        accepted=sum(one.state == "accepted" for one in today),
        back=sum(one.state in ("refused", "stray") for one in today),
        disk=_disk(visit),
        hours=hours,
        bars=plots.hours([n for _, n in hours]),
        series=_series(visit),
        versions=[
            (version("casedrop"), HEAD, len(visit.room.workspace.book.flows), len(visit.room.workspace.book.forms))
        ],
        resting=sorted(visit.room.workspace.resting),
    )


def _series(visit: Visit) -> list[tuple[str, int]]:
    """The last number of each series of this year, or of none."""
    ends = (f"/{words.today(visit).year}", "/0")
    there = sorted(visit.room.ledger.counters().items())
    return [(name.removesuffix("/0"), n) for name, n in there if name.endswith(ends)]


def _disk(visit: Visit) -> Disk:
    there = shutil.disk_usage(visit.room.workspace.root)
    file = visit.room.workspace.settings.state / "ledger.sqlite3"
    size = words.size(file.stat().st_size) if file.is_file() else "–"
    return Disk(round(100 * there.used / there.total), words.size(there.free), size)


def _hours(visit: Visit, drops: Sequence[Intake]) -> list[tuple[str, int]]:
    """How many drops came in each of the last hours, the present one last."""
    begun = [visit.now - timedelta(hours=n) for n in range(HOURS - 1, -1, -1)]
    counted = Counter(int((visit.now - one.taken_at) / timedelta(hours=1)) for one in drops)
    return [(f"{words.local(visit, at):%H}", counted[HOURS - 1 - k]) for k, at in enumerate(begun)]
