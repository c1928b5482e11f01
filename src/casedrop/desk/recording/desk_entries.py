"""What the desk's own journals say: one class an entry, and how each stands in JSON.

The desk has a folder a year for drops that no case took and for papers of its own, one for the shelf of empty forms, one
for what the calendar has started and one for the register of customers.
A folder of a year counts files and entries alike: an entry's number is its file's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from casedrop.cases import dataclass_json, event_codec
from casedrop.cases.dataclass_json import BARE, INLINE
from casedrop.cases.events import FoundInArchive, Issued
from casedrop.language.problem import Answers, Json, Problem
from casedrop.store.records import Entry, Intake, VerdictWord


@dataclass(frozen=True, slots=True)
class FormOfDrop:
    """The form a drop fills and the part of it ("": the whole), where the file says that."""

    form: str
    part: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A drop that no case took: the verdict on it, the case concerned and why, problem by problem.

    `fills` is the form it is, where the file says that. `stamp` is the line of a copy that goes back to be dropped again ("":
    none). `desk` and `file` say where its bytes are kept in the archive.
    """

    verdict: VerdictWord
    sha256: str
    name: str
    path: str
    role: str | None
    case: str | None
    problems: tuple[Problem, ...]
    desk: str
    file: int
    fills: FormOfDrop | None = field(default=None, metadata=INLINE)
    stamp: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF of a document of the desk's own (`of`, by its key) takes a number of the folder."""

    of: str
    name: str


@dataclass(frozen=True, slots=True)
class Called:
    """The parked drop kept as `file` was dropped again, because its case has come to it."""

    file: int
    case: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """Empty forms were laid on the shelf with these stamps, as signed."""

    stamps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodStarted:
    """Of the `start`-th start of a flow, with periods of so many `months`, every one up to this (its number) is begun."""

    flow: str
    start: int
    months: int
    period: int


@dataclass(frozen=True, slots=True)
class CustomerStands:
    """One customer as the register has him from then on: his key and his rows (none: he is gone); `listed` in a sheet or known
    to flows alone."""

    key: str
    rows: tuple[Answers, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class RegisterChanged:
    """The register of customers changed: who stands otherwise by it, what role said so (None: nobody, a flow learned it), in
    which case, and why: the stage that case had come to, or the name of the sheet.

    `version` is how many events the case had by then (0: not known). `taken_back`: what the case wrote before was taken out,
    because a drop was undone or corrected; `why` is then what its journal says.
    """

    customers: tuple[CustomerStands, ...]
    role: str | None
    case: str
    why: str
    version: int = field(default=0, metadata=BARE)
    taken_back: bool = field(default=False, metadata=BARE)


DeskEntry = RegisterChanged | NotTaken | Issued | Printed | Called | FoundInArchive | Shelved | PeriodStarted

VERDICTS = ("refused", "stray", "duplicate", "split", "parked")
"""The verdicts on drops that no case takes; each is the kind of its entry."""

_KINDS: Mapping[str, type[DeskEntry]] = {
    **dict.fromkeys(VERDICTS, NotTaken),
    "issued": Issued,
    "printed": Printed,
    "called": Called,
    "found": FoundInArchive,
    "shelved": Shelved,
    "passed": PeriodStarted,
    "registered": RegisterChanged,
}
_WORDS = {cls: kind for kind, cls in _KINDS.items() if cls is not NotTaken}


def to_json(entry: DeskEntry) -> tuple[str, dict[str, Json]]:
    """The kind of an entry, and what it says as JSON values."""
    if isinstance(entry, Issued | FoundInArchive):
        return event_codec.to_json(entry)
    kind = entry.verdict if isinstance(entry, NotTaken) else _WORDS[type(entry)]
    return kind, dataclass_json.encode(entry)


def from_json(kind: str, data: Answers) -> DeskEntry:
    """The entry that `to_json` wrote, also after a way through JSON text.

    Raises KeyError for a kind that stands in no journal of the desk, TypeError if something is missing of it.
    """
    entry: DeskEntry = dataclass_json.decode(_KINDS[kind], data)
    return entry


def not_taken(intake: Intake) -> NotTaken | None:
    """What was written of a drop that no case took; None of any other."""
    return dataclass_json.decode(NotTaken, intake.note) if intake.note else None


def entries_of(known: Iterable[Entry]) -> list[DeskEntry]:
    """The entries of a folder of the desk."""
    return [from_json(entry.kind, entry.data) for entry in known]
