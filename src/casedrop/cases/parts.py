"""What cases and their events are made of: small values that both know. Moments are ISO texts in UTC. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casedrop.cases import audience
from casedrop.cases.dataclass_json import BARE, INLINE
from casedrop.flows.attachments import Attached
from casedrop.forms.wording import WordingChange
from casedrop.language.problem import Answers


@dataclass(frozen=True, slots=True)
class Drawn:
    """The place of a number that was drawn: the `n`-th of a series in a year."""

    series: str
    year: int
    n: int


@dataclass(frozen=True, slots=True)
class FromCase:
    """Who opened a case or took it up: another case, for the row of that `key`."""

    case: str
    key: str


@dataclass(frozen=True, slots=True)
class FromCalendar:
    """What opened a case: the `start`-th start of its flow, in a period (its number) of so many `months`, for the row of the
    register with that `key` ("" for none)."""

    start: int
    months: int
    period: int
    key: str


Opener = FromCase | FromCalendar


@dataclass(frozen=True, slots=True)
class Print:
    """A PDF of a document: its file's `name`, and which paper original it is (`copy` of `of`, for whom); copy 0 is none.

    `readable` is the id people can read on it. A `fillable` one is a form.
    """

    name: str
    readable: str
    copy: int = 0
    of: int = 0
    holder: str = ""
    text: str = ""
    fillable: bool = False


@dataclass(frozen=True, slots=True)
class OutboxDocument:
    """What must be known of an issued document to put it into the outbox or to take it out: `file` is the archive's number of
    the last file it made; `to` is who reads it and `also` who else (`cases.audience`; None: not known, as of what was written
    down before that was)."""

    case: str
    form: str
    issue: int
    part: str
    name: str
    folder: str
    file: int
    prints: tuple[Print, ...]
    attached: tuple[Attached, ...] = field(default=(), metadata=BARE)
    to: str | None = field(default=None, metadata=BARE)
    also: tuple[str, ...] = field(default=(), metadata=BARE)

    @property
    def key(self) -> str:
        """The document's own name for ever: case, form, issue and part."""
        return f"{self.case}:{self.form}:{self.issue}:{self.part}"

    @property
    def places(self) -> tuple[str, ...]:
        """The folders of the outbox in which it lies."""
        return audience.places((self.to, *self.also), self.folder)


@dataclass(frozen=True, slots=True)
class RowsFile:
    """A file of rows: its number in the archive, the pointer of its bulk table, what kind of file it is, and its name."""

    file: int
    table: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class OutboxRows:
    """Files of rows in a folder of the outbox, below that of each of the roles they are for."""

    folder: str
    files: tuple[RowsFile, ...]
    to: tuple[str, ...] = field(default=(), metadata=BARE)


@dataclass(frozen=True, slots=True)
class PagesSeen:
    """The pages of a document without originals that scans have shown, and when all had been (None: not yet)."""

    pages: tuple[int, ...]
    scanned: str | None


@dataclass(frozen=True, slots=True)
class LastDocument:
    """The last valid document of a form: its number, date and answers; then, unless it counts again because the one that had
    taken its place became void, the name of its file, its part, to whom it went, its folder of the outbox, and to whom else."""

    number: str
    date: str | None
    answers: Answers
    name: str | None = field(default=None, metadata=BARE)
    part: str | None = field(default=None, metadata=BARE)
    to: str | None = field(default=None, metadata=BARE)
    folder: str | None = field(default=None, metadata=BARE)
    seen: PagesSeen | None = field(default=None, metadata=INLINE)
    also: tuple[str, ...] = field(default=(), metadata=BARE)

    @property
    def readers(self) -> tuple[str, ...]:
        """To whom it went: roles, or `customer`."""
        return tuple(one for one in (self.to, *self.also) if one)

    @property
    def place(self) -> str:
        """Its path in the outbox, as it was issued, of the first of its readers; "" if that is not known."""
        return f"{audience.places(self.readers, self.folder)[0]}/{self.name}" if self.folder and self.name else ""


@dataclass(frozen=True, slots=True)
class Original:
    """One paper original: of which form's document, which issue and date (ISO) of it, which `copy` of how many, which
    holder's (its name in the flow) and how the document calls him (`text`).

    Then what became known: when it was `sent` and `to` whom, the `pages` seen so far, when the last page of its `scan` was
    seen and when the `paper` came in ("" for not yet), and the `shelf` where it stands.
    """

    form: str
    issue: int
    date: str
    copy: int
    of: int
    holder: str
    text: str
    sent: str = ""
    to: str = ""
    pages: tuple[int, ...] = ()
    scan: str = ""
    paper: str = ""
    shelf: str = ""

    def has(self, fact: str) -> bool:
        """Whether its `scan` was seen, or its `paper` is in."""
        return bool({"scan": self.scan, "paper": self.paper}[fact])


@dataclass(frozen=True, slots=True)
class Child:
    """A case that another opened: of which flow, for which row (`key`), whose, at which stage, whether it is open, and the
    values it has reported."""

    flow: str
    key: str
    customer: Mapping[str, str]
    stage: str
    open: bool
    values: Answers


@dataclass(frozen=True, slots=True)
class Begun:
    """A case that was just opened for another one's row."""

    case: str
    flow: str
    customer: Mapping[str, str]
    stage: str
    key: str


@dataclass(frozen=True, slots=True)
class KeptEnclosure:
    """The last enclosure of a kind: when it came (`on`), the name of its file, the archive's number of it (0: not known, as of
    what was written down before that was) and the sha256 of its bytes."""

    on: str
    name: str
    file: int = field(default=0, metadata=BARE)
    sha256: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class KeptWording:
    """The changes to the printed words of an issue that were accepted last of a form, the archive's file that says them, and
    when."""

    issue: int
    changes: tuple[WordingChange, ...]
    file: int
    on: str


@dataclass(frozen=True, slots=True)
class VoidNumber:
    """A number that was lost: its text, its place in its series, and whose it was."""

    text: str
    drawn: Drawn
    key: str
