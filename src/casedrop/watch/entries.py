"""What lies in the inbox as one scan sees it: the files, and what can be neither taken nor looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

from casedrop.desk import readmes
from casedrop.store.given import is_for_answers
from casedrop.watch.leftovers import is_leftover, is_work_file

DEEPEST = 4
"""Folders below the inbox that are looked into (A8)."""
HOUR = 3600.0
"""Seconds after which what waits is told to those who may wait for it (R22)."""
NOTES = (".txt", ".csv")
"""How plain answers and lists end: in `returned/` they are never drops, whatever is written into them."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as one scan saw it; `changed` is when it was last written to, in seconds of the world's clock."""

    size: int
    mtime_ns: int
    inode: int
    changed: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Oddity:
    """Why an entry of the inbox is not taken: `code` names the sentence (`keeper.entry_…`), `by` a file it speaks of."""

    code: str
    by: str = ""


Odd = dict[Path, OSError | Oddity]
IsOurs = Callable[[Path], bool]


@dataclass
class Look:
    """One look at an inbox: `files` gives what may be taken sooner or later, `odd` gathers what may not, and why.

    `wall` is the world's clock in seconds; `is_ours` tells of a file in `returned/` whether it lies there as it was given back.
    """

    wall: float
    is_ours: IsOurs
    odd: Odd = field(default_factory=dict)

    def files(self, there: list[Path], depth: int = 0, *, came_back: bool = False) -> Iterator[tuple[Path, FileState]]:
        """The files among entries and below them; whatever one entry raises is kept in `odd`, the others are given."""
        for path in there:
            try:
                stat = path.lstat()
                look = FileState(stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_mtime)
                odd = self._oddity(path, stat.st_mode, depth, look)
                if odd:
                    self.odd[path] = odd
                elif is_leftover(path.name):
                    continue
                elif S_ISDIR(stat.st_mode):
                    yield from self.files(
                        [*path.iterdir()], depth + 1, came_back=came_back or is_for_answers(path.name)
                    )
                elif self._is_drop(path, came_back=came_back):
                    yield path, look
            except FileNotFoundError:
                continue
            except OSError as error:
                self.odd[path] = error

    def _is_drop(self, path: Path, *, came_back: bool) -> bool:
        """Whether a file is somebody's, not what came back as it was given back, nor our own read-me."""
        if path.name in readmes.names() and self.is_ours(path):
            return False
        return not came_back or self._is_mended(path)

    def _is_mended(self, path: Path) -> bool:
        return path.suffix.casefold() not in NOTES and not self.is_ours(path)

    def _oddity(self, path: Path, mode: int, depth: int, look: FileState) -> Oddity | None:
        """Why an entry can be neither taken nor looked into; None for files, folders and what programs leave behind."""
        if is_work_file(path.name) and S_ISREG(mode):
            return Oddity("leftover") if look.size and self.wall - look.changed > HOUR else None
        if is_leftover(path.name) or S_ISREG(mode):
            return None
        if S_ISDIR(mode):
            return Oddity("deep") if depth >= DEEPEST + is_for_answers(path.name) else None
        return Oddity("link" if S_ISLNK(mode) else "device")
