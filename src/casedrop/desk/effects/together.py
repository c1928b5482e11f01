"""Documents of the desk's own brought out many at a time: durable together, recorded together, done together.

They are decided and queued as ever, and held by this desk from then on. Where it dies, or one of them fails, whoever comes next
finds the effect due and does it by itself; what was laid down meanwhile is what it would lay down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from casedrop.desk.effects.issue import places
from casedrop.desk.recording.by_hand import Papers
from casedrop.desk.recording.queueing import key_of, queued
from casedrop.desk.rendering.render import render
from casedrop.desk.room import Room
from casedrop.documents.document import Document
from casedrop.intake.effects import IssueDocument, RecordDesk
from casedrop.intake.effects_of import conversions
from casedrop.store import disks, files
from casedrop.store.beside import put_beside
from casedrop.store.errors import Gap
from casedrop.store.ledger import Transaction
from casedrop.store.records import Anchored, Entry

LEASE_SECONDS = 900
"""Longer than any such number of documents takes."""

Maker = Callable[[Sequence[Document]], Sequence["Laid | None"]]
"""Lays documents down, in any process; None for each that could not be."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A document that lies where it belongs: its name in the archive, its path in the outbox and its sha256 (hex)."""

    name: str
    path: str
    sha256: str


def lay_down(room: Room, home: str, made: Document) -> Laid:
    """Render a document, and put it into a folder of the archive and into the outbox, both of which are there; neither is durable
    or vouched for. Beside a file that stands there: each row of a batch has a file of its own."""
    data = render(room, made)
    with disks.left_to_it():
        kept = room.archive.lay(home, made.file, "out", made.name, data)
        out = [put_beside(folder / made.name, data, frozenset()) for folder in places(room, made)]
    path = out[0].relative_to(room.workspace.outbox).as_posix()
    return Laid(kept.name, path, hashlib.sha256(data).hexdigest())


def hold(room: Room, now: datetime) -> Callable[[Transaction, Papers], None]:
    """What queues the effects of papers: those that bring them out as held by this desk, their PDFs for whoever has time."""

    def queue(tx: Transaction, papers: Papers) -> None:
        prints = [entry for made in papers.made for entry in queued(conversions([made], papers.folder), made.key)]
        held = [entry for effect, at in _effects(papers, papers.made) for entry in queued([effect], at)]
        tx.queue_held(held, room.owner, now + timedelta(seconds=LEASE_SECONDS))
        tx.queue_held(prints, "", None)

    return queue


def bring_out(room: Room, papers: Papers, maker: Maker) -> None:
    """Bring papers out that are held, as far as that can be done together; the others are then due, like any effect.

    Raises what the disk and the ledger raise; what was not done by then is due once this desk no longer holds it.
    """
    home = papers.folder.id
    files.make_dir(room.archive.root / home)
    for folder in {room.workspace.out(place) for made in papers.made for place in made.places}:
        files.make_dir(folder, within=room.workspace.outbox)
    with disks.synced([room.archive.root, room.workspace.outbox]):
        laid = list(zip(papers.made, maker(papers.made), strict=True))
    there = [(made, one) for made, one in laid if one]
    room.archive.vouch(home, {one.name: one.sha256 for _, one in there})
    head = _recorded(room, papers)
    with room.ledger.transaction() as tx:
        tx.place_all([(made.key, one.path, one.sha256) for made, one in there])
        tx.note(Anchored(home, papers.before + len(papers.lines), head))
        tx.finish_held([key_of(effect, at) for effect, at in _effects(papers, [made for made, _ in there])], room.owner)
    if len(there) < len(laid):
        room.ledger.free(room.owner, room.clock())


def _effects(papers: Papers, made: Sequence[Document]) -> list[tuple[IssueDocument | RecordDesk, str]]:
    """What brings out some of the papers and records all, each with what causes it."""
    return [
        *((IssueDocument(papers.folder, one), one.key) for one in made),
        (RecordDesk(papers.folder.id), papers.made[-1].key),
    ]


def _recorded(room: Room, papers: Papers) -> str:
    """The hash of the last journal entry, now that the papers are written there, and what was before them if that was lacking."""
    home = papers.folder.id
    new = [Entry(n, papers.at, str(one["kind"]), one["data"]) for n, one in enumerate(papers.lines, papers.before + 1)]
    try:
        return room.archive.record(home, new)
    except Gap:
        return room.archive.record(home, room.ledger.events(home))
