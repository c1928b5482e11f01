"""Landlock, by which a Linux process gives up all files but some, for good (man 7 landlock; Linux 5.13 and later).

Three system calls that have no name in the C library. The rules are made once, and each process enters them by itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from casedrop.desk.processes import libc

CREATE, ADD, RESTRICT = 444, 445, 446
"""The numbers of the calls: the same on every machine."""
VERSION, PATH_BENEATH = 1, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = (1 << n for n in range(4))
MAKE_FILE, REMOVE_FILE, TRUNCATE = 1 << 8, 1 << 5, 1 << 14
SINCE = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""By version of Landlock, how many rights over files it knows; later ones know as many as the last."""
NETWORK_SINCE, SCOPES_SINCE = 4, 6
TCP, SCOPES = 0b11, 0b11
"""Binding and connecting; abstract sockets and signals to processes outside."""
O_PATH = getattr(os, "O_PATH", 0)


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Path(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("fd", ctypes.c_int32))


def version() -> int:
    """Which version of Landlock this kernel has; 0 for none."""
    if sys.platform != "linux":
        return 0
    known: int = libc().syscall(CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION))
    return max(known, 0)


def rules(readable: Iterable[Path], writable: Iterable[Path] = ()) -> int | None:
    """A file descriptor of rules by which only these files and folders may be read, and files made and written in those; None if
    the kernel has no Landlock. What does not exist is left out. Raises OSError.
    """
    known = version()
    if not known:
        return None
    files = (1 << SINCE.get(known, max(SINCE.values()))) - 1
    attr = _Rules(files, TCP if known >= NETWORK_SINCE else 0, SCOPES if known >= SCOPES_SINCE else 0)
    size = 24 if known >= SCOPES_SINCE else 16 if known >= NETWORK_SINCE else 8
    made: int = _called(libc().syscall(CREATE, ctypes.byref(attr), ctypes.c_size_t(size), ctypes.c_uint32(0)))
    for path in dict.fromkeys(readable):
        _allow(made, path, READ_FILE | READ_DIR)
    for path in dict.fromkeys(writable):
        _allow(made, path, (READ_FILE | READ_DIR | WRITE_FILE | MAKE_FILE | REMOVE_FILE | TRUNCATE) & files)
    return made


def enter(made: int) -> None:
    """Hold this process, and any it begins, to the rules, for good; it must have given up new privileges. Raises OSError."""
    _called(libc().syscall(RESTRICT, ctypes.c_int(made), ctypes.c_uint32(0)))


def _allow(made: int, path: Path, rights: int) -> None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        fd = os.open(path, O_PATH | os.O_CLOEXEC)
        try:
            beneath = _Path(rights if path.is_dir() else rights & (READ_FILE | WRITE_FILE | TRUNCATE), fd)
            _called(libc().syscall(ADD, ctypes.c_int(made), PATH_BENEATH, ctypes.byref(beneath), ctypes.c_uint32(0)))
        finally:
            os.close(fd)


def _called(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
