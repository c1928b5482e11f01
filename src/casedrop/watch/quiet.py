"""Which files of the inbox are ready to be taken: ordinary, quiet, and not open in an Office program."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import Literal

from casedrop.desk.letters import RETURNED

Odd = Literal["link", "device", "deep"]
DEEPEST = 4
"""Folders below the inbox that are looked into (A8)."""

EMPTY_SECONDS = 3600.0
"""How long an empty file may wait for its contents before it is answered as empty (A2)."""

JUNK = (".*", "~$*", "~WR*.tmp", "*.tmp", "*.crdownload", "*.part", "Thumbs.db", "desktop.ini", "*.sync-conflict-tmp")
"""What editors, browsers, systems and synchronizers leave beside files (A6, A7); never taken, never touched."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as one scan saw it."""

    size: int
    mtime_ns: int
    inode: int


@dataclass
class InboxScan:
    """Remembers what the last scans saw; `quiet_seconds` a file must stay the same to be ready.

    `odd` is what the last scan met that cannot be taken, and why: what the file system says of it, or `link`, `device`
    (also a pipe or a socket), `deep`.
    """

    inbox: Path
    quiet_seconds: float
    odd: dict[Path, OSError | Odd] = field(default_factory=dict)
    _seen: dict[Path, tuple[FileState, float]] = field(default_factory=dict)
    _taken: dict[Path, FileState] = field(default_factory=dict)

    def ready(self, now: float) -> list[Path]:
        """The files that may be taken, the longest waiting first; `now` is a monotonic clock's seconds.

        A file is ready once two scans at least `quiet_seconds` apart saw it the same; an empty one after an hour (A2).
        Raises OSError if the inbox itself cannot be read.
        """
        seen: dict[Path, tuple[FileState, float]] = {}
        self.odd = {}
        for path, look in sorted(self._files([*self.inbox.iterdir()])):
            before = self._seen.get(path)
            seen[path] = before if before and before[0] == look else (look, now)
        self._seen = seen
        self._taken = {p: look for p, look in self._taken.items() if p in seen and seen[p][0] == look}
        old = [(since, p) for p, (_, since) in seen.items() if self._waits(p) and now - since >= self._patience(p)]
        return [path for _, path in sorted(old)]

    def taken(self, path: Path) -> None:
        """Stop giving the file as last seen, in case it cannot be taken away (H6)."""
        if path in self._seen:
            self._taken[path] = self._seen[path][0]

    def again(self, path: Path) -> None:
        """Give a file that was taken once more."""
        self._taken.pop(path, None)

    def unsettled(self, now: float) -> bool:
        """Whether a file will be ready soon if nothing touches it."""
        waiting = ((p, since) for p, (look, since) in self._seen.items() if look.size and self._waits(p))
        return any(now - since < self.quiet_seconds for p, since in waiting)

    def _waits(self, path: Path) -> bool:
        return self._taken.get(path) != self._seen[path][0] and open_in(path) is None

    def _patience(self, path: Path) -> float:
        return self.quiet_seconds if self._seen[path][0].size else EMPTY_SECONDS

    def _files(self, there: list[Path], depth: int = 0) -> Iterator[tuple[Path, FileState]]:
        """The files among entries and below them; whatever one entry raises is kept in `odd`, the others are given."""
        for path in there:
            try:
                stat = path.lstat()
                if S_ISDIR(stat.st_mode) and path.name != RETURNED and not _is_junk(path.name):
                    below = [*path.iterdir()] if depth < DEEPEST else []
                    yield from self._files(below, depth + 1)
                elif S_ISREG(stat.st_mode) and not _is_junk(path.name):
                    yield path, FileState(stat.st_size, stat.st_mtime_ns, stat.st_ino)
                if odd := _oddity(path, stat.st_mode, depth):
                    self.odd[path] = odd
            except FileNotFoundError:
                continue
            except OSError as error:
                self.odd[path] = error


def open_in(path: Path) -> Path | None:
    """The owner file by which Word, Excel, LibreOffice or WPS say that the document is open; None if there is none.

    Word drops the first letters of long names, so its owner file is looked for under three names (faults A6).
    """
    name = path.name
    known = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")
    return next((path.with_name(k) for k in known if _exists(path.with_name(k))), None)


def _exists(path: Path) -> bool:
    """Whether something stands there; an owner file whose name would be too long cannot be (L1)."""
    try:
        return path.exists()
    except OSError:
        return False


def _is_junk(name: str) -> bool:
    return any(fnmatch.fnmatch(name, shape) for shape in JUNK)


def _oddity(path: Path, mode: int, depth: int) -> Odd | None:
    """Why an entry can be neither taken nor looked into; None for files, folders and what programs leave behind."""
    if _is_junk(path.name) or S_ISREG(mode) or (S_ISDIR(mode) and (depth < DEEPEST or path.name == RETURNED)):
        return None
    if S_ISDIR(mode):
        return "deep"
    return "link" if S_ISLNK(mode) else "device"
