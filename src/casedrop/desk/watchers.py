"""The watchers of an office: each says after every round that it is at work; of several machines, in the ledger they share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from casedrop.desk.liveness import machine
from casedrop.desk.room import Room
from casedrop.store import files

BEAT = timedelta(seconds=5)
"""How often a watcher tells the others of itself at most."""
FORGOTTEN = timedelta(days=1)
"""How long it is told of a watcher that it is no longer at work."""
MEMO = "watcher/"


@dataclass(frozen=True, slots=True)
class Watch:
    """A watcher: whether it lives, when it last ended a round (UTC; None if there never was one), and on which machine."""

    alive: bool
    at: datetime | None
    machine: str = ""


def beat(room: Room, last: datetime | None) -> datetime:
    """Say that the watcher of a room has ended a round; `last` is what this gave the last time, None at first. Raises what disk
    and ledger raise."""
    now = room.clock()
    told = json.dumps({"at": now.isoformat(), "owner": room.owner})
    files.show(room.workspace.settings.state / "heartbeat.json", told.encode(), private=True)
    if room.ledger.signs is None:
        return now
    if last and last <= now < last + BEAT:
        return last
    room.ledger.memorize(MEMO + room.owner, told)
    return now


def leave(room: Room) -> None:
    """Say that the watcher of a room ends, and forget those that are long dead. Raises what the ledger raises."""
    if room.ledger.signs is None:
        return
    long_ago = room.clock() - FORGOTTEN
    dead = [name for name, one in _told(room).items() if one.at is None or (one.at < long_ago and not one.alive)]
    for name in (*dead, MEMO + room.owner):
        room.ledger.unlearn(name)


def watcher(room: Room) -> Watch:
    """The watcher that last ended a round where `state` is."""
    try:
        return _of(room, (room.workspace.settings.state / "heartbeat.json").read_text(encoding="utf-8"))
    except OSError:
        return Watch(alive=False, at=None)


def watchers(room: Room) -> list[Watch]:
    """The watchers of all machines that share the ledger, those last seen first; [] of a ledger that none may share."""
    there = _told(room).values() if room.ledger.signs else ()
    return sorted(there, key=lambda one: (one.at is not None and -one.at.timestamp(), one.machine))


def _told(room: Room) -> dict[str, Watch]:
    return {name: _of(room, said) for name, said in room.ledger.memos(MEMO).items()}


def _of(room: Room, said: str) -> Watch:
    try:
        told = json.loads(said)
        name, at = str(told["owner"]), datetime.fromisoformat(told["at"])
    except (ValueError, KeyError, TypeError):
        return Watch(alive=False, at=None)
    signs = room.ledger.signs
    return Watch(signs.is_up(name) if signs else not room.life.is_over(name), at, machine(name))
