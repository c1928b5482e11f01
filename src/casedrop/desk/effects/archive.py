"""Keeping: what effects put into the archive, and where in it they put it. Each may be done twice with the same result."""

from __future__ import annotations

from pathlib import PurePosixPath

from casedrop.cases.folder import Folder
from casedrop.cases.parts import OutboxDocument
from casedrop.desk.room import Room
from casedrop.intake.effects import (
    ArchiveDrop,
    ArchiveStray,
    ClearInbox,
    CutPages,
    DropAgain,
    Effect,
    HandBack,
    ListProblems,
    RecordCase,
    RecordDesk,
    Reply,
    SendNotice,
    ShowSheet,
)
from casedrop.language import filenames
from casedrop.store.archive import DESK
from casedrop.store.errors import Gap
from casedrop.store.records import Anchored, Note


def archive_drop(room: Room, do: ArchiveDrop) -> None:
    """Archive a drop with its case, byte for byte."""
    room.archive.keep(place_of(room, do.folder), do.file, "in", kept_name(do.name), room.spooled(do.sha256))


def archive_stray(room: Room, do: ArchiveStray) -> None:
    """Archive a drop that no case took, byte for byte."""
    room.archive.keep(do.desk, do.file, "in", kept_name(do.name), room.spooled(do.sha256))


def record_case(room: Room, do: RecordCase) -> list[Note]:
    """Bring a case's journal, case.json and manifest up to date with the ledger; gives the new anchor."""
    return record(room, do.folder)


def record_desk(room: Room, do: RecordDesk) -> list[Note]:
    """Bring the desk's own journal and manifest up to date with the ledger; gives the new anchor."""
    return record(room, Folder(do.desk, DESK, ""))


def record(room: Room, folder: Folder) -> list[Note]:
    """Bring what a folder says of itself up to date with the ledger; the desk's own has no case.json. Gives the new anchor.

    Of what was recorded before, the last entry alone is held against the journal: the desk's own grows all year.
    """
    row, place = room.ledger.case(folder.id), place_of(room, folder)
    if row is None:
        return []
    case = None if folder.flow == DESK else row.state
    anchor = room.ledger.anchor(place)
    entries = room.ledger.events(folder.id, anchor.seq if anchor else 0)
    try:
        head = room.archive.record(place, entries, case)
    except Gap:  # the journal lost its end: it is written anew from what the ledger knows
        head = room.archive.record(place, room.ledger.events(folder.id), case)
    return [Anchored(place, entries[-1].seq, head)]


def place_of(room: Room, folder: Folder) -> str:
    """The path of a folder in the archive: a case's by the company's year in which it was opened; the desk's is its own."""
    return room.folder(folder)


def home_of(room: Room, do: Effect) -> str | None:
    """The folder of the archive an effect reads or writes; None if it does neither."""
    match do:
        case ArchiveStray() | RecordDesk() | DropAgain():
            return do.desk
        case HandBack() | ListProblems() | ShowSheet() | CutPages() | Reply() | ClearInbox() | SendNotice():
            return None
        case _:
            return place_of(room, do.folder)


def kept_name(name: str) -> str:
    """The name a drop is archived under: its own, made safe."""
    path = PurePosixPath(name)
    return filenames.safe_name(path.stem, path.suffix)


def kept(room: Room, home: str, issued: OutboxDocument) -> list[bytes]:
    """A document and those of its PDFs that are there by now, as they were archived."""
    numbers = range(issued.file - len(issued.prints), issued.file + 1)
    return [data for n in numbers if (data := room.archive.read(home, n)) is not None]
