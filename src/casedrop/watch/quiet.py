"""Which files of the inbox are ready to be taken: ordinary, quiet, finished, and not open in a program."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from casedrop.formats.finished import is_finished
from casedrop.store.writers import is_being_written
from casedrop.watch.entries import HOUR, FileState, IsOurs, Look, Odd, Oddity

EMPTY_SECONDS = HOUR
"""How long an empty file may wait for its contents before it is answered as empty (A2)."""


@dataclass
class InboxScan:
    """Remembers what the last scans saw; `quiet_seconds` a file must stay the same to be ready.

    `odd` is what the last scan met that cannot be taken, and why; `held` is what it met that waits to be finished or closed.
    A file that lacks its end is taken, and answered as damaged, once it was left untouched for `unfinished_seconds` (R20).
    `is_ours` tells of a file in `returned/` whether it lies there as it was given back.
    """

    inbox: Path
    quiet_seconds: float
    is_ours: IsOurs = lambda _path: True
    unfinished_seconds: float = 300.0
    odd: Odd = field(default_factory=dict)
    held: dict[Path, Oddity] = field(default_factory=dict)
    _seen: dict[Path, tuple[FileState, float]] = field(default_factory=dict)
    _taken: dict[Path, FileState] = field(default_factory=dict)
    _finished: dict[Path, FileState] = field(default_factory=dict)
    _returned: dict[Path, tuple[FileState, bool]] = field(default_factory=dict)
    _returned_before: dict[Path, tuple[FileState, bool]] = field(default_factory=dict)

    def ready(self, now: float, wall: float = 0.0) -> list[Path]:
        """The files that may be taken, the longest waiting first; `now` is a monotonic clock's seconds, `wall` the world's.

        A file is ready once two scans at least `quiet_seconds` apart saw it the same, nobody has it open, and it has the end its
        kind must have, or nobody has touched it for five minutes; an empty one an hour after it was touched (A2).
        Raises OSError if the inbox itself cannot be read.
        """
        look, self._returned, self._returned_before = Look(wall, self._is_as_given), {}, self._returned
        seen: dict[Path, tuple[FileState, float]] = {}
        for path, state in sorted(look.files([*self.inbox.iterdir()])):
            before = self._seen.get(path)
            seen[path] = before if before and before[0] == state else (state, now)
        self._seen, self.odd, self.held = seen, look.odd, {}
        self._forget()
        quiet = [(since, p) for p, (_, since) in seen.items() if self._waits(p) and now - since >= self.quiet_seconds]
        return [path for since, path in sorted(quiet) if self._is_ready(path, now - since, wall)]

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
        return self._taken.get(path) != self._seen[path][0]

    def _is_ready(self, path: Path, quiet: float, wall: float) -> bool:
        """Whether nothing holds a quiet file up; what does is remembered, and told once it has done so for an hour."""
        try:
            why = self._held(path, quiet, wall)
        except FileNotFoundError:
            return False
        except OSError as error:
            self.odd[path] = error
            return False
        if why is None:
            return True
        self.held[path] = why
        since = _touched(path.with_name(why.by), wall) if why.code == "open" else wall
        if max(quiet, wall - since) >= HOUR and why.code in ("open", "written"):
            self.odd[path] = why
        return False

    def _held(self, path: Path, quiet: float, wall: float) -> Oddity | None:
        """What a quiet file waits for; raises OSError if it cannot be read."""
        state, _ = self._seen[path]
        untouched = max(quiet, wall - state.changed)
        if not state.size:
            return Oddity("empty") if untouched < EMPTY_SECONDS else None
        owner = open_in(path)
        if owner:
            return Oddity("open", owner.name)
        if is_being_written(path):
            return Oddity("written")
        if untouched < self.unfinished_seconds and not self._has_end(path, state):
            return Oddity("unfinished")
        return None

    def _has_end(self, path: Path, state: FileState) -> bool:
        if self._finished.get(path) != state:
            with path.open("rb") as file:
                if not is_finished(file, state.size):
                    return False
            self._finished[path] = state
        return True

    def _is_as_given(self, path: Path) -> bool:
        """Whether a file in `returned/` lies there as it was given back; looked into only when it was touched."""
        stat = path.lstat()
        state = FileState(stat.st_size, stat.st_mtime_ns, stat.st_ino)
        before = self._returned_before.get(path)
        is_ours = before[1] if before and before[0] == state else self.is_ours(path)
        self._returned[path] = (state, is_ours)
        return is_ours

    def _forget(self) -> None:
        """Forget what is no longer there, or no longer the same."""
        now = {p: state for p, (state, _) in self._seen.items()}
        self._taken = {p: look for p, look in self._taken.items() if now.get(p) == look}
        self._finished = {p: look for p, look in self._finished.items() if now.get(p) == look}


def open_in(path: Path) -> Path | None:
    """The owner file by which Word, Excel, LibreOffice or WPS say that the document is open; None if there is none.

    Word drops the first letters of long names, so its owner file is looked for under three names (faults A6); a Mac takes the
    marks of letters apart.
    """
    names = (unicodedata.normalize("NFC", path.name), unicodedata.normalize("NFD", path.name), path.name)
    shapes = ("~${}", ".~lock.{}#", ".~{}")
    known = [shape.format(name) for name in dict.fromkeys(names) for shape in shapes]
    known += [f"~${name[cut:]}" for name in dict.fromkeys(names) for cut in (1, 2)]
    return next((path.with_name(k) for k in known if _exists(path.with_name(k))), None)


def _exists(path: Path) -> bool:
    """Whether something stands there; an owner file whose name would be too long cannot be (L1)."""
    try:
        return path.exists()
    except OSError:
        return False


def _touched(path: Path, wall: float) -> float:
    """When a file was last written to, in seconds of the world's clock; `wall` if it is gone."""
    try:
        return path.lstat().st_mtime
    except OSError:
        return wall
