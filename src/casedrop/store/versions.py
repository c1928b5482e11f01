"""The shelf: every version of a form, flow, schema or template that was used, by its content's hash."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from casedrop.store import files
from casedrop.store.errors import Damaged, UnsafeName

SHELF = "_shelf"


class VersionShelf:
    """The shelf of the archive below `archive`."""

    def __init__(self, archive: Path) -> None:
        self.root = archive / SHELF

    def path(self, sha: str) -> Path:
        """Where the bytes with this sha256 stand, or would; raises UnsafeName if it is none."""
        return self.root.parent / self.name(sha)

    @staticmethod
    def name(sha: str) -> str:
        """The path in the archive of the bytes with this sha256; raises UnsafeName if it is none."""
        if not re.fullmatch("[0-9a-f]{64}", sha):
            raise UnsafeName(name=sha)
        return f"{SHELF}/{sha[:2]}/{sha}"

    def put(self, data: bytes) -> str:
        """Put the bytes on the shelf, durably, and give the sha256 (hex) by which `get` finds them; raises Taken if
        other bytes are there under that name.
        """
        sha = hashlib.sha256(data).hexdigest()
        files.make_dir(self.path(sha).parent)
        files.write_new(self.path(sha), data)
        return sha

    def get(self, sha: str) -> bytes:
        """The bytes with this sha256; raises FileNotFoundError, Damaged if they changed, UnsafeName if it is none."""
        data = self.path(sha).read_bytes()
        if hashlib.sha256(data).hexdigest() != sha:
            raise Damaged(path=self.path(sha))
        return data
