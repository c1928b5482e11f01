"""What makes files last: each outward act is announced, what was written made durable, names of a folder once for many."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from casedrop.store import disks

Hook = Callable[[str, str], None]
NO_DIR_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EACCES}


@dataclass(frozen=True, slots=True)
class Owed:
    """What is put off in a context: files that are then written, each by its path, and the folders whose names changed."""

    writes: dict[Path, Callable[[], None]] = field(default_factory=dict)
    folders: dict[Path, None] = field(default_factory=dict)


_hooks: list[Hook] = [lambda _act, _target: None]
_owed: ContextVar[Owed | None] = ContextVar("owed", default=None)


def before(act: str, target: Path | str) -> None:
    """Say that `act` is about to happen to `target`; raises what the hook set by `acts` raises."""
    _hooks[-1](act, str(target))


@contextlib.contextmanager
def acts(hook: Hook) -> Iterator[None]:
    """A context in which `hook(act, target)` is called before every outward act of this process, in any thread."""
    _hooks.append(hook)
    try:
        yield
    finally:
        _hooks.remove(hook)


@contextlib.contextmanager
def together() -> Iterator[None]:
    """A context in which new, changed and removed names are made durable, and manifests written, once a folder: at its end, or
    when `settle` is called.

    Bytes are made durable at once, as ever. Nobody may count on what was done before one of these; where the context is left by
    an error, nothing more is made durable. Raises OSError.
    """
    if owed() is not None:
        yield
        return
    token = _owed.set(Owed())
    try:
        yield
        settle()
    finally:
        _owed.reset(token)


def settle() -> None:
    """Make durable what `together` has put off; raises OSError."""
    now = owed() or Owed()
    while now.writes:
        path = next(iter(now.writes))
        now.writes[path]()
        del now.writes[path]
    while now.folders:
        folder = next(iter(now.folders))
        with contextlib.suppress(FileNotFoundError):  # it was taken away since; the folder above says so
            _sync_folder(folder)
        del now.folders[folder]


def owed() -> Owed | None:
    """What is put off now; None if everything is made durable at once."""
    return _owed.get()


def sync(out: io.BufferedIOBase, path: Path) -> None:
    """Make the bytes written to a file durable."""
    out.flush()
    if not disks.is_left():
        before("sync", path)
        os.fsync(out.fileno())


def sync_names(folder: Path) -> None:
    """Make durable which names a folder has, now or with others of it."""
    later = owed()
    if os.name == "nt" or disks.is_left():
        return  # a folder cannot be opened on Windows; NTFS journals its own changes
    if later is None:
        _sync_folder(folder)
    else:
        later.folders[folder] = None


def _sync_folder(folder: Path) -> None:
    before("sync", folder)
    try:
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        if error.errno not in NO_DIR_SYNC:
            raise
