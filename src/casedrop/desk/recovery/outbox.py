"""What the archive and the outbox show of an issued document, when no ledger tells of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casedrop.cases import dataclass_json
from casedrop.cases.parts import OutboxDocument
from casedrop.desk.effects.archive import kept
from casedrop.desk.effects.issue import all_names
from casedrop.desk.effects.place import namesakes
from casedrop.desk.room import Room
from casedrop.store import files

Said = Mapping[str, Any]


def number_in(name: str) -> int:
    """The number a file of the archive bears (`004-out-…`); 0 for one without."""
    head = name.split("-", 1)[0]
    return int(head) if head.isdigit() else 0


def where(outbox: Path, issued: Said, sha256: str) -> str:
    """The path in the outbox of the document with exactly these bytes, else of a file of its name; "" if there is
    neither.
    """
    found = namesakes(outbox / issued["folder"] / issued["name"])
    exact = [path for path in found if files.digest(path) == sha256]
    return (exact or found or [outbox])[-1].relative_to(outbox).as_posix().removeprefix(".")


def is_gone(outbox: Path, issued: Said, name: str) -> bool:
    """Whether neither the document's file of that name nor anything by it stands in the outbox."""
    return not namesakes(outbox / issued["folder"] / name)


def stands(room: Room, home: str, said: Said) -> bool:
    """Whether a document or one of its PDFs stands unchanged in the outbox."""
    sheet = dataclass_json.decode(OutboxDocument, said)
    shas = {hashlib.sha256(data).hexdigest() for data in kept(room, home, sheet)}
    place = room.workspace.outbox / sheet.folder
    return any(files.digest(path) in shas for name in all_names(sheet) for path in namesakes(place / name))
