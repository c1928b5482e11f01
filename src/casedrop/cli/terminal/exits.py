"""The exit codes that are the same for every command; `docs/cli.md` lists them all."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended; 70 and 74 are those of BSD's sysexits.h, 128 and more a signal's number beside it."""

    WELL = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 70
    WORLD = 74
    INTERRUPTED = 130
    TERMINATED = 143
