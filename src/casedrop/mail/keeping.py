"""The bytes of letters that go out, kept below `state` by their sha256: what was sent can be shown."""

from __future__ import annotations

import hashlib
from pathlib import Path

from casedrop.desk.room import Room
from casedrop.store import files


def keep(room: Room, data: bytes) -> str:
    """Keep the bytes of a letter, durably; gives their sha256. Raises OSError."""
    sha = hashlib.sha256(data).hexdigest()
    files.make_dir(_folder(room), private=True)
    files.write_new(_folder(room) / f"{sha}.eml", data, private=True)
    return sha


def kept(room: Room, sha256: str) -> bytes:
    """The bytes of a letter; raises FileNotFoundError."""
    return (_folder(room) / f"{sha256}.eml").read_bytes()


def _folder(room: Room) -> Path:
    return room.workspace.settings.state / "letters"
