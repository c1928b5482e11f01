"""The files of a letter in the inbox: each lands once, under a name that is written down before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath

from casedrop.desk.room import Room
from casedrop.formats.mail.letter import Attachment
from casedrop.language import filenames
from casedrop.language.problem import Answers, Json
from casedrop.store import files
from casedrop.store.errors import Taken
from casedrop.store.records import Intake, LetterRow
from casedrop.watch.landing import names


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a letter: where in the workspace it lands, and the sha256 of its bytes."""

    path: str
    sha256: str


def to_json(part: Part) -> dict[str, Json]:
    """A file of a letter as JSON values."""
    return asdict(part)


def parts_of(row: LetterRow) -> list[Part]:
    """The files of a letter."""
    return [Part(**said) for said in row.facts["parts"]]


def planned(room: Room, role: str, attachments: Sequence[Attachment]) -> list[Part]:
    """Where the attachments of a letter will land, each under a name that nothing there has now; equal ones land once."""
    taken, parts = list[str](), dict[str, Part]()
    folder = room.workspace.book.inbox(role)
    for one in attachments:
        sha = hashlib.sha256(one.data).hexdigest()
        if sha not in parts:
            name = next(n for n in names(one.name) if _is_free(room, folder, n, taken))
            taken.append(name)
            parts[sha] = Part(f"{folder}/{name}", sha)
    return list(parts.values())


def land(room: Room, row: LetterRow, attachments: Iterable[Attachment]) -> LetterRow:
    """Put the files of a letter that was written down into the inbox, but those that came there before; the letter then. Raises
    OSError."""
    data = {hashlib.sha256(one.data).hexdigest(): one.data for one in attachments}
    for n, part in enumerate(parts_of(row)):
        if came(room, row, part) is None:
            row = _put(room, row, n, data[part.sha256])
    row = replace(row, state="dropped")
    room.ledger.put_letter(row)
    return row


def came(room: Room, row: LetterRow, part: Part) -> Intake | None:
    """The drop that a file of a letter became; None if it has not been claimed yet."""
    drop = room.ledger.drop_at(part.sha256, part.path)
    return drop if drop and drop.id > row.facts["after"] else None


def _put(room: Room, row: LetterRow, n: int, data: bytes) -> LetterRow:
    """Put the `n`-th file where it is to lie; where somebody else has put one meanwhile, under another name."""
    part = parts_of(row)[n]
    path = PurePosixPath(part.path)
    files.make_dir(room.workspace.root / path.parent, within=room.workspace.inbox)
    for name in names(path.name):
        if name != path.name:
            row = _renamed(room, row, n, replace(part, path=f"{path.parent}/{name}"))
        try:
            files.write_new(room.workspace.root / path.parent / name, data)
        except Taken:
            continue
        break
    return row


def _renamed(room: Room, row: LetterRow, n: int, part: Part) -> LetterRow:
    said: Answers = row.facts
    parts = [to_json(part) if k == n else one for k, one in enumerate(said["parts"])]
    row = replace(row, facts={**said, "parts": parts})
    room.ledger.put_letter(row)
    return row


def _is_free(room: Room, folder: str, name: str, taken: Sequence[str]) -> bool:
    is_planned = any(filenames.same(name, other) for other in taken)
    return not is_planned and not (room.workspace.root / folder / name).exists()
