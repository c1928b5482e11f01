"""Which files of the inbox are ready to be taken: ordinary, quiet, and not open in an Office program."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

RETURNED = "returned"
DEEPEST = 4
"""Folders below the inbox that are looked into (A8)."""

EMPTY_SECONDS = 3600.0
"""How long an empty file may wait for its contents before it is answered as empty (A2)."""

JUNK = (".*", "~$*", "~WR*.tmp", "*.tmp", "*.crdownload", "*.part", "Thumbs.db", "desktop.ini", "*.sync-conflict-tmp")
"""What editors, browsers, systems and synchronizers leave beside files (A6, A7); never taken, never touched."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as one scan saw it."""

    size: int
    mtime_ns: int
    inode: int


@dataclass
class Scan:
    """Remembers what the last scans saw; `quiet_seconds` a file must stay the same to be ready."""

    inbox: Path
    quiet_seconds: float
    _seen: dict[Path, tuple[Look, float]] = field(default_factory=dict)
    _taken: dict[Path, Look] = field(default_factory=dict)

    def ready(self, now: float) -> list[Path]:
        """The files that may be taken, the longest waiting first; `now` is a monotonic clock's seconds.

        A file is ready once two scans at least `quiet_seconds` apart saw it the same; an empty one after an hour (A2).
        """
        seen: dict[Path, tuple[Look, float]] = {}
        for path, look in sorted(_files(self.inbox)):
            before = self._seen.get(path)
            seen[path] = before if before and before[0] == look else (look, now)
        self._seen = seen
        self._taken = {p: look for p, look in self._taken.items() if p in seen and seen[p][0] == look}
        old = [(since, p) for p, (_, since) in seen.items() if self._waits(p) and now - since >= self._patience(p)]
        return [path for _, path in sorted(old)]

    def taken(self, path: Path) -> None:
        """Remember the file as last seen, so that it is not given again, should it be impossible to take it away (H6)."""
        self._taken[path] = self._seen[path][0]

    def unsettled(self, now: float) -> bool:
        """Whether a file will be ready soon if nothing touches it."""
        waiting = ((p, since) for p, (look, since) in self._seen.items() if look.size and self._waits(p))
        return any(now - since < self.quiet_seconds for p, since in waiting)

    def _waits(self, path: Path) -> bool:
        return self._taken.get(path) != self._seen[path][0] and open_in(path) is None

    def _patience(self, path: Path) -> float:
        return self.quiet_seconds if self._seen[path][0].size else EMPTY_SECONDS


def open_in(path: Path) -> Path | None:
    """The owner file by which Word, Excel, LibreOffice or WPS say that the document is open; None if there is none.

    Word drops the first letters of long names, so its owner file is looked for under three names (faults A6).
    """
    name = path.name
    known = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")
    return next((path.with_name(k) for k in known if path.with_name(k).exists()), None)


def _files(folder: Path, depth: int = 0) -> Iterator[tuple[Path, Look]]:
    for path in folder.iterdir():
        try:
            if _is_junk(path.name) or path.is_symlink():
                continue
            if path.is_dir() and path.name != RETURNED and depth < DEEPEST:
                yield from _files(path, depth + 1)
            elif path.is_file():
                stat = path.stat()
                yield path, Look(stat.st_size, stat.st_mtime_ns, stat.st_ino)
        except FileNotFoundError:
            continue


def _is_junk(name: str) -> bool:
    return any(fnmatch.fnmatch(name, shape) for shape in JUNK)
