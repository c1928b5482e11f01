"""Whether the archive is still what was put there: manifests, chains of journals, the shelf, and what nobody put."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from casedrop.store import files, journal, manifest
from casedrop.store.archive import folders
from casedrop.store.shelf import SHELF
from casedrop.store.values import Fault

Digest = Callable[[Path], str]


def verify(root: Path, heads: Mapping[str, str] | None = None, digest: Digest = files.digest) -> list[Fault]:
    """Everything that is wrong with the archive below `root`, by folder (C10); [] is a sound one.

    `heads` are the ledger's: the last journal hash of each folder it knows, without which a cut end is not seen. What
    seems altered is read once more before it is called so, for a share may err once; what cannot be read, a file or a whole
    folder, is `unreadable`, and says nothing of its bytes. A folder whose last deeds are not yet done may show faults until
    they are.
    """
    anchors = heads or {}
    known = sorted({*folders(root), *anchors})
    faults = [fault for folder in known for fault in _folder(root, folder, anchors.get(folder), digest)]
    told = {fault.path for fault in faults if fault.kind == "unreadable"}
    closed = [fault for fault in _closed(root) if fault.path not in told]
    return [*faults, *closed, *_shelf(root, digest), *_strangers(root, set(known))]


def ahead(root: Path, heads: Mapping[str, str]) -> list[str]:
    """The folders whose journals hold entries the ledger with these `heads` does not know.

    Those are folders whose deeds are not yet done; or the ledger is an older one, restored from a backup (F5).
    """
    chains = {folder: journal.read(root, folder) for folder in folders(root)}
    return [f for f, c in chains.items() if c.hashes and (f not in heads or heads[f] in c.hashes[:-1])]


def _folder(root: Path, folder: str, anchor: str | None, digest: Digest) -> Iterator[Fault]:
    place = root / folder
    if not place.is_dir():
        yield Fault("missing", folder, "the whole folder")
        return
    try:
        there = {p.name for p in place.iterdir() if not p.is_dir() and not files.is_tmp(p.name)} - {manifest.NAME}
        expected = manifest.read(place)
        yield from _against_manifest(root, folder, there, expected, digest)
        yield from _chain(root, folder, anchor, {*there, *expected})
    except OSError as error:
        yield Fault("unreadable", folder, str(error))


def _against_manifest(
    root: Path, folder: str, there: set[str], expected: Mapping[str, str], digest: Digest
) -> Iterator[Fault]:
    if there and not (root / folder / manifest.NAME).exists():
        yield Fault("missing", f"{folder}/{manifest.NAME}")
        return
    for name in sorted(there - expected.keys()):
        yield Fault("extra", f"{folder}/{name}", "not in the manifest")
    for name, sha in sorted(expected.items()):
        if name in there:
            yield from _bytes(root, f"{folder}/{name}", sha, digest)
        else:
            yield Fault("missing", f"{folder}/{name}")


def _chain(root: Path, folder: str, anchor: str | None, names: set[str]) -> Iterator[Fault]:
    path, chain = f"{folder}/{journal.NAME}", journal.read(root, folder)
    if anchor and journal.NAME not in names:
        yield Fault("missing", path)
    elif chain.broken:
        yield Fault("chain", path, f"entry {chain.broken}")
    elif chain.torn:
        yield Fault("truncated", path, f"after entry {len(chain.entries)}")
    elif anchor and (root / path).exists() and anchor not in chain.hashes:
        yield Fault("truncated", path, f"{len(chain.entries)} entries, but not the last one the ledger knows")


def _shelf(root: Path, digest: Digest) -> Iterator[Fault]:
    for path in sorted((root / SHELF).glob("??/*")):
        if not files.is_tmp(path.name):
            yield from _bytes(root, path.relative_to(root).as_posix(), path.name, digest)


def _bytes(root: Path, path: str, sha: str, digest: Digest) -> Iterator[Fault]:
    try:
        if digest(root / path) != sha and digest(root / path) != sha:
            yield Fault("altered", path)
    except OSError as error:
        yield Fault("unreadable", path, str(error))


def _closed(root: Path) -> Iterator[Fault]:
    """The folders that cannot be looked into: what is in them is not known, which is another thing than missing."""
    errors: list[OSError] = []
    for _ in os.walk(root, onerror=errors.append):
        pass
    for error in errors:
        yield Fault("unreadable", Path(str(error.filename)).relative_to(root).as_posix(), str(error.strerror))


def _strangers(root: Path, known: set[str]) -> Iterator[Fault]:
    for path in sorted(p for p in root.rglob("*") if not p.is_dir() and not files.is_tmp(p.name)):
        place, shelf = path.parent.relative_to(root).as_posix(), root / SHELF / path.name[:2]
        is_mark = place == "." and path.name.startswith(".")  # a share's or a repository's own, such as `.keep`
        if place not in known and path.parent != shelf and not is_mark:
            yield Fault("extra", path.relative_to(root).as_posix(), "in no folder of the archive")
