"""Each folder of the archive as its journal tells it: the life of a case, or of the desk's own folder; no ledger is
asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Accepted, Enclosed, Event, FoundInArchive, Issued, Kept, kept_drop
from casedrop.cases.evolve import fold
from casedrop.cases.steering.control import counted
from casedrop.desk.recording.desk_entries import Called, DeskEntry, NotTaken, entries_of
from casedrop.desk.recording.rows import case_row, desk_row, line, past
from casedrop.store.archive import DESK
from casedrop.store.records import CaseRow, Entry, Intake


@dataclass(frozen=True)
class Life:
    """A folder of the archive, the events its journal holds, and the hash of the last ("" of none).

    `added` counts those at the end that the journal does not hold yet.
    """

    folder: str
    entries: tuple[Entry, ...]
    head: str = ""
    added: int = 0

    @cached_property
    def of_desk(self) -> bool:
        """Whether it is a folder of the desk, not of a case."""
        return self.folder.startswith(f"{DESK}/")

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of the case; () of a folder of the desk."""
        return () if self.of_desk else tuple(past(self.entries))

    @cached_property
    def desk_entries(self) -> tuple[DeskEntry, ...]:
        """What the journal of a folder of the desk says; () of a case."""
        return tuple(entries_of(self.entries)) if self.of_desk else ()

    @property
    def issued(self) -> list[Issued]:
        """What came out of the case, or the documents of the desk's own."""
        return [one for one in (*self.events, *self.desk_entries) if isinstance(one, Issued)]

    @property
    def effective(self) -> list[Event]:
        """What the journal says that has a meaning for numbers, documents and drops (`recording.effects`)."""
        own = [one for one in self.desk_entries if isinstance(one, Issued | FoundInArchive)]
        return [*self.events, *own]

    @cached_property
    def case(self) -> Case:
        """The case as the events left it."""
        return fold(self.events)

    @property
    def id(self) -> str:
        """What the ledger calls it."""
        return self.folder if self.of_desk else self.case.id

    def row(self, book: Definitions) -> CaseRow:
        """Where it stands; a deadline is reckoned as at the last decision."""
        if self.of_desk:
            return desk_row(book, self.folder)
        return case_row(book, self.case, self.entries[-1].at)

    def intakes(self) -> Iterator[Intake]:
        """The drops it tells of, each settled when its event happened."""
        return _of_desk(self) if self.of_desk else _of_case(self)

    def then(self, event: Event, at: datetime) -> Life:
        """The life with one event more, at its end."""
        added = line(event)
        entry = Entry(len(self.entries) + 1, at, added["kind"], added["data"])
        return Life(self.folder, (*self.entries, entry), self.head, self.added + 1)


def _of_desk(life: Life) -> Iterator[Intake]:
    called = {entry.file for entry in life.desk_entries if isinstance(entry, Called)}
    for entry, one in zip(life.entries, life.desk_entries, strict=True):
        if isinstance(one, NotTaken):
            state = "called" if entry.seq in called else one.verdict
            yield _intake(entry, one, state, one.case)


def _of_case(life: Life) -> Iterator[Intake]:
    standing = {c.before.version + 1 for c in counted(life.events)}
    latest = {drop.sha256: k for k, event in enumerate(life.events) if (drop := kept_drop(event))}
    for k, (entry, event) in enumerate(zip(life.entries, life.events, strict=True)):
        drop = kept_drop(event)
        if drop:
            is_repeated = latest[drop.sha256] > k  # the same bytes answered another question since
            is_undone = is_repeated or (isinstance(event, Accepted | Enclosed) and entry.seq not in standing)
            yield _intake(entry, drop, "undone" if is_undone else "accepted", life.id)


def _intake(entry: Entry, drop: Kept | NotTaken, state: str, case_id: str | None) -> Intake:
    return Intake(
        id=0,
        sha256=drop.sha256,
        path=drop.path,
        role=drop.role,
        name=drop.name,
        owner="",
        fence=0,
        lease_until=entry.at,
        taken_at=entry.at,
        state=state,
        case_id=case_id,
        note=entry.data if isinstance(drop, NotTaken) else None,
    )
