"""How much a process that reads may take: memory, time, and what it may say."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

LONGEST_ANSWER = 16 * 1024 * 1024
"""Bytes of JSON a reader may answer with: many times what the fullest form says."""


@dataclass(frozen=True)
class Limits:
    """Seconds a reading may take and megabytes it may use; `scan_seconds` is for a scan, whose pages are looked at again and
    again until a code is found, and for what is as large as tables of very many rows are."""

    seconds: int = 30
    memory_mb: int = 1024
    scan_seconds: int = 300


def cap(limits: Limits, seconds: int, longest: int) -> None:
    """Hold this process to so many bytes of memory beside what it has now, so many seconds, and files of so many bytes."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    size = _taken(resource.getpagesize()) + limits.memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))


def _taken(page: int) -> int:
    """The bytes of addresses this process has; 0 where the system does not say."""
    try:
        told = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return 0
    try:
        return int(os.read(told, 200).split()[0]) * page
    finally:
        os.close(told)
