"""The archive alone is enough: a new ledger from journals, manifests and files, equal to the one that was lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from casedrop.cases.events import Issued
from casedrop.desk.recording import effects, registering
from casedrop.desk.recording.desk_entries import RegisterChanged
from casedrop.desk.recovery.journals import Life
from casedrop.desk.recovery.outbox import where
from casedrop.desk.recovery.unfinished import due
from casedrop.desk.recovery.unrecorded import with_strays
from casedrop.desk.releases import run_by
from casedrop.desk.room import Room
from casedrop.store import journal
from casedrop.store.archive import folders
from casedrop.store.audit.verify import Tell, silent, verify
from casedrop.store.errors import LedgerThere
from casedrop.store.ledger.blank import Gathered
from casedrop.store.records import Anchored, Fault

UNKNOWN = (
    "Not known from an archive: who held which drop or effect and how often it was begun, when a drop was taken in, what "
    "was done, and drops that were not yet decided.",
    "A file that still lies in the inbox is taken in again, and answered as a duplicate if it was accepted before.",
    "Stamps are signed with a new key; those the archive records are still ours.",
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of a rebuild: whether a ledger was written, the archive's faults, what else was met, and how much."""

    written: bool
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    cases: int = 0
    events: int = 0
    drops: int = 0
    due: int = 0


def rebuild(room: Room, *, despite_faults: bool = False, tell: Tell = silent) -> Rebuilt:
    """Rebuild the room's blank ledger from its archive, in one transaction; gives what was read and what is wrong.

    An archive with faults is left alone unless told otherwise; of a broken journal only what stands before the break is
    then read. `tell` hears how far it is with verifying, then with writing. Raises LedgerThere if the ledger holds anything.
    """
    if not room.ledger.is_blank():
        raise LedgerThere(url=room.ledger.name)
    recorded = list(read(room))
    shas = {sha for life in recorded if not life.of_desk for sha in run_by(life.entries)}
    faults = (*verify(room.archive.root, tell=tell), *room.releases.missing(shas))
    if faults and not despite_faults:
        return Rebuilt(written=False, faults=faults)
    lives, notes = with_strays(room, recorded)
    drops = sorted((i for life in lives for i in life.intakes()), key=lambda i: i.taken_at)
    left = [entry for life in lives for entry in due(room, life)]
    gathered = Gathered()
    for n, life in enumerate(lives, 1):
        write(room, gathered, life)
        tell(n, len(lives))
    with room.ledger.transaction() as tx:
        tx.fill(gathered, drops)
        for change in (one for life in lives for one in life.desk_entries if isinstance(one, RegisterChanged)):
            registering.index(tx, room.workspace.book, change)
        tx.queue(None, left)
    cases, events = [life for life in lives if not life.of_desk], sum(len(life.entries) for life in lives)
    return Rebuilt(True, faults, notes, len(cases), events, len(drops), len(left))


def read(room: Room) -> Iterator[Life]:
    """The lives that the archive's journals tell, as far as their chains are whole."""
    for folder in folders(room.archive.root):
        chain = journal.read(room.archive.root, folder)
        yield Life(folder, chain.entries, chain.hashes[-1] if chain.hashes else "")


def write(room: Room, gathered: Gathered, life: Life) -> None:
    """Write a life down: its events, its row, what they mean, and the head of its journal."""
    if not life.entries:
        return
    gathered.append(replace(life.row(room.workspace.book), id=life.id), life.entries)
    effects.write(gathered, life.effective)
    first = {event.key: event for event in reversed(life.issued)}
    for event in life.issued:
        _place(room, gathered, life, first[event.key])
    if life.head:
        gathered.note(Anchored(life.folder, len(life.entries) - life.added, life.head))


def _place(room: Room, gathered: Gathered, life: Life, issued: Issued) -> None:
    """Write down what a document's bytes are and where in the outbox it stands, if the archive has it."""
    data = room.archive.read(life.folder, issued.first_file)
    if data is not None:
        sha = hashlib.sha256(data).hexdigest()
        gathered.document(replace(effects.row(issued), path=where(room.workspace, issued, sha), sha256=sha))
