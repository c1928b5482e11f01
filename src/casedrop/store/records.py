"""The values the ledger and the archive take and give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casedrop.language.problem import Answers, Json

VerdictWord = Literal["accepted", "refused", "stray", "duplicate", "split", "parked"]
"""The word for a verdict on a drop, as ledger and journals keep it; `intake.verdict` has a class or several for each."""
State = Literal["due", "waiting", "done"]
FaultKind = Literal["missing", "altered", "swapped", "extra", "chain", "truncated", "unreadable"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it is kept: `seq` counts from 1 within its case or its year of the desk, `at` is UTC."""

    seq: int
    at: datetime
    kind: str
    data: Answers


@dataclass(frozen=True, slots=True)
class Intake:
    """One file taken in. `fence` grows whenever another worker takes it over; `strikes` counts readings begun.

    `state` is `open` until it is settled, then the verdict, or `undone` once an accepted drop was taken back, or `called`
    once a parked one was dropped again; `case_id` and `note` come with the verdict.
    """

    id: int
    sha256: str
    path: str
    role: str | None
    name: str
    owner: str
    fence: int
    lease_until: datetime
    taken_at: datetime
    strikes: int = 0
    state: str = "open"
    case_id: str | None = None
    note: Json = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Where a case stands: what one asks for by query, and its whole state as JSON. `due` is the next deadline, UTC; `under` the
    key under which another case, or the calendar, opened it."""

    id: str
    flow: str
    lang: str
    customer: str
    stage: str
    closed: bool = False
    due: datetime | None = None
    version: int = 0
    state: Json = None
    under: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer of the register: what tells him from others, his name, short name and code as they are compared, whether a
    sheet lists him, how he is called (name, short name, code) as it is written, and his rows."""

    key: str
    name: str
    short_name: str
    code: str
    listed: bool
    ways: Json
    rows: Json


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of a series: bound to a document, or void for a reason. `year` is 0 where a series never restarts."""

    series: str
    year: int
    n: int
    text: str | None = None
    document: str | None = None
    void: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document issued. `key` is its own name for ever; `code` the check code people read at its foot.

    `path` (in the outbox) and `sha256` are "" until it is written there; `copy` counts paper originals from 1.
    """

    key: str
    case_id: str
    form: str
    version: int
    lang: str
    stage: str
    issue: int
    copy: int = 1
    number: str | None = None
    code: str = ""
    name: str = ""
    path: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class QueuedEffect:
    """One thing to be done, known by its key: given again, it is the same effect.

    Effects of one intake are done in order, each once those before it that are `blocking` are done. Of one `lane` (say,
    a case) no two are under way at once. `due` is the earliest moment, UTC; None is at once. The rest is the
    ledger's: `fence` also counts how often it was begun.
    """

    key: str
    kind: str
    payload: Json = None
    blocking: bool = True
    lane: str | None = None
    due: datetime | None = None
    id: int = 0
    intake_id: int | None = None
    state: State = "due"
    fence: int = 0
    why: str = ""


LetterState = Literal[
    "reading",
    "taken",
    "dropped",
    "filed",
    "over",
    "draft",
    "ready",
    "sending",
    "sent",
    "failed",
    "doubtful",
    "withdrawn",
]
"""How far a letter has come. One that came: it is being read, taken with what is attached to it written down, dropped into the
inbox, filed away on its server, over once it is answered. One that goes out: a draft, ready to be sent, being sent; at last sent,
failed for good, doubtful (it may have gone out), or withdrawn with its papers."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter. `key` is its own for ever, `box` the mailbox it came to ("": it goes out), `address` who sent it or gets it;
    `due` when it is tried next, `tries` how often that was begun; `facts` is all else, as JSON."""

    key: str
    box: str
    state: LetterState
    sha256: str
    address: str
    at: datetime
    due: datetime | None = None
    tries: int = 0
    facts: Json = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a case's document stands in the outbox ("": nowhere), by its key, and the sha256 of its bytes there (None: as it
    was)."""

    case_id: str
    key: str
    path: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Anchored:
    """The number and the hash of the last entry that was recorded in a folder's journal (C10)."""

    folder: str
    seq: int
    hash: str


Note = Placed | Anchored
"""What the ledger learns by an effect that was carried out."""


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line that a role's list has of a case: `until` which day ("": none), `since` which (ISO dates), all it says, and
    whether the role is `asked` for something."""

    role: str
    until: str
    since: str
    line: Json
    asked: bool = True


@dataclass(frozen=True, slots=True)
class StaleCase:
    """A case of which it must be worked out anew what waits of it; `n` tells a later saying so from this one. One that is not
    `is_changed` stands as it stood, and its lines are only made again."""

    case_id: str
    n: int
    is_changed: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the archive.

    `kind`: `missing`; `altered`; `swapped` (it holds the bytes of another, and that one's place or a third holds its own);
    `extra`; `chain` (a journal's hashes do not follow); `truncated` (empty, or a journal whose end is gone); `unreadable`
    (the bytes are not known, so nothing is said of them). `path` is relative to the archive, `detail` may be "".
    """

    kind: FaultKind
    path: str
    detail: str = ""
