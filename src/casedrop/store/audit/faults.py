"""What is wrong with one folder of the archive, from what was found in it: names, bytes and journal against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casedrop.store import journal, manifest
from casedrop.store.audit.swapped import Changed
from casedrop.store.audit.witness import KnownFile, known_files
from casedrop.store.records import Fault


@dataclass(frozen=True, slots=True)
class FolderContent:
    """What was found in a folder.

    `there` are the names in it, `expected` the hashes of its manifest, `held` the sha256 of what could be read, `unread`
    why the rest could not. `owner` is the folder whose journal lies here, by its first line; `chain` is what that says.
    """

    folder: str
    there: frozenset[str]
    expected: Mapping[str, str]
    held: Mapping[str, str]
    unread: Mapping[str, str]
    owner: str
    chain: journal.Chain

    @property
    def is_moved(self) -> bool:
        """Whether the whole folder belongs elsewhere: its manifest vouches for a journal that was begun in another
        folder.
        """
        vouched = self.held.get(journal.NAME) == self.expected.get(journal.NAME)
        return vouched and self.owner != self.folder

    @property
    def has_manifest(self) -> bool:
        """Whether a manifest is there, or nothing that would need one."""
        return not self.there or manifest.NAME in self.there

    def path(self, name: str) -> str:
        """The path of a file of the folder, relative to the archive."""
        return f"{self.folder}/{name}"


def faults(
    found: FolderContent, heads: Mapping[str, str], issued: Mapping[int, KnownFile]
) -> Iterator[Fault | Changed]:
    """Everything wrong with one folder. A file that holds other bytes than it should is given as Changed: whether it
    was swapped or altered is decided once all folders are known.

    `heads` are the last journal hashes the ledger remembers, by folder; `issued` is what the ledger knows of the
    folder's documents, by file number.
    """
    chain = list(_chain(found, heads))
    yield from chain
    is_ours = found.is_moved or found.owner == found.folder
    kept = {**known_files(found.owner, found.chain.entries), **issued} if is_ours else {}
    yield from _names(found, kept)
    yield from (Fault("unreadable", found.path(name), why) for name, why in found.unread.items())
    in_chain = {fault.path for fault in chain if found.owner == found.folder}
    yield from (one for one in _bytes(found, _told(found, kept)) if one.path not in in_chain)
    if found.is_moved:
        yield Changed(found.folder, found.folder, found.owner)


def _chain(found: FolderContent, heads: Mapping[str, str]) -> Iterator[Fault]:
    path, chain, anchor = found.path(journal.NAME), found.chain, heads.get(found.owner)
    if journal.NAME not in found.there:
        if anchor and journal.NAME not in found.expected:
            yield Fault("missing", path)
    elif journal.NAME in found.unread:
        return
    elif found.owner != found.folder and journal.NAME not in found.expected:
        yield Fault("chain", path, f"the journal of {found.owner}")
    elif chain.broken:
        yield Fault("chain", path, f"entry {chain.broken}")
    elif chain.torn:
        yield Fault("truncated", path, f"after entry {len(chain.entries)}")
    elif anchor and anchor not in chain.hashes:
        yield Fault("truncated", path, f"{len(chain.entries)} entries, but not the last one the ledger knows")


def _names(found: FolderContent, kept: Mapping[int, KnownFile]) -> Iterator[Fault]:
    for name in found.expected.keys() - found.there:
        yield Fault("missing", found.path(name))
    for number in kept.keys() - {number_of(name) for name in (*found.expected, *found.there)}:
        yield Fault("missing", found.path(kept[number].name), f"{kept[number].by} tells of it")
    if found.has_manifest:
        strange = found.there - {*found.expected, *_told(found, kept), manifest.NAME}
        yield from (Fault("extra", found.path(name), "not in the manifest") for name in strange)
    else:
        yield Fault("missing", found.path(manifest.NAME))


def _told(found: FolderContent, kept: Mapping[int, KnownFile]) -> dict[str, KnownFile]:
    """What journals and ledger say of files, by file name; where two files bear one number, the manifest's is meant."""
    listed = {number_of(name) for name in found.expected}
    ours = (name for name in found.there if name in found.expected or number_of(name) not in listed)
    return {name: kept[number_of(name)] for name in ours if number_of(name) in kept}


def _bytes(found: FolderContent, witnesses: Mapping[str, KnownFile]) -> Iterator[Fault | Changed]:
    for name, sha in found.held.items():
        due, witness = found.expected.get(name), witnesses.get(name)
        if witness and sha != witness.sha:
            yield Changed(found.path(name), witness.sha, sha, f"{witness.by} tells otherwise" if sha == due else "")
        elif witness and due != sha and found.has_manifest:
            yield Fault("altered", found.path(manifest.NAME), f"of {name} {witness.by} tells otherwise")
        elif due and due != sha:
            yield Changed(found.path(name), due, sha)


def number_of(name: str) -> int:
    """The number of a file in its folder; 0 if its name has none."""
    start = name.partition("-")[0]
    return int(start) if start.isdecimal() else 0
