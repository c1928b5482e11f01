"""Reader processes: one a file, with caps on memory, time and answer; it may die without hurting anyone (faults F7, K5).

The reader gets what it needs from us by pickle and answers in JSON only, so that a file which took it over can say nothing
but data. It answers into a file, not a pipe: what it says is measured before any of it is read, and no process it may leave
behind can keep us waiting. Accepted risk: on systems without `resource` (Windows) only time and answer are capped.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from casedrop.desk import processes
from casedrop.desk.reading.examine import KnownForms, examine, from_json, to_json
from casedrop.formats.sniff import is_scan
from casedrop.forms.reading import Examined, Reading
from casedrop.language.problem import Problem

KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
"""What a reader sees of the environment: nothing secret (K1, K6)."""

ALONE = {"OPENBLAS_NUM_THREADS": "1"}
"""A reader calculates nothing that wants threads, and each would take memory from its cap."""


LONGEST_ANSWER = 16 * 1024 * 1024
"""Bytes of JSON a reader may answer with: many times what the fullest form says."""


LARGE = 2_000_000
"""Bytes beyond which a file may take as long as a scan."""


@dataclass(frozen=True)
class Limits:
    """Seconds a reading may take and megabytes it may use; `scan_seconds` is for a scan, whose pages are looked at again and
    again until a code is found, and for what is as large as tables of very many rows are."""

    seconds: int = 30
    memory_mb: int = 1024
    scan_seconds: int = 300


def read_apart(path: Path, shelf: KnownForms, limits: Limits) -> Examined:
    """What the file says, read in another process; a reader that dies or takes too long is a problem of the file."""
    limits = _for(path, limits)
    try:
        return from_json(json.loads(_answer(pickle.dumps((str(path.absolute()), shelf, limits)), limits)))
    except subprocess.TimeoutExpired:
        return _unread("file.slow", limit=limits.seconds)
    except (subprocess.CalledProcessError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _unread("file.crashed")


def _answer(task: bytes, limits: Limits) -> bytes:
    """What a reader says to a task; raises ValueError if it is too much, and what `processes.run` does."""
    with tempfile.TemporaryFile() as said:
        processes.run(processes.own(__name__), task, seconds=limits.seconds, env=environment(), out=said)
        if said.seek(0, os.SEEK_END) > LONGEST_ANSWER:
            raise ValueError("more than any form says")
        said.seek(0)
        return said.read()


def environment() -> dict[str, str]:
    """What a helper process sees of our environment."""
    return {k: v for k, v in os.environ.items() if k in KEPT} | ALONE


def main() -> None:
    """Read the one file that standard input names, and answer on standard output."""
    path, shelf, limits = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    cap(
        limits, limits.seconds, LONGEST_ANSWER + 1
    )  # more than may be said, so that what is cut here is known to be too much
    sys.stdout.write(json.dumps(to_json(examine(Path(path).read_bytes(), shelf))))


def _for(path: Path, limits: Limits) -> Limits:
    """The limits with the time that a file of this kind may take."""
    with path.open("rb") as file:
        head = file.read(1024)
    is_long = is_scan(head) or path.stat().st_size > LARGE
    return replace(limits, seconds=limits.scan_seconds) if is_long else limits


def _unread(code: str, **args: int) -> Examined:
    return Examined("unknown", "", Reading(problems=(Problem(code, args=args),)))


def cap(limits: Limits, seconds: int, longest: int) -> None:
    """Hold this process to so many bytes of memory, so many seconds, and files of so many bytes."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    size = limits.memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))
