"""Each folder of the archive as its journal tells it: the life of a case, or of the desk's own folder; no ledger is
asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from casedrop.cases.case import Case, Event, is_drop
from casedrop.cases.control import counted
from casedrop.cases.definitions import Book
from casedrop.cases.evolve import fold
from casedrop.desk.recording.rows import case_row, desk_row
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
        """The events as the case knows them."""
        return tuple(Event(e.kind, e.data) for e in self.entries)

    @cached_property
    def case(self) -> Case:
        """The case as the events left it."""
        return fold(self.events)

    @property
    def id(self) -> str:
        """What the ledger calls it."""
        return self.folder if self.of_desk else self.case.id

    def row(self, book: Book) -> CaseRow:
        """Where it stands; a deadline is reckoned as at the last decision."""
        if self.of_desk:
            return desk_row(book, self.folder)
        return case_row(book, self.case, self.entries[-1].at)

    def intakes(self) -> Iterator[Intake]:
        """The drops it tells of, each settled when its event happened."""
        return _of_desk(self.entries) if self.of_desk else _of_case(self)

    def then(self, event: Event, at: datetime) -> Life:
        """The life with one event more, at its end."""
        entry = Entry(len(self.entries) + 1, at, event.kind, event.data)
        return Life(self.folder, (*self.entries, entry), self.head, self.added + 1)


def _of_desk(entries: Sequence[Entry]) -> Iterator[Intake]:
    called = {entry.data["file"] for entry in entries if entry.kind == "called"}
    for entry in entries:
        if "verdict" in entry.data:
            state = "called" if entry.seq in called else entry.kind
            yield _intake(entry, state, entry.data["case"], entry.data)


def _of_case(life: Life) -> Iterator[Intake]:
    standing = {c.before.version + 1 for c in counted(life.events)}
    for entry in life.entries:
        if is_drop(entry.kind, entry.data):
            is_undone = entry.kind in ("accepted", "enclosed") and entry.seq not in standing
            yield _intake(entry, "undone" if is_undone else "accepted", life.id, None)


def _intake(entry: Entry, state: str, case_id: str | None, note: object) -> Intake:
    said = entry.data
    return Intake(
        id=0,
        sha256=said["sha256"],
        path=said["path"],
        role=said["role"],
        name=said["name"],
        owner="",
        fence=0,
        lease_until=entry.at,
        taken_at=entry.at,
        state=state,
        case_id=case_id,
        note=note,
    )
