"""Looking into one folder of the archive: what is there, what it holds, and what of it cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casedrop.store import journal, manifest, temporary
from casedrop.store.audit.faults import FolderContent, faults
from casedrop.store.audit.swapped import Changed
from casedrop.store.audit.witness import KnownFile
from casedrop.store.records import Fault

Digest = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before any folder is looked into: by folder, the last journal hash the ledger remembers and what it
    tells of the documents issued there, by file number; and the folders, by the hash with which their journals begin."""

    heads: Mapping[str, str]
    issued: Mapping[str, Mapping[int, KnownFile]]
    seeds: Mapping[str, str]


def look(root: Path, folder: str, known: Known, digest: Digest) -> Iterator[Fault | Changed]:
    """Everything wrong with one folder of the archive; a folder that casedrop did not put there is one fault."""
    try:
        if not (root / folder).is_dir():
            yield Fault("missing", folder, "the whole folder")
            return
        found = _found(root / folder, folder, known, digest)
    except OSError as error:
        yield Fault("unreadable", folder, str(error))
        return
    if folder in known.heads or not _is_foreign(found, known):
        yield from faults(found, known.heads, known.issued.get(found.owner, {}))
    elif found.there:
        whose = f", a copy of {found.owner}" if found.is_moved else ""
        yield Fault("extra", folder, f"the whole folder{whose}")


def held(path: Path, due: str | None, digest: Digest) -> str:
    """The sha256 (hex) of a file, read a second time if it is not the one that is `due`, for a network share may err
    once.

    Raises OSError, also where it is another each time: that says nothing of what is stored.
    """
    first = digest(path)
    again = first if first == due else digest(path)
    if again not in (first, due):
        raise OSError("it reads differently each time")
    return again


def _found(place: Path, folder: str, known: Known, digest: Digest) -> FolderContent:
    expected = manifest.read(place)
    there, shas, unread = _names(place, {*expected, journal.NAME}), dict[str, str](), dict[str, str]()
    owner, chain = folder, journal.EMPTY
    for name in sorted(there - {manifest.NAME}):
        try:
            shas[name] = held(place / name, expected.get(name), digest)
            if name == journal.NAME:
                text = (place / name).read_bytes()
                owner, chain = _owned(folder, text, known)
        except OSError as error:
            unread[name] = str(error)
    return FolderContent(folder, there, expected, shas, unread, owner, chain)


def _owned(folder: str, text: bytes, known: Known) -> tuple[str, journal.Chain]:
    """The folder whose journal a text is, and what it says; one whose first line follows from no folder is taken for this
    one's."""
    chain = journal.parse(folder, text)
    if chain.broken != 1:
        return folder, chain
    owner = known.seeds.get(journal.beginning(text), folder)
    return owner, chain if owner == folder else journal.parse(owner, text)


def _names(place: Path, ours: set[str]) -> frozenset[str]:
    """The names in a folder; those of folders only where a file must be."""
    with os.scandir(place) as entries:
        found = [entry for entry in entries if not temporary.is_tmp(entry.name)]
        return frozenset(entry.name for entry in found if entry.name in ours or not entry.is_dir())


def _is_foreign(found: FolderContent, known: Known) -> bool:
    """Whether the ledger does not know a folder, and nothing in it says that casedrop made it."""
    is_copy = found.is_moved and bool(known.heads)
    return is_copy or not {manifest.NAME, journal.NAME} & found.there
