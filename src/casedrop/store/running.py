"""The sha256 of files that only grow, worked on from where it was left: a journal of a year is not read again for every line."""

from __future__ import annotations

import errno
import hashlib
import os
from collections import OrderedDict
from pathlib import Path

MOST = 64
"""Files of which it is remembered how far they were read."""
Look = tuple[int, int, int]
"""What tells a file that was touched from one that was not: its inode, size and time."""


class RunningHashes:
    """The sha256 of files, in the memory of one process; a file that anybody else touched is read anew."""

    def __init__(self) -> None:
        self._known: OrderedDict[Path, tuple[Look, hashlib._Hash]] = OrderedDict()

    def look(self, path: Path) -> Look | None:
        """How a file looks before something is appended to it; None if it is not there."""
        try:
            told = path.stat()
        except FileNotFoundError:
            return None
        return told.st_ino, told.st_size, told.st_mtime_ns

    def grown(self, path: Path, before: Look | None, added: bytes) -> str:
        """The sha256 (hex) of a file that looked as `before` until `added` was appended to it. Raises OSError."""
        known, now = self._known.pop(path, None), self.look(path)
        if now is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        if known and before and known[0] == before and now[1] == before[1] + len(added):
            digest = known[1]
            digest.update(added)
        else:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256")
        self._known[path] = now, digest
        if len(self._known) > MOST:
            self._known.popitem(last=False)
        return digest.hexdigest()
