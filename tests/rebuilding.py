"""The loss of a ledger, played on a copy: what is rebuilt from the archive must be what was lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from casedrop.cases import event_codec
from casedrop.desk.recording import desk_entries
from casedrop.desk.recovery.dump import dump
from casedrop.desk.recovery.rebuild import Rebuilt, rebuild
from casedrop.desk.room import Room, open_room
from casedrop.store import journal
from casedrop.store.archive import DESK, Archive, folders
from casedrop.workspace.workspace import Workspace
from trees import resting


def at(workspace: Workspace, root: Path) -> Workspace:
    """The same workspace at another root."""
    state = root / "state"
    settings = replace(workspace.settings, state=state, url=f"sqlite:///{state / 'ledger.sqlite3'}")
    return replace(workspace, root=root, settings=settings)


def without_state(room: Room, place: Path) -> Room:
    """The room of a copy of the workspace whose whole `state/` is gone: no ledger, no key, no spool."""
    resting(room.workspace.root, place, "state")
    return replace(open_room(at(room.workspace, place), room.clock), reader=room.reader)


def lost_and_rebuilt(room: Room, place: Path, **how: Any) -> tuple[Room, Rebuilt]:
    """A copy of the workspace that lost its state and was rebuilt, and what came of it."""
    copy = without_state(room, place)
    return copy, rebuild(copy, **how)


def differences(room: Room, place: Path) -> dict[str, Any]:
    """What a rebuilt ledger knows otherwise than the one lost, by part, both sides; {} if they are equal."""
    assert changed_by_reading(room.archive) == []
    copy, found = lost_and_rebuilt(room, place)
    assert found.written, found.faults
    before, after = dump(room), dump(copy)
    copy.ledger.close()
    return {part: (before[part], after[part]) for part in before if before[part] != after[part]}


def changed_by_reading(archive: Archive) -> list[str]:
    """The lines of an archive's journals that are not, byte for byte, what their events make of them; [] if all are."""
    changed = []
    for folder in folders(archive.root):
        codec = desk_entries if folder.startswith(f"{DESK}/") else event_codec
        head = journal.seed(folder)
        for entry, raw in zip(archive.entries(folder), lines(archive.root / folder), strict=True):
            kind, data = codec.to_json(codec.from_json(entry.kind, entry.data))
            again, head = journal.line(replace(entry, kind=kind, data=data), head)
            changed += [] if again == raw else [f"{folder}: {raw.decode()}"]
    return changed


def lines(folder: Path) -> list[bytes]:
    """The lines of a folder's journal."""
    path = folder / journal.NAME
    return path.read_bytes().splitlines(keepends=True) if path.exists() else []


_PROVED: set[tuple[str, str]] = set()


def unlike(room: Room, place: Path) -> dict[str, Any]:
    """`differences` after a story, if it is the first of its file or left in the ledger what no story of this process was
    rebuilt with; CASEDROP_SWEEP=all: after every story. Else {}."""
    there = {(os.environ["PYTEST_CURRENT_TEST"].split("::")[0], ""), *_kinds(room)}
    if there <= _PROVED and os.environ.get("CASEDROP_SWEEP") != "all":
        return {}
    found = differences(room, place)
    _PROVED.update(there)
    return found


def _kinds(room: Room) -> Iterator[tuple[str, str]]:
    """What the ledger holds: kinds of events by flow, states of drops and of numbers."""
    ledger = room.ledger
    yield from ((row.flow, event.kind) for row in ledger.cases() for event in ledger.events(row.id))
    yield from (("a drop", intake.state) for intake in ledger.intakes())
    yield from (("a number", number.void or "") for number in ledger.all_numbers())
