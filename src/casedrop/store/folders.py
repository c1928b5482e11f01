"""What lies below a folder, however deep it goes, and what a crash left there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from casedrop.store import files
from casedrop.store.temporary import is_tmp


def below(root: Path) -> Iterator[Path]:
    """Every file below a folder, links as they are; folders that cannot be read are passed over, however deep they lie."""
    folders = [root]
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as there:
            for entry in there:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                else:
                    yield Path(entry.path)


def sweep(root: Path, older_than: datetime) -> int:
    """How many temporary files of ours below `root` were removed: those last written before `older_than`."""
    ours = (path for path in below(root) if is_tmp(path.name))
    return sum(files.remove(path) for path in ours if path.lstat().st_mtime < older_than.timestamp())


def remove_empty(folder: Path, within: Path) -> None:
    """Take away a folder, and those above it below `within`, as far as nothing lies in them."""
    for one in (folder, *folder.parents):
        if one == within or within not in one.parents:
            return
        files.before("rmdir", one)
        try:
            one.rmdir()
        except OSError:
            return
