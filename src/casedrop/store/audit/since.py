"""Which folders of the archive nobody wrote to since a moment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from casedrop.store import journal
from casedrop.store.archive import folders


def unchanged(root: Path, heads: Mapping[str, str], since: datetime) -> frozenset[str]:
    """The folders of which neither a file nor the list of files was written at that moment or later, and whose journals end
    where the ledger (`heads`: last hash by folder) says; a folder put back from a backup ends elsewhere."""
    return frozenset(
        folder
        for folder in folders(root)
        if _is_old(root / folder, since) and _ends(root, folder, heads.get(folder, ""))
    )


def _is_old(place: Path, since: datetime) -> bool:
    try:
        with os.scandir(place) as entries:
            times = [place.stat().st_mtime, *(entry.stat().st_mtime for entry in entries)]
    except OSError:
        return False
    return max(times) < since.timestamp()


def _ends(root: Path, folder: str, head: str) -> bool:
    try:
        return journal.last_hash(root, folder) == head
    except OSError:
        return False
