"""Changes of the workspace's own files while the watcher works: noticed once nobody is writing to them any more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casedrop.workspace.settings import FILE

DECLARED = ("forms", "schemas", "templates", "calendars", "documents")
"""The folders whose files say how an office works."""

Print = tuple[tuple[str, int, int], ...]


class Reload:
    """Notices changes of the declarations below `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known = self._now = fingerprint(root)

    def is_due(self) -> bool:
        """Whether the files differ from those last read, and are the same as at the last look: then they count as read."""
        before, self._now = self._now, fingerprint(self._root)
        if self._now == self._known or self._now != before:
            return False
        self._known = self._now
        return True

    def again(self) -> None:
        """Let the files count as not yet read: what kept them from being read will pass."""
        self._known = ()


def fingerprint(root: Path) -> Print:
    """Path, size and time of each declaration file; what cannot be looked at counts as not there."""
    return tuple(sorted(_looks(root)))


def _looks(root: Path) -> Iterator[tuple[str, int, int]]:
    walks = (walk for name in DECLARED for walk in os.walk(f"{root}/{name}"))
    paths = (f"{folder}/{name}" for folder, _, names in walks for name in names if not name.startswith((".", "~")))
    for path in (f"{root}/{FILE}", *paths):
        with suppress(OSError):
            stat = os.stat(path)  # noqa: PTH116 - hundreds of files, at every look
            yield path, stat.st_size, stat.st_mtime_ns
