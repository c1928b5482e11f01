"""How casedrop is: whether a watcher is at work, what is still to be done, what was set aside and why."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from casedrop.desk import liveness
from casedrop.desk.incidents import Incident
from casedrop.desk.room import Room


@dataclass(frozen=True, slots=True)
class Watch:
    """A watcher: whether it lives, and when it last ended a round (UTC; None if there never was one)."""

    alive: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Status:
    """What stands in the queue: drops not yet decided, effects to be done (`due`), those that failed and are tried again
    (`failing`), those that wait for something, by what they lack; and what was set aside."""

    watcher: Watch
    drops: int
    due: int
    failing: int
    waiting: dict[str, int]
    aside: list[Incident]

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
    return Status(watcher(room), len(room.ledger.open_intakes()), len(due), failing, dict(waiting), aside)


def watcher(room: Room) -> Watch:
    """The watcher that wrote the last heartbeat."""
    state = room.workspace.settings.state
    try:
        beat = json.loads((state / "heartbeat.json").read_text(encoding="utf-8"))
        return Watch(not liveness.is_over(state, beat["owner"]), datetime.fromisoformat(beat["at"]))
    except (OSError, ValueError, KeyError):
        return Watch(alive=False, at=None)
