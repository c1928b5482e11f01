"""What takes long to make and is only read or copied: made once a run, for all its processes."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

RUN = "CASEDROP_TEST_RUN"
"""The environment variable that names the folder of this run; the workers of pytest-xdist inherit it."""


def begin() -> None:
    """Make the folder of this run."""
    os.environ[RUN] = tempfile.mkdtemp(prefix="casedrop-tests-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))


def end() -> None:
    """Take the folder of this run away."""
    shutil.rmtree(os.environ[RUN], ignore_errors=True)


def once(name: str, make: Callable[[Path], object]) -> Path:
    """The path of that name that `make` made, which was given where to; it is made whole or not at all."""
    path = Path(os.environ[RUN]) / name
    with _alone(path.with_name(f"{path.name}.lock")):
        if not path.exists():
            unfinished = path.with_name(f"{path.name}.tmp")
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(path)
    return path


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """A context in which no other process of the run is."""
    with lock.open("ab") as held:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - on Windows only

            msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(held, fcntl.LOCK_EX)
        yield
