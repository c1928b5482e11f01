"""Answering: what effects do about a dropped file, beside where it lay. Each may be done twice with the same result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casedrop.desk.effects.place import put_beside
from casedrop.desk.letters import RETURNED, as_note
from casedrop.desk.room import Room
from casedrop.formats.late import Late
from casedrop.formats.registry import MARKS, restamped
from casedrop.intake.effects import ClearInbox, CutPages, DropAgain, HandBack, Reply
from casedrop.store import files

if TYPE_CHECKING:
    from casedrop.formats.scan import cut as cutting
else:
    cutting = Late("casedrop.formats.scan.cut")


def hand_back(room: Room, do: HandBack) -> None:
    """Put the sender's own file, marked, into `returned/` beside where it was dropped."""
    data = room.spooled(do.sha256)
    if do.format is not None and do.format in MARKS:
        data = MARKS[do.format](data, do.marks) if do.marks else data
        data = restamped(data, do.format, do.stamp) if do.stamp else data
    put_beside(returned(room, do.path) / do.name, data, ours=frozenset())


def cut_pages(room: Room, do: CutPages) -> None:
    """Put some pages of a scan, every pixel as it was, into the inbox beside it, or into `returned/`."""
    place = returned(room, do.path) if do.comes_back else (room.workspace.root / do.path).parent
    put_beside(place / do.name, cutting.cut(room.spooled(do.sha256), do.pages), ours=frozenset())


def drop_again(room: Room, do: DropAgain) -> None:
    """Put a parked drop back into the inbox, unless it lies there again already or was accepted meanwhile."""
    path = room.workspace.root / do.path
    data = room.archive.read(do.desk, do.file)
    is_there = path.is_file() and files.digest(path) == do.sha256
    if data is not None and not is_there and room.ledger.accepted(do.sha256) is None:
        files.make_dir(path.parent)
        put_beside(path, data, ours=frozenset())


def reply(room: Room, do: Reply) -> None:
    """Put a plain answer into `returned/`."""
    put_beside(returned(room, do.path) / do.name, as_note(do.text), ours=frozenset())


def clear_inbox(room: Room, do: ClearInbox) -> None:
    """Take a file out of the inbox if its bytes are those taken in; another version of it stays and is taken in anew."""
    path = room.workspace.root / do.path
    if path.is_file() and files.digest(path) == do.sha256:
        files.remove(path)


def returned(room: Room, path: str) -> Path:
    """The `returned/` folder beside a dropped file, made if need be."""
    place = (room.workspace.root / path).parent / RETURNED
    files.make_dir(place)
    return place
