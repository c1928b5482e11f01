"""Helper processes: isolated from the caller's folder and environment, each a group with its children, gone when we end."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO

HOME = Path(__file__).resolve().parents[2]
"""The folder that holds our package: an isolated interpreter may not find it by itself."""
ENTRY = "import importlib, sys; sys.path.append(sys.argv[1]); importlib.import_module(sys.argv[2]).main()"
ELSEWHERE = Path(os.path.abspath(os.sep))  # noqa: PTH100 - the root of the drive, on Windows too
"""Where helpers run: no folder that people drop files into."""
PR_SET_PDEATHSIG = 1
"""The number of a process's wish to be told of its parent's end (man 2 prctl)."""

_running: set[subprocess.Popen[bytes]] = set()


def own(module: str) -> list[str]:
    """The command that calls `main()` of one of our modules in an isolated interpreter: it imports nothing from the
    caller's folder or the user's site, and heeds none of Python's variables (L9).
    """
    return [sys.executable, "-I", "-c", ENTRY, str(HOME), module]


def run(
    command: list[str],
    data: bytes,
    *,
    seconds: float,
    env: Mapping[str, str],
    out: IO[bytes] | int = subprocess.DEVNULL,
) -> None:
    """Run a command to its end, with `data` on its standard input; it and its children are gone afterwards.

    Raises subprocess.TimeoutExpired after `seconds`, and CalledProcessError if it failed.
    """
    with group(command, env=env, out=out, data=subprocess.PIPE) as process:
        process.communicate(data, timeout=seconds)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)


@contextlib.contextmanager
def group(
    command: list[str],
    *,
    env: Mapping[str, str],
    folder: Path = ELSEWHERE,
    out: IO[bytes] | int = subprocess.DEVNULL,
    data: int = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[bytes]]:
    """A process and its children as a group of their own, all of which are gone afterwards; it runs in `folder`."""
    process = begin(command, env=env, folder=folder, out=out, data=data)
    try:
        yield process
    finally:
        end(process)


def begin(
    command: list[str],
    *,
    env: Mapping[str, str],
    folder: Path = ELSEWHERE,
    out: IO[bytes] | int = subprocess.DEVNULL,
    data: IO[bytes] | int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """A process that goes on until `end`, or until we end: one of ours that lives longer than a call."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, or a program that was looked for
        command,
        env=dict(env),
        cwd=folder,
        stdin=data,
        stdout=out,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _running.add(process)
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children, if they are not gone."""
    _kill(process)
    process.wait()
    _running.discard(process)


def kill_all() -> None:
    """Kill every helper that is running, and its children; for a process that is about to end."""
    for process in [*_running]:
        _kill(process)


def end_with(parent: int) -> None:
    """See that this process ends as soon as its parent of that number does, however that ends (Linux)."""
    if sys.platform == "linux":
        libc().prctl(ctypes.c_int(PR_SET_PDEATHSIG), ctypes.c_ulong(signal.SIGKILL))
        if os.getppid() != parent:
            os._exit(1)


@cache
def libc() -> ctypes.CDLL:
    """The C library, for what of the system Python has no name for; not on Windows."""
    return ctypes.CDLL(None, use_errno=True)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
