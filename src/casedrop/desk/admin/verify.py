"""Whether the archive is whole, as far as manifests, journals and the ledger tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from casedrop.cases.events import Issued
from casedrop.cases.folder import Folder
from casedrop.desk.effects.archive import place_of
from casedrop.desk.recording.rows import event_of
from casedrop.desk.recovery.behind import behind
from casedrop.desk.releases import RUNS, run_by
from casedrop.desk.room import Room
from casedrop.store import journal
from casedrop.store.archive import folders
from casedrop.store.audit.since import unchanged
from casedrop.store.audit.verify import Tell, silent
from casedrop.store.audit.verify import verify as verify_archive
from casedrop.store.audit.witness import KnownFile
from casedrop.store.records import CaseRow, Entry, Fault


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it: everything wrong, by path; how many folders were looked at; and which were not, as nothing was written
    to them since."""

    faults: tuple[Fault, ...]
    looked_at: int
    not_looked_at: tuple[str, ...] = ()


def verify(room: Room) -> list[Fault]:
    """Everything wrong with the archive. What the ledger remembers of journals and documents is compared too, and what
    is missing of the releases by which cases ran.
    """
    return list(verified(room).faults)


def verified(room: Room, since: datetime | None = None, tell: Tell = silent) -> Verified:
    """Everything wrong with the archive; with `since`, only of folders that were written to at that moment or later. `tell`
    hears how many folders were looked at, and of how many."""
    root, heads = room.archive.root, room.ledger.heads()
    known = {*folders(root), *heads}
    left = unchanged(root, heads, since) - lately(room, since) if since else frozenset[str]()
    found = verify_archive(root, heads, issued=issued(room, left), without=left, tell=tell)
    shas = {sha for _, entry in room.ledger.events_of(*RUNS) for sha in run_by([entry])}
    return Verified((*found, *_ahead(room), *room.releases.missing(shas)), len(known) - len(left), tuple(sorted(left)))


def _ahead(room: Room) -> list[Fault]:
    """A fault of each folder of which the archive knows more than the ledger (L6)."""
    return [
        Fault("extra", f"{folder}/{journal.NAME}", "the ledger does not know its last entries")
        for folder in behind(room)
    ]


def lately(room: Room, since: datetime) -> set[str]:
    """The folders of the cases of which the ledger has an event at that moment or later."""
    cases = room.ledger.cases_since(since)
    return {_place(room, row) for row in room.ledger.cases() if row.id in cases and row.state} | cases


def issued(room: Room, without: Collection[str] = ()) -> dict[str, dict[int, KnownFile]]:
    """What the ledger knows of the bytes of the documents it issued: by folder of the archive, then by file number; of all
    folders but those `without` which it is done."""
    shas, places = room.ledger.hashes(), {row.id: _place(room, row) for row in room.ledger.cases() if row.state}
    places = {case: place for case, place in places.items() if place not in without}
    found: dict[str, dict[int, KnownFile]] = {place: {} for place in places.values()}
    for case, entry in _issues(room, places, is_all=not without):
        event = event_of(entry)
        if isinstance(event, Issued) and (case, event.key) in shas:
            name = f"{event.first_file:03d}-out-{event.name}"
            found[places[case]][event.first_file] = KnownFile(shas[case, event.key], name, "the ledger")
    return found


def _issues(room: Room, cases: Collection[str], *, is_all: bool) -> Iterator[tuple[str, Entry]]:
    """The events by which documents were issued, each with its case: asked for at once if of all cases."""
    if is_all:
        yield from ((case, entry) for case, entry in room.ledger.events_of("issued") if case in cases)
        return
    for case in cases:
        yield from ((case, entry) for entry in room.ledger.events(case) if entry.kind == "issued")


def _place(room: Room, row: CaseRow) -> str:
    """The folder of the archive of a case."""
    return place_of(room, Folder(row.id, row.flow, str(row.state["opened"])))
