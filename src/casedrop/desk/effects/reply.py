"""Answering: what deeds do about a dropped file, beside where it lay. Each may be done twice with the same result."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casedrop.desk.effects.place import put_beside
from casedrop.desk.letters import RETURNED, as_note
from casedrop.desk.room import Room
from casedrop.formats.registry import MARKS, restamped
from casedrop.formats.scan.cut import cut as cut_pages
from casedrop.forms.reading import Mark
from casedrop.language.problem import Place
from casedrop.store import files

Payload = Mapping[str, Any]


def hand_back(room: Room, do: Payload) -> None:
    """Put the sender's own file, marked, into `returned/` beside where it was dropped."""
    data = room.spooled(do["sha256"])
    if do["kind"] in MARKS:
        marks = [Mark(Place(**m["place"]), m["text"]) for m in do["marks"]]
        data = MARKS[do["kind"]](data, marks) if marks else data
        data = restamped(data, do["kind"], do["stamp"]) if do["stamp"] else data
    put_beside(returned(room, do["path"]) / do["name"], data, ours=frozenset())


def cut(room: Room, do: Payload) -> None:
    """Put some pages of a scan, every pixel as it was, into the inbox beside it, or into `returned/`."""
    place = returned(room, do["path"]) if do["back"] else (room.workspace.root / do["path"]).parent
    put_beside(place / do["name"], cut_pages(room.spooled(do["sha256"]), do["pages"]), ours=frozenset())


def call(room: Room, do: Payload) -> None:
    """Put a parked drop back into the inbox, unless it lies there again already or was accepted meanwhile."""
    path = room.workspace.root / do["path"]
    data = room.archive.read(do["desk"], do["file"])
    is_there = path.is_file() and files.digest(path) == do["sha256"]
    if data is not None and not is_there and room.ledger.accepted(do["sha256"]) is None:
        files.make_dir(path.parent)
        put_beside(path, data, ours=frozenset())


def tell(room: Room, do: Payload) -> None:
    """Put a plain answer into `returned/`."""
    put_beside(returned(room, do["path"]) / do["name"], as_note(do["text"]), ours=frozenset())


def clear(room: Room, do: Payload) -> None:
    """Take a file out of the inbox if its bytes are those taken in; another version of it stays and is taken in anew."""
    path = room.workspace.root / do["path"]
    if path.is_file() and files.digest(path) == do["sha256"]:
        files.remove(path)


def returned(room: Room, path: str) -> Path:
    """The `returned/` folder beside a dropped file, made if need be."""
    place = (room.workspace.root / path).parent / RETURNED
    files.make_dir(place)
    return place
