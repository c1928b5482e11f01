"""What the archive and the outbox show of an issued document, when no ledger tells of it."""

from __future__ import annotations

import hashlib

from casedrop.cases.events import Issued
from casedrop.cases.parts import OutboxDocument
from casedrop.desk.effects.archive import kept
from casedrop.desk.effects.issue import all_names
from casedrop.desk.room import Room
from casedrop.store import files
from casedrop.store.beside import namesakes
from casedrop.workspace.workspace import Workspace


def number_in(name: str) -> int:
    """The number a file of the archive bears (`004-out-…`); 0 for one without."""
    head = name.split("-", 1)[0]
    return int(head) if head.isdigit() else 0


def where(workspace: Workspace, issued: Issued, sha256: str) -> str:
    """The path in the outbox of the document with exactly these bytes, else of a file of its name; "" if there is
    neither.
    """
    there = namesakes(workspace.out(issued.outbox.places[0]) / issued.name)
    exact = [path for path in there if files.digest(path) == sha256]
    return (exact or there or [workspace.outbox])[-1].relative_to(workspace.outbox).as_posix().removeprefix(".")


def is_gone(workspace: Workspace, issued: Issued, name: str) -> bool:
    """Whether neither the document's file of that name nor anything by it stands in the outbox, for one of its readers."""
    return not all(namesakes(workspace.out(place) / name) for place in issued.outbox.places)


def stands(room: Room, home: str, issued: OutboxDocument) -> bool:
    """Whether a document or one of its PDFs stands unchanged in the outbox."""
    shas = {hashlib.sha256(data).hexdigest() for data in kept(room, home, issued)}
    standing = (room.workspace.out(place) / name for place in issued.places for name in all_names(issued))
    return any(files.digest(path) in shas for there in standing for path in namesakes(there))
