"""What the journal says of the bytes in a folder: each drop by file number and sha256.

A manifest can be rewritten to fit a forged file; the journal's hash chain cannot, so it is asked too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casedrop.cases.event_codec import is_drop
from casedrop.store.archive import DESK
from casedrop.store.records import Entry

NOT_KEPT = "duplicate"
"""The verdict on a drop whose bytes the archive has already."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What is known of one file: the sha256 (hex) of its bytes, the name it had, and where that is written."""

    sha: str
    name: str
    by: str = "the journal"


def known_files(folder: str, entries: Iterable[Entry]) -> dict[int, KnownFile]:
    """The drops that the entries of a folder's journal say were kept in it, by their file numbers.

    A case's entry names the number; of the desk, the entry's own number is that of its file.
    """
    drops = _of_desk(entries) if folder.startswith(f"{DESK}/") else _of_case(entries)
    known = ((n, said) for n, said in drops if isinstance(n, int) and {*said} >= _NEEDED)
    return {n: KnownFile(said["sha256"], f"{n:03d}-in-{said['name']}") for n, said in known}


_NEEDED = {"sha256", "name"}
Drops = Iterable[tuple[object, Mapping[str, str]]]


def _of_case(entries: Iterable[Entry]) -> Drops:
    return ((e.data.get("file"), e.data) for e in entries if is_drop(e.kind, e.data))


def _of_desk(entries: Iterable[Entry]) -> Drops:
    return ((e.seq, e.data) for e in entries if e.data.get("verdict", NOT_KEPT) != NOT_KEPT)
