"""The small office, in which a visit that is late is still waited for: what is overdue stays so until somebody does it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from crash.small import MONDAY, at_work, made

THURSDAY = MONDAY + timedelta(days=3)
"""The day after the last on which the visit of Monday could be told of again."""
AWAITS = '    awaits: [{form: visit, part: "", from: sales}]\n'
PLANNED = "    until: note.said == 'never'\n    informs:\n"
"""Instead of waiting for a visit, the stage with the deadline lasts until its day."""


def late_office(root: Path, *, planned: bool = False) -> Path:
    """The office on Thursday: a visit is late, another and a call were begun by the calendar, a call has ended late. Where it is
    `planned`, nobody was asked for the visit before: the deadline is the day on which it begins to be waited for."""
    made(root)
    flow = root / "forms" / "visits" / "flow.yaml"
    text = flow.read_text(encoding="utf-8")
    if planned:
        text = re.sub(r"(?s)    awaits:\n      - form: visit.*?    informs:\n", PLANNED, text)
    flow.write_text(text.replace("en: Late}\n", "en: Late}\n" + AWAITS), encoding="utf-8")
    with at_work(root, MONDAY) as office:
        office.desk.start()
        office.drop("visits")
        office.drop("calls")
        office.watcher.round()
        office.clock.now = THURSDAY
        office.desk.tick()
        office.watcher.round()
    return root
