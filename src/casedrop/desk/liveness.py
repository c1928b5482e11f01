"""Signs of life: what a dead desk held is taken over at once (F1, G1).

Each desk at work has a locked file in the folder `state`; the system lets go of a lock when its process dies, however it dies.
Where several machines share a ledger, each desk has a sign there too: locks of files tell nothing of other machines.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from casedrop.store import files

if TYPE_CHECKING:
    from casedrop.store.ledger.signs import Signs

FOLDER = "alive"
GRACE_SECONDS = 30.0
"""How long no sign of a desk of another machine must be seen until it counts as dead: one that is at a long piece of work puts
up its sign anew only after that, if the server was begun anew meanwhile."""


def new_name() -> str:
    """A name no other desk has: this machine's, and chance."""
    return f"{socket.gethostname()}.{secrets.token_hex(6)}"


def machine(name: str) -> str:
    """The machine of the desk of that name."""
    return name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Liveness:
    """Who lives, of the desks whose signs stand in the folder `state` and, if several machines share the ledger, among its
    `signs`."""

    state: Path
    signs: Signs | None = None

    def begin(self, name: str) -> BinaryIO:
        """The file that says that `name` lives: as long as it is open and its process runs."""
        files.make_dir(self.state / FOLDER, private=True)
        path = self.state / FOLDER / name
        while True:
            sign = path.open("ab")
            # Whoever saw the file before it was locked takes it for that of a dead desk, and away.
            is_locked = (
                _lock(sign) or self.signs is not None
            )  # a share may know no locks: the ledger's sign counts there
            if is_locked and path.exists() and os.path.samestat(path.stat(), os.fstat(sign.fileno())):
                return sign
            sign.close()

    def is_over(self, name: str) -> bool:
        """Whether the desk of that name is dead; its sign is then gone too. Raises what the ledger raises."""
        if self.signs is None:
            return self._is_unlocked(name)
        if machine(name) == socket.gethostname() and not self.signs.is_up(name) and self._is_unlocked(name):
            return True
        is_dead = self.signs.seconds_free(name) >= GRACE_SECONDS
        if is_dead:
            (self.state / FOLDER / name).unlink(missing_ok=True)
        return is_dead

    def others(self, name: str) -> tuple[bool, bool]:
        """Whether any desk but that of `name` is, or may be, alive, and whether one has died; its sign is then gone. Raises what
        the ledger raises."""
        known = [sign.name for sign in (self.state / FOLDER).glob("*") if sign.name != name]
        dead = [other for other in known if self.is_over(other)]
        return self.signs is not None or len(dead) < len(known), bool(dead)

    def _is_unlocked(self, name: str) -> bool:
        path = self.state / FOLDER / name
        try:
            with path.open("r+b") as sign:
                is_dead = _lock(sign)
                if is_dead:
                    with contextlib.suppress(PermissionError):  # Windows removes no open file
                        path.unlink(missing_ok=True)
                return is_dead
        except FileNotFoundError:
            return machine(name) == socket.gethostname()


def end(sign: BinaryIO) -> None:
    """Take down the sign of a desk that left nothing half done."""
    with contextlib.suppress(OSError):  # Windows removes no open file: it then counts as that of a dead desk
        Path(sign.name).unlink(missing_ok=True)
    sign.close()


@contextlib.contextmanager
def alone(path: Path) -> Iterator[bool]:
    """A context that tells whether nobody else on this machine is in it, by a lock on a file; who dies in it leaves it."""
    files.make_dir(path.parent, private=True)
    with path.open("ab") as sign:
        yield _lock(sign)


def _lock(sign: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(sign.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(sign, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
