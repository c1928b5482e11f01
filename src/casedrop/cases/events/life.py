"""What happens to a case itself: drops, stages, what a hand decides, its deadline and its version. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casedrop.cases.case import Case
from casedrop.cases.dataclass_json import BARE, BLANK, INLINE, key
from casedrop.cases.parts import Drawn, Opener, OutboxDocument, OutboxRows
from casedrop.forms.signing import NONE, Proofs
from casedrop.language.problem import Answers

BY_CORRECTION = "correction"
BY_CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class OpenedWith:
    """What a case is given that no drop opens, and by whom (None: by nobody that is known)."""

    given: Answers
    source: Opener | None = field(metadata=BLANK)


@dataclass(frozen=True, slots=True)
class Opened:
    """The case began, by version `sha` of its flow, at a stage; `drawn` is the place of its number in its series."""

    case: str
    flow: str
    version: int
    sha: str
    lang: str
    customer: Mapping[str, str]
    stage: str
    drawn: Drawn | None
    at: str
    begun: OpenedWith | None = field(default=None, metadata=INLINE)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A drop was accepted as the archive's file of that number; `changed` are the pointers whose answers it changed.

    `issue` is the one it was filled on (0: from the shelf), `rows` whether it brought bulk rows; `customer` is whose the
    case is from then on, of a drop that says so (None: as before); `proofs` is what is known of who signed it.
    """

    form: str
    part: str
    role: str | None
    stage: str
    issue: int
    answers: Answers
    changed: tuple[str, ...]
    sha256: str
    name: str
    path: str
    number: str
    file: int
    at: str
    rows: bool = field(default=False, metadata=BARE)
    customer: Mapping[str, str] | None = field(default=None, metadata=BARE)
    proofs: Proofs = field(default=NONE, metadata=BARE)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A document was kept as it came; it `counts` if the stage waited for it. `proofs` is what is known of who signed it."""

    enclosure: str
    role: str | None
    stage: str
    counts: bool
    sha256: str
    name: str
    path: str
    file: int
    at: str
    proofs: Proofs = field(default=NONE, metadata=BARE)


@dataclass(frozen=True, slots=True)
class Moved:
    """The case left a stage and entered another, `by` a road, its deadline or a waiver, (BY_CORRECTION) back to one whose
    papers say otherwise than what it was told since, or (BY_CANCELLATION) because the case that opened it was cancelled."""

    left: str = field(metadata=key("from"))
    entered: str = field(metadata=key("to"))
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class ControlForm:
    """The dropped form by which a case was steered, as the case's folder keeps it."""

    form: str
    role: str | None
    answers: Answers
    sha256: str
    name: str
    path: str
    file: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The case ended: `how`, and `why` if a hand ended it (None: its flow did)."""

    how: str
    at: str
    why: str | None = field(default=None, metadata=BARE)
    dropped: ControlForm | None = field(default=None, metadata=INLINE)
    person: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class Held:
    """The case takes no drop, and its deadline stands still, until it is resumed."""

    why: str
    at: str
    dropped: ControlForm | None = field(default=None, metadata=INLINE)
    person: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class Resumed:
    """The held case goes on."""

    why: str
    at: str
    dropped: ControlForm | None = field(default=None, metadata=INLINE)
    person: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class Waived:
    """What the case's stage waited for was waived by a role that may: the case goes on without it."""

    why: str
    at: str
    dropped: ControlForm | None = field(default=None, metadata=INLINE)


@dataclass(frozen=True, slots=True)
class Reopened:
    """The closed case stands again at a stage."""

    stage: str
    why: str
    at: str
    dropped: ControlForm | None = field(default=None, metadata=INLINE)
    person: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class Undone:
    """The last accepted drop was taken back, and the case `stands` as before it.

    `void` are the numbers it drew, `restore` those it made void; `out` the documents it brought, `back` those they had taken
    the place of; `issues` the case's issues that count no more, `rows` the files of rows that came out. `reaches` are the
    other cases that may have learned something by it, at one of the `moments`. `sha256` is "" where no drop of this case was
    taken back, but what another case had opened it with or told it.
    """

    why: str
    at: str
    sha256: str
    stands: Case
    issues: tuple[int, ...]
    void: tuple[str, ...]
    restore: tuple[str, ...]
    out: tuple[OutboxDocument, ...]
    back: tuple[OutboxDocument, ...]
    rows: tuple[OutboxRows, ...] = field(default=(), metadata=BARE)
    reaches: tuple[str, ...] = field(default=(), metadata=BARE)
    moments: tuple[str, ...] = field(default=(), metadata=BARE)
    person: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class ByCalendar:
    """The calendar a deadline goes by, and the year up to which its holidays are announced."""

    calendar: str
    announced_until: int


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The deadline that ended at one moment ends at another, because its calendar is another (None: none runs)."""

    was: str | None
    due: str | None
    at: str
    calendar: ByCalendar | None = field(default=None, metadata=INLINE)


@dataclass(frozen=True, slots=True)
class Migrated:
    """The case runs by another version of its flow from then on; both are named by their `sha`."""

    old: str = field(metadata=key("from"))
    new: str = field(metadata=key("to"))
    at: str
