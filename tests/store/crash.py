"""A process that dies, or a disk that fails, before the k-th outward act, for every k."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import TypeVar

from casedrop.store import files

World = TypeVar("World")


class Crash(BaseException):
    """The process is gone: no handler for errors runs, as none would."""


def disk_fails(what: str) -> OSError:
    """What a failing disk raises."""
    return OSError(errno.EIO, os.strerror(errno.EIO), what)


def at_act(k: int, end: Callable[[str], BaseException]) -> files.Hook:
    """A hook that lets k - 1 acts happen and raises `end` before the next, and before any after it."""
    acts = iter(range(1, k))

    def hook(act: str, target: str) -> None:
        if next(acts, None) is None:
            raise end(f"before {act} {target}")

    return hook


def sweep(
    world: Callable[[], World],
    run: Callable[[World], object],
    check: Callable[[World], object],
    end: Callable[[str], BaseException] = Crash,
) -> int:
    """How many acts `run` takes. Before each of them, in a new world, it ends there; `check` sees what that left,
    `run` begins again on it, to the end, and `check` sees the result."""
    k = 0
    while True:
        k += 1
        here = world()
        try:
            with files.acts(at_act(k, end)):
                run(here)
        except (Crash, OSError):
            check(here)
            run(here)
            check(here)
            continue
        check(here)
        return k - 1
