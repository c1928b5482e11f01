"""A process that reads what a stranger made gives up all it does not need, for good: other files, the network, new processes.

Landlock and seccomp do it where the kernel has them; `held` tries what is still possible, and `casedrop doctor` says it.
"""

from __future__ import annotations

import contextlib
import mimetypes
import os
import platform
import socket
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from casedrop.desk.reading import landlock, seccomp

LOADED = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")
SYSTEM = (*LOADED, "/usr/share/zoneinfo", "/etc/localtime", "/dev/urandom", *mimetypes.knownfiles)
"""What the system's own libraries, and Python's, read when they are loaded or first used."""


@dataclass(frozen=True, slots=True)
class Held:
    """From what a process is held back: from files that are not its own, from networks, from new processes."""

    files: bool
    network: bool
    processes: bool


class Fence:
    """What a process may still read, and where it may still write; made once, entered by each process for itself."""

    def __init__(self, readable: Iterable[Path], writable: Iterable[Path] = ()) -> None:
        places = [*writable]
        self._rules = landlock.rules([*libraries(), *readable], places)
        self._filter = seccomp.program(platform.machine(), may_write=bool(places)) if seccomp.is_known() else b""

    def enter(self) -> None:
        """Hold this process to it, for good; raises OSError."""
        seccomp.give_up_privileges()
        if self._rules is not None:
            landlock.enter(self._rules)
        if not self._filter or not seccomp.enter(self._filter):
            _begin_nothing()

    def close(self) -> None:
        """Forget it; who entered it stays held."""
        if self._rules is not None:
            os.close(self._rules)
            self._rules = None


def libraries() -> list[Path]:
    """Where Python and the libraries of this machine lie: programs, which anyone may read."""
    named = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    return [Path(name) for name in (*SYSTEM, *named, *sys.path) if name and Path(name) != Path(name).parent]


def held(secret: Path) -> Held:
    """What this process finds itself held back from, by trying: to read a file, to open a socket, to begin a process."""
    return Held(not _reads(secret), not _connects(), not _forks())


def _begin_nothing() -> None:
    """Begin no process any more, as far as limits go: they hold for everybody but the machine's keeper."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _reads(path: Path) -> bool:
    with contextlib.suppress(OSError):
        path.read_bytes()
        return True
    return False


def _connects() -> bool:
    with contextlib.suppress(OSError):
        socket.socket().close()
        return True
    return False


def _forks() -> bool:
    if sys.platform == "win32":
        return True
    with contextlib.suppress(OSError):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        return True
    return False
