"""What a desk stands on: the archive that belongs to its ledger, and the ledger it opened; neither may go away under it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from casedrop.desk.recovery.behind import behind, lacking
from casedrop.desk.room import Room
from casedrop.store.errors import LedgerGone, OlderArchive, OlderLedger

NAMED = 3
"""Folders of the archive that are named."""


@dataclass(frozen=True)
class Footing:
    """The folder of the archive and the file of the ledger, each as the file system tells it from others; None where there
    is none."""

    archive: tuple[int, int] | None
    ledger: tuple[int, int] | None


def footing(room: Room) -> Footing:
    """What a desk stands on now."""
    file = room.ledger.file
    return Footing(_told(room.archive.root), _told(file) if file else None)


def refuse_strangers(room: Room) -> None:
    """Raise OlderLedger if the archive knows more than the ledger (F5), OlderArchive if it lacks what the ledger recorded in
    it (L5); where both say that equally much is recorded, nothing is read."""
    recorded = str(room.ledger.recorded())
    if room.archive.marked() == recorded:
        return
    if newer := behind(room):
        raise OlderLedger(folders=_named(newer))
    if missing := lacking(room):
        raise OlderArchive(path=room.archive.root, folders=_named(missing))
    with contextlib.suppress(OSError):
        room.archive.mark(int(recorded))


def stands(room: Room, before: Footing) -> bool:
    """Whether the archive is still the folder it was. Raises LedgerGone if the ledger is not the file it was (L7)."""
    now = footing(room)
    if now.ledger != before.ledger:
        raise LedgerGone(path=room.ledger.file)
    return now.archive == before.archive


def _told(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _named(folders: list[str]) -> str:
    return ", ".join(folders[:NAMED]) + (" …" if len(folders) > NAMED else "")
