"""Whether the ledger remembers all that the archive holds, and the archive holds all that the ledger recorded in it."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.desk.room import Room
from casedrop.store import journal
from casedrop.store.archive import DESK, folders
from casedrop.store.records import Entry


def behind(room: Room) -> list[str]:
    """The folders of the archive whose journals hold events the ledger does not: it is older than the archive, or another.

    What the ledger knows and a journal does not is only not yet recorded. Where both say that equally much is recorded, nothing
    is read.
    """
    if room.archive.marked() == str(room.ledger.recorded()):
        return []
    heads = room.ledger.heads()
    return [folder for folder in folders(room.archive.root) if _is_ahead(room, folder, heads.get(folder))]


def lacking(room: Room) -> list[str]:
    """The folders of which the archive has no journal, or a shorter one, than the ledger recorded there: it is an older archive,
    another, or none. A journal that somebody changed is as long as it was; that is for `verify`.
    """
    heads = room.ledger.heads()
    return [folder for folder, head in heads.items() if _is_shorter(room, folder, head)]


def _is_shorter(room: Room, folder: str, head: str) -> bool:
    if journal.last_hash(room.archive.root, folder) == head:
        return False
    anchor = room.ledger.anchor(folder)
    return anchor is not None and journal.length(room.archive.root, folder) < max(1, anchor.seq)


def _is_ahead(room: Room, folder: str, head: str | None) -> bool:
    if head and journal.last_hash(room.archive.root, folder) == head:
        return False
    there = journal.read(room.archive.root, folder).entries
    return not _begins_with(room.ledger.events(_id(folder)), there)


def _begins_with(known: Sequence[Entry], there: Sequence[Entry]) -> bool:
    return list(known[: len(there)]) == list(there)


def _id(folder: str) -> str:
    """What the ledger calls a folder of the archive."""
    return folder if folder.startswith(f"{DESK}/") else folder.rsplit("/", 1)[1]
