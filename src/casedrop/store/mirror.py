"""A copy of a tree, file by file: what an earlier copy already has is shared with it and takes no room."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from casedrop.store import files

Skip = Callable[[Path], bool]


def mirror(source: Path, target: Path, before: Path | None, skip: Skip) -> None:
    """Make `target` a copy of `source` as it is now, with the times of its files; called again, only what changed is copied, and
    what is gone is taken out.

    What `skip` says of a path in `source` is left out, with all below it; links and devices are. A file that `before`, an earlier
    copy, has with the same size and time is shared with it by a hard link, where the disk has such. Raises OSError.
    """
    wanted = set[Path]()
    for path in _paths(source, skip):
        below = path.relative_to(source)
        wanted.update((below, *below.parents))
        _copy(path, target / below, before / below if before else None)
    for there in sorted(target.rglob("*"), reverse=True):
        if there.relative_to(target) not in wanted:
            there.rmdir() if there.is_dir() else there.unlink()


def _paths(source: Path, skip: Skip) -> Iterator[Path]:
    """The files and folders of a tree, each folder before what is in it; what vanishes meanwhile is not there."""
    for folder, names, own in os.walk(source):
        here = Path(folder)
        names[:] = sorted(name for name in names if not (skip(here / name) or (here / name).is_symlink()))
        yield from (here / name for name in names)
        yield from (here / name for name in sorted(own) if not skip(here / name))


def _copy(path: Path, target: Path, before: Path | None) -> None:
    """Copy a file or folder, unless it lies there as it is; what vanished meanwhile, or is no ordinary file, is left out."""
    try:
        own = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(own.st_mode):
        target.mkdir(parents=True, exist_ok=True)
        return
    if not stat.S_ISREG(own.st_mode) or _looks_like(target, own):
        return
    files.before("copy", target)
    target.unlink(missing_ok=True)
    if not (before and _looks_like(before, own) and _linked(before, target)):
        shutil.copy2(path, target, follow_symlinks=False)


def _looks_like(path: Path, other: os.stat_result) -> bool:
    """Whether a file is there with the size and the time of another."""
    try:
        own = path.lstat()
    except OSError:
        return False
    return (own.st_size, own.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _linked(path: Path, target: Path) -> bool:
    """Whether a file could be given a second name."""
    try:
        os.link(path, target)
    except OSError:
        return False
    return True
