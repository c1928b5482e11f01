"""Reader processes: one a file, with caps on memory and time; it may die without hurting anyone (faults F7, K5).

Accepted risk: on systems without `resource` (Windows) only the time is capped.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path

from casedrop.core.model import Problem, Reading
from casedrop.desk.examine import Examined, Shelf, examine, from_json, to_json


@dataclass(frozen=True)
class Limits:
    """Seconds a reading may take and megabytes it may use."""

    seconds: int = 30
    memory_mb: int = 1024


def read_apart(path: Path, shelf: Shelf, limits: Limits) -> Examined:
    """What the file says, read in another process; a reader that dies or takes too long is a problem of the file."""
    ours, theirs = _context().Pipe(duplex=False)
    process = _context().Process(target=_work, args=(theirs, str(path), shelf, limits), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    try:
        return _answer(ours, limits.seconds)
    finally:
        ours.close()
        process.kill()
        process.join()


def _answer(pipe: Connection, seconds: int) -> Examined:
    try:
        if not pipe.poll(seconds):
            return Examined("unknown", "", Reading(problems=(Problem("file.slow", args={"limit": seconds}),)))
        return from_json(json.loads(pipe.recv_bytes()))
    except (EOFError, ConnectionError):
        return Examined("unknown", "", Reading(problems=(Problem("file.crashed"),)))


def _work(pipe: Connection, path: str, shelf: Shelf, limits: Limits) -> None:
    _cap(limits)
    pipe.send_bytes(json.dumps(to_json(examine(Path(path).read_bytes(), shelf))).encode())
    pipe.close()


def _cap(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    size = limits.memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _context() -> BaseContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["casedrop.desk.examine"])
    return context
