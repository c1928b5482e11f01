"""How casedrop is: whether a watcher is at work, what is still to be done, what was set aside and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from casedrop.desk.incidents import Incident
from casedrop.desk.room import Room
from casedrop.desk.watchers import Watch, watcher, watchers


@dataclass(frozen=True, slots=True)
class Status:
    """What stands in the queue: drops not yet decided, effects to be done (`due`), those that failed and are tried again
    (`failing`), those that wait for something, by what they lack; and what was set aside. `watchers` are those of all machines
    that share the ledger."""

    watcher: Watch
    drops: int
    due: int
    failing: int
    waiting: dict[str, int]
    aside: list[Incident]
    watchers: list[Watch] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        """Whether nothing was set aside and nothing fails."""
        return not (self.aside or self.failing)


def status(room: Room) -> Status:
    """How casedrop is in a workspace; nothing is changed."""
    due, aside = room.ledger.queued("due"), room.incidents.all()
    known = {one.name for one in aside if one.kind == "effect"}
    waiting = Counter(entry.why for entry in room.ledger.queued("waiting") if entry.key not in known)
    failing = sum(bool(entry.why) for entry in due)
    return Status(
        watcher(room), len(room.ledger.open_intakes()), len(due), failing, dict(waiting), aside, watchers(room)
    )
