"""Whether somebody has a file open for writing, asked of the system where it tells."""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

from casedrop.store import mounts

SHARING_VIOLATION, LOCK_VIOLATION = 32, 33
"""How Windows says that another program has the file open."""
SET_SIGNAL = 10
"""Linux's F_SETSIG, which Python does not name."""


def is_being_written(path: Path) -> bool:
    """Whether another program has the file open for writing, as far as the system tells: Windows does when we open it, Linux of
    our own user's files on local disks, those included that Samba has open. Raises OSError if the file cannot be opened."""
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        fd = os.open(path, os.O_RDONLY | careful)
    except OSError as error:
        # A file server that holds the file for one of its clients lets nobody in at once.
        if error.errno == errno.EAGAIN or getattr(error, "winerror", None) in (SHARING_VIOLATION, LOCK_VIOLATION):
            return True
        raise
    try:
        # A share refuses every such lease, whether somebody writes or not.
        return sys.platform == "linux" and _has_writer(fd) and mounts.standing(path)[0] == "local"
    finally:
        os.close(fd)


def _has_writer(fd: int) -> bool:
    """Whether the system refuses us a lease for reading because somebody may write; it is given back at once."""
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        # Whoever opens the file meanwhile makes the system signal us; the usual signal would end us.
        fcntl.fcntl(fd, SET_SIGNAL, signal.SIGURG)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False
