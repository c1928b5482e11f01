"""Files of the archive that no event speaks of: what a desk had begun to write down when its ledger was lost.

The drop itself is then still in the inbox and is decided anew; so neither the files' names nor their numbers may be used
again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event, FoundInArchive, Issued, Opened
from casedrop.cases.parts import Drawn, VoidNumber
from casedrop.cases.steering.control import drawn_by
from casedrop.desk.recovery.journals import Life
from casedrop.desk.recovery.outbox import number_in
from casedrop.desk.room import Room
from casedrop.formats.registry import FORMATS
from casedrop.forms import numbering
from casedrop.forms.stamp import parse
from casedrop.store.archive import desk_folder

FURTHEST = 100
"""How far beyond the last number known a lost one is looked for."""

Spec = Mapping[str, str]


@dataclass(frozen=True)
class Spent:
    """The numbers that journals tell of: every text, and the last of each series and year."""

    book: Definitions
    texts: frozenset[str]
    last: Mapping[tuple[str, int], int]

    def void(self, text: str, spec: Spec, years: Sequence[int], key: str) -> VoidNumber | None:
        """The number as one to be void: its text, its place in its series, whose it was; None if it is known or none."""
        places = [(y, n) for y in years for n in range(1, self.last.get((spec["series"], y), 0) + FURTHEST)]
        same = (p for p in places if text in numbering.spellings(spec, *p))
        place = None if text in self.texts else next(same, None)
        return VoidNumber(text, Drawn(spec["series"], *place), key) if place else None


def with_strays(room: Room, lives: list[Life]) -> tuple[list[Life], tuple[str, ...]]:
    """The lives with an event more where files were met that none of them tells of, and a sentence about each file."""
    now, spent = room.clock(), spent_by(room.workspace.book, lives)
    desk = desk_folder(room.year(now))
    homeless: list[FoundInArchive] = []
    whole, notes = [Life(desk, ())] if all(life.folder != desk for life in lives) else [], []
    for life in lives:
        names = strays(room, life)
        notes += [f"{life.folder}/{name}: no event speaks of it; it stays, and its number is void" for name in names]
        is_begun = bool(life.entries) or life.of_desk
        events = found_in(room, life, names, spent, now)
        homeless += [] if is_begun else events
        whole.append(_with(life, events, now) if is_begun else life)
    return [_with(life, homeless, now) if life.folder == desk else life for life in whole], tuple(notes)


def strays(room: Room, life: Life) -> list[str]:
    """The numbered files of a folder beyond the last its events tell of."""
    counted = len(life.entries) if life.of_desk else life.case.files
    names = sorted(p.name for p in (room.archive.root / life.folder).iterdir())
    return [name for name in names if number_in(name) > counted]


def found_in(room: Room, life: Life, names: Sequence[str], spent: Spent, now: datetime) -> list[FoundInArchive]:
    """The events of strays: one for a case, one for each file of the desk, whose files and events count alike."""
    if not names:
        return []
    last = number_in(names[-1])
    if life.of_desk:
        return [FoundInArchive(n, _named(names, n), ()) for n in range(len(life.entries) + 1, last + 1)]
    years = dict.fromkeys((int(life.folder[:4]), room.year(now)))
    void = tuple(number for number in _voids(room, life, names, spent, list(years)) if number)
    return [FoundInArchive(last, tuple(names), void, life.folder)]


def spent_by(book: Definitions, lives: Sequence[Life]) -> Spent:
    """The numbers the lives tell of."""
    numbered = [e for life in lives for e in life.effective if isinstance(e, Opened | Issued)]
    last: dict[tuple[str, int], int] = {}
    for drawn in (event.drawn for event in numbered if event.drawn):
        place = (drawn.series, drawn.year)
        last[place] = max(last.get(place, 0), drawn.n)
    return Spent(book, frozenset(number for event in numbered if (number := drawn_by(event))), last)


def _voids(
    room: Room, life: Life, names: Sequence[str], spent: Spent, years: Sequence[int]
) -> Iterator[VoidNumber | None]:
    """The numbers of a case that no journal tells of, and of its documents."""
    _, flow_id, case_id = life.folder.split("/")
    flow = spent.book.flows.get(flow_id)
    if not life.entries and flow:
        yield spent.void(case_id, flow.number, years, f"case:{case_id}")
    for name in (n for n in names if PurePosixPath(n).suffix[1:] in FORMATS):
        data = room.archive.read(life.folder, number_in(name)) or b""
        stamp = parse(FORMATS[PurePosixPath(name).suffix[1:]].peek(data).stamp or "") if "-out-" in name else None
        form = spent.book.forms.get(stamp.form) if stamp else None
        if stamp and form and form.number:
            yield spent.void(stamp.number, form.number, years, f"{life.folder}/{name}")


def _named(names: Sequence[str], number: int) -> tuple[str, ...]:
    return tuple(name for name in names if number_in(name) == number)


def _with(life: Life, events: Sequence[Event], at: datetime) -> Life:
    for event in events:
        life = life.then(event, at)
    return life
