"""The cases that are sought as a file, each with what the overview shows of it, and dates as programs read them."""

from __future__ import annotations

from starlette.responses import Response

from casedrop.store.standing import Sought, Standing
from casedrop.web import tables, words
from casedrop.web.pages.case_lines import CaseLine, case_lines
from casedrop.web.tables import Cell
from casedrop.web.visit import Visit

COLUMNS = (
    "case",
    "customer",
    "flow",
    "stage",
    "waits_for",
    "with",
    "person",
    "due",
    "missed",
    "held",
    "opened",
    "ended",
)
"""What is told of a case, by the keys of the file."""
TOGETHER = 500
"""Cases of which it is asked at once whom they wait for."""


def file(visit: Visit, sought: Sought, kind: str) -> Response:
    """The cases that are sought as a file of a kind, in the order of the page."""
    found = visit.room.ledger.sought(sought, 0, tables.MOST)
    parts = [found[n : n + TOGETHER] for n in range(0, len(found), TOGETHER)]
    lines = [line for part in parts for line in case_lines(visit, part)]
    titles = [(key, visit.say(f"table_{key}")) for key in COLUMNS]
    return tables.file_of(kind, "cases", titles, [_row(visit, *pair) for pair in zip(found, lines, strict=True)])


def _row(visit: Visit, one: Standing, line: CaseLine) -> list[Cell]:
    moments = (words.local(visit, at).date().isoformat() if at else "" for at in (one.opened, one.ended))
    due = words.local(visit, one.due).isoformat(timespec="minutes") if one.due else ""
    said: list[Cell] = [one.case_id, line.customer, line.flow, line.stage, line.awaits, line.who, line.person]
    return [*said, due, one.late, one.held, *moments]
