"""Signs of life: a locked file for each desk at work, so that what a dead one held is taken over at once (F1, G1).

The system lets go of a lock when its process dies, however it dies. On another machine that shares the ledger the file
is not seen; a desk there counts as alive until its leases run out.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
from pathlib import Path
from typing import BinaryIO

from casedrop.store import files

FOLDER = "alive"


def new_name() -> str:
    """A name no other desk has: this machine's, and chance."""
    return f"{socket.gethostname()}.{secrets.token_hex(6)}"


def begin(state: Path, name: str) -> BinaryIO:
    """The sign that `name` lives: as long as it is open and its process runs."""
    files.make_dir(state / FOLDER, private=True)
    path = state / FOLDER / name
    while True:
        sign = path.open("ab")
        # Whoever saw the file before it was locked takes it for that of a dead desk, and away.
        if _lock(sign) and path.exists() and os.path.samestat(path.stat(), os.fstat(sign.fileno())):
            return sign
        sign.close()


def is_over(state: Path, name: str) -> bool:
    """Whether the desk of that name, of this machine, is dead; its sign is then gone too."""
    path = state / FOLDER / name
    try:
        with path.open("r+b") as sign:
            is_dead = _lock(sign)
            if is_dead:
                with contextlib.suppress(PermissionError):  # Windows removes no open file
                    path.unlink(missing_ok=True)
            return is_dead
    except FileNotFoundError:
        return name.startswith(f"{socket.gethostname()}.")


def end(sign: BinaryIO) -> None:
    """Take down the sign of a desk that left nothing half done."""
    with contextlib.suppress(OSError):  # Windows removes no open file: it then counts as that of a dead desk
        Path(sign.name).unlink(missing_ok=True)
    sign.close()


def others(state: Path, name: str) -> tuple[bool, bool]:
    """Whether any desk of this machine but that of `name` is alive, and whether one has died; its sign is then gone."""
    signs = [sign.name for sign in (state / FOLDER).glob("*") if sign.name != name]
    dead = [other for other in signs if is_over(state, other)]
    return len(dead) < len(signs), bool(dead)


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
