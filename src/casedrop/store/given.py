"""What was given back: the hashes of the files put into `returned/`, so that one mended where it lies is told from them (R22)."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from casedrop.store import files, folders
from casedrop.store.errors import Taken

RETURNED = "returned"
"""The folder beside a drop for what came back."""


def is_for_answers(name: str) -> bool:
    """Whether a folder of that name is for what came back; small and large letters are one on many shares."""
    return name.casefold() == RETURNED


class Given:
    """The memory of what was given back, below a private folder `state`: an empty file for each content, called by its sha256.

    Where it is new, all that lies in the `returned/` folders of `inbox` counts as given back.
    """

    def __init__(self, state: Path, inbox: Path) -> None:
        self._folder, self._inbox = state / RETURNED, inbox
        self._begun = self._folder / "begun"

    def begin(self) -> None:
        """Begin to remember, unless it was begun before; what cannot be read is not remembered."""
        if self._begun.exists():
            return
        hashes = []
        for path in folders.below(self._inbox):
            if any(map(is_for_answers, path.parts)) and not path.is_symlink() and path.is_file():
                with contextlib.suppress(OSError):
                    hashes.append(files.digest(path))
        files.make_dir(self._folder, private=True)
        for sha256 in [*hashes, self._begun.name]:
            self._keep(sha256)

    def remember(self, data: bytes) -> None:
        """Remember a content before it is given back; doing it twice comes to the same."""
        self.begin()
        self._keep(hashlib.sha256(data).hexdigest())

    def knows(self, path: Path) -> bool:
        """Whether a file is as it was given back; raises OSError if it cannot be read."""
        return not self._begun.exists() or (self._folder / files.digest(path)).exists()

    def gave(self, path: Path) -> bool:
        """Whether a file is known to be as it was given back; raises OSError if it cannot be read."""
        return (self._folder / files.digest(path)).exists()

    def _keep(self, name: str) -> None:
        with contextlib.suppress(Taken):
            files.write_new(self._folder / name, b"", private=True)
