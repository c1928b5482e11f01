"""What must hold of a month at its end: that it had what makes it one, that nothing sticks, that the lists are empty."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from casedrop.cases.events import Accepted, Closed, Event, Moved, Opened
from casedrop.cases.steering.control import CANCELLED
from casedrop.desk.outbox.followers import ENDING_STAYS
from casedrop.desk.recording.rows import event_of
from stories.month import WAKES, Month
from stories.office import Office

A_MONTH = timedelta(days=28)


def was_whole(month: Month) -> None:
    """A whole month with at least three customers, two roles away for whom something lay there meanwhile, two papers that came
    late, one in the wrong folder, one correction, and one matter that was cancelled."""
    lives = [(state["flow"], *_life(month, case)) for case, state in month.states().items()]
    had = {
        "days": month.today - month.began >= A_MONTH,
        "customers": len({state["customer"]["short"] for state in month.states().values()} - {""}) >= 3,
        "roles away": len(month.missed) >= 2,
        "papers late": sum(_late(events) for _, *events in lives) >= 2,
        "wrong folder": any("role.wrong" in line for line in month.office.heard),
        "correction": any(_corrected(month, flow, events) for flow, *events in lives),
        "cancelled": any(isinstance(one, Closed) and one.how == CANCELLED for _, *events in lives for one in events),
    }
    lacking = [what for what, is_there in had.items() if not is_there]
    assert not lacking, lacking


def _life(month: Month, case: str) -> list[Event]:
    return [event_of(entry) for entry in month.office.room.ledger.events(case)]


def _late(events: list[Event]) -> int:
    """How many stages of a case were over by their deadline, and yet had their paper afterwards."""
    overdue = [at for at, one in enumerate(events) if isinstance(one, Moved) and one.by == "deadline"]
    return sum(any(isinstance(two, Accepted) for two in events[at:]) for at in overdue)


def _corrected(month: Month, flow: str, events: list[Event]) -> bool:
    """Whether a paper was taken again where the case stood at a stage that did not ask for it, or twice without its going on."""
    stages, taken, last, stands = month.office.workspace.book.flows[flow].stages, set(), None, ""
    for one in events:
        if isinstance(one, Moved | Opened):
            stands, last = one.entered if isinstance(one, Moved) else one.stage, None
        if isinstance(one, Accepted):
            this = (one.form, one.part)
            if this in taken - {(item.form, item.part) for item in stages[stands].awaits} or this == last:
                return True
            taken, last = taken | {this}, this
    return False


def nothing_sticks(month: Month) -> None:
    """Nothing is left to do: every case is over, no file lies in the inbox that somebody still has to look at, none waits for its
    turn, nothing was set aside, and `verify` finds nothing."""
    office = month.office
    cases = month.states().items()
    assert [(c, s["stage"]) for c, s in cases if not s["closed"] and s["flow"] not in month.stays] == []
    left = [p for p in office.workspace.inbox.rglob("*") if p.is_file() and not _is_given(office, p)]
    assert left == []
    assert [i.name for i in office.room.ledger.intakes() if i.state in ("open", "parked")] == []
    assert [one.key for one in office.room.incidents.all()] == []
    assert office.faults() == []
    assert office.outdated() == []


def _is_given(office: Office, path: Path) -> bool:
    return "returned" in path.parts or office.room.given.knows(path)


def lists_are_empty(month: Month) -> None:
    """Once nobody needs to be told any more how what is over ended, no role's list says a word of what the month brought, but for
    cases of flows that stay."""
    brought = [c for c, state in month.states().items() if state["flow"] not in month.stays]
    month.until(f"{month.today + ENDING_STAYS + timedelta(days=1)}T{WAKES:%H:%M}")
    roles = month.office.workspace.settings.roles
    left = [(role, line["case"], line["form"]) for role in roles for line in month.lines(role)]
    assert [one for one in left if one[1] in brought] == []
