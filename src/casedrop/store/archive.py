"""The archive: what came and what went out, byte for byte, with the journal of every event and a manifest a folder."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from casedrop.store import canonical_json, files, journal, manifest
from casedrop.store.errors import UnsafeName
from casedrop.store.records import Entry
from casedrop.store.running import RunningHashes

DESK, CASE_JSON = "_desk", "case.json"
SHELF_FOLDER = f"{DESK}/shelf"
"""The folder whose journal says how every empty form of the shelf was stamped."""
CALENDAR_FOLDER = f"{DESK}/calendar"
"""The folder whose journal says up to which period the calendar has started what."""
CUSTOMERS_FOLDER = f"{DESK}/customers"
"""The folder whose journal says who changed what in the register of customers, and why."""
MARK = ".recorded"
"""The note of how much is recorded, by which a start sees that the ledger is as new as the archive without reading it."""
Direction = Literal["in", "out"]
_OUT = re.compile(r"\d{3,}-out-")


class Archive:
    """The archive below `root`; a folder of it is named by its path with `/`: see `case_folder`, `desk_folder`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._hashes = RunningHashes()

    def keep(self, folder: str, seq: int, direction: Direction, name: str, data: bytes) -> Path:
        """Archive the bytes as the folder's file number `seq`, durably and with a line in the manifest; gives their
        path.

        Keeping the same again changes nothing. Raises Taken if the number holds other bytes, and UnsafeName.
        """
        place = self.root / folder
        files.make_dir(place)
        path = _numbered(place, seq) or place / f"{seq:03d}-{direction}-{safe(name)}"
        files.write_new(path, data)
        manifest.add(place, {path.name: hashlib.sha256(data).hexdigest()})
        return path

    def lay(self, folder: str, seq: int, direction: Direction, name: str, data: bytes) -> Path:
        """Write the bytes to where a folder that is there keeps a new file, number `seq`, which nobody vouches for until
        `vouch`. Raises Taken if other bytes lie there, and UnsafeName."""
        path = self.root / folder / f"{seq:03d}-{direction}-{safe(name)}"
        files.write_new(path, data)
        return path

    def vouch(self, folder: str, hashes: Mapping[str, str]) -> None:
        """Add what was laid into a folder, by name, to its manifest: the sha256 (hex) of each, durably."""
        manifest.add(self.root / folder, hashes)

    def read(self, folder: str, seq: int) -> bytes | None:
        """The bytes of a folder's file number `seq`; None if there is none. Raises OSError."""
        path = _numbered(self.root / folder, seq) if (self.root / folder).is_dir() else None
        return path.read_bytes() if path else None

    def issued(self, folder: str) -> frozenset[str]:
        """The sha256 (hex) of each document that went out from a folder."""
        return frozenset(sha for name, sha in manifest.read(self.root / folder).items() if _OUT.match(name))

    def record(self, folder: str, entries: Sequence[Entry], case: object = None) -> str:
        """Bring the folder's journal, case.json and manifest up to date, durably; gives the hash of the last journal
        entry, which the ledger keeps as its anchor.

        `entries` are all events of the case (or the last ones): what the journal lacks is appended; what it has must be
        equal. `case` is the case as JSON; None writes no case.json. Raises BrokenChain, Gap, ChangedMeanwhile.
        """
        place = self.root / folder
        files.make_dir(place)
        path = place / journal.NAME
        before = self._hashes.look(path)
        head, added = journal.extend(self.root, folder, entries)
        written = {journal.NAME: self._hashes.grown(path, before, added)} if before or added else {}
        if case is not None:
            data = canonical_json.pretty(case).encode()
            files.replace(place / CASE_JSON, data)
            written[CASE_JSON] = hashlib.sha256(data).hexdigest()
        manifest.add(place, written)
        return head

    def mark(self, recorded: int) -> None:
        """Note how many entries the ledger knows to be recorded, in all journals together; the note may be lost."""
        files.jot(self.root / MARK, str(recorded).encode())

    def marked(self) -> str:
        """What `mark` noted last; "" if that is not known."""
        try:
            return (self.root / MARK).read_text(encoding="ascii", errors="replace")
        except OSError:
            return ""

    def entries(self, folder: str) -> tuple[Entry, ...]:
        """The events a folder's journal holds, as far as its chain is whole."""
        return journal.read(self.root, folder).entries

    def heads(self) -> dict[str, tuple[int, str]]:
        """The number and the hash of the last whole journal entry, by folder, of every folder that has one."""
        chains = {folder: journal.read(self.root, folder) for folder in folders(self.root)}
        return {folder: (len(c.hashes), c.hashes[-1]) for folder, c in chains.items() if c.hashes}


def case_folder(year: int, flow: str, case_id: str) -> str:
    """The folder of a case: `2026/<flow>/<case>`; raises UnsafeName."""
    return f"{year:04d}/{safe(flow)}/{safe(case_id)}"


def desk_folder(year: int) -> str:
    """The folder of a year's refused and stray drops, series and voids: `_desk/2026`."""
    return f"{DESK}/{year:04d}"


def folders(root: Path) -> list[str]:
    """The folders of cases and of the desk that are there, by name."""
    found = [*root.glob("[0-9][0-9][0-9][0-9]/*/*"), *root.glob(f"{DESK}/*")]
    return sorted(path.relative_to(root).as_posix() for path in found if path.is_dir())


def safe(name: str) -> str:
    """The name unchanged; raises UnsafeName if it would lead out of its folder, break a line of the manifest, or be
    refused by some file system.
    """
    bad = {"Cc", "Cs", "Zl", "Zp"}
    if (
        name.rstrip(". ") != name
        or not name
        or set(name) & set('/\\:*?"<>|')
        or any(unicodedata.category(c) in bad for c in name)
    ):
        raise UnsafeName(name=name)
    return name


def _numbered(place: Path, seq: int) -> Path | None:
    start = f"{seq:03d}-"
    return next((place / name for name in os.listdir(place) if name.startswith(start)), None)  # noqa: PTH208 - a year's are many
