"""A case from the archive alone: its folder's journal, read, held against its hashes, and replayed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from casedrop.cases.case import Case
from casedrop.cases.event_codec import from_json
from casedrop.cases.events import Event
from casedrop.cases.evolve import fold
from casedrop.store import journal
from casedrop.store.errors import BrokenChain


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a journal: when (aware, UTC), as which of the case (from 1), of what kind (`opened`, `accepted`, `moved`,
    `issued` …), and what."""

    at: datetime
    seq: int
    kind: str
    event: Event


@dataclass(frozen=True, slots=True)
class Journal:
    """All that happened to a case, in order."""

    folder: Path
    entries: tuple[Happened, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events alone."""
        return tuple(entry.event for entry in self.entries)

    @property
    def case(self) -> Case:
        """The case as the events left it."""
        return fold(self.events)

    def until(self, moment: datetime) -> Case:
        """The case as it stood at a moment (aware)."""
        return fold(entry.event for entry in self.entries if entry.at <= moment)


def read_journal(folder: str | Path) -> Journal:
    """The journal in a case's folder of an archive (`archive/<year>/<flow>/<case>`), its chain of hashes checked; no ledger is
    asked.

    Raises FileNotFoundError where there is no journal, BrokenChain where a line is not what was written, and OSError.
    """
    home = Path(folder).resolve()
    path = home / journal.NAME
    chain = journal.parse("/".join(home.parts[-3:]), path.read_bytes())
    if chain.broken:
        raise BrokenChain(path=path, seq=chain.broken)
    return Journal(home, tuple(Happened(e.at, e.seq, e.kind, from_json(e.kind, e.data)) for e in chain.entries))
