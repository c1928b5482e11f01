"""A dropped file lands in the inbox as any other: under a name that every system takes, whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from casedrop.desk import readmes
from casedrop.desk.room import Room
from casedrop.store import files
from casedrop.store.errors import Taken
from casedrop.watch.landing import landing_name, may_land, names
from casedrop.watch.leftovers import is_leftover

FILES_AT_ONCE = 20
"""How many files may be dropped at once."""
TOGETHER = 5
"""How many times the largest file may be dropped at once."""


@dataclass(frozen=True, slots=True)
class Landed:
    """A file that lies in the inbox: the `path` from the workspace's root and the sha256 (hex) of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A file that was not put into the inbox: how it was called, and the key of the sentence why (`web.declined_…`)."""

    name: str
    why: str


def land(room: Room, role: str, sent: str, data: bytes) -> Landed | Declined:
    """Put a file into a role's folder of the inbox, durably, under a name of its own; one of the same name and content that lies
    there is left as it is. Raises OSError."""
    name = landing_name(sent)
    if not data:
        return Declined(name, "empty")
    if len(data) > room.workspace.settings.file_mb * 1_000_000:
        return Declined(name, "large")
    if not may_land(name):
        return Declined(name, "name")
    folder = room.workspace.inbox / room.workspace.settings.folder(role)
    files.make_dir(folder)
    sha256 = hashlib.sha256(data).hexdigest()
    for free in names(name):
        try:
            files.write_new(folder / free, data)
        except Taken:
            continue
        return Landed((folder / free).relative_to(room.workspace.root).as_posix(), sha256)
    raise AssertionError  # a count has no end


def waiting(room: Room, role: str, most: int) -> list[str]:
    """The names of the files that lie in a role's folder of the inbox and were not taken yet, `most` at most."""
    folder = room.workspace.inbox / room.workspace.settings.folder(role)
    ours = readmes.names()
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    drops = (path.name for path in there if path.name not in ours and not is_leftover(path.name) and path.is_file())
    return [name for name, _ in zip(drops, range(most), strict=False)]
