"""Whole disks made durable by one call: for many files at once, where a call for each would take most of the time (Linux)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from casedrop.store.temporary import naming

_left: list[bool] = [False]


@contextlib.contextmanager
def left_to_it() -> Iterator[None]:
    """A context in which what `files` writes is whole but not yet durable; `synced` makes it so, before anybody counts on it.

    Where that cannot be, each file is made durable as ever.
    """
    _left.append(can_sync())
    try:
        yield
    finally:
        _left.pop()


def is_left() -> bool:
    """Whether files are to be left to the disk now."""
    return _left[-1]


def can_sync() -> bool:
    """Whether the system can make all that was written to a disk durable by one call, and says if that failed."""
    return sys.platform == "linux"


@contextlib.contextmanager
def synced(folders: Iterable[Path]) -> Iterator[None]:
    """A context at whose end all that was written to the disks of these folders meanwhile, by any process, is durable.

    Raises OSError, also for what the disk failed to write since the context began.
    """
    with ExitStack() as stack:
        disks = {folder.stat().st_dev: folder for folder in folders} if can_sync() else {}
        opened = [(folder, os.open(folder, os.O_RDONLY | os.O_DIRECTORY)) for folder in disks.values()]
        for _, fd in opened:
            stack.callback(os.close, fd)
        yield
        for folder, fd in opened:
            with naming(folder):
                _sync(fd)


def _sync(fd: int) -> None:
    if ctypes.CDLL(None, use_errno=True).syncfs(ctypes.c_int(fd)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
