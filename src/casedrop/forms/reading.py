"""What a file says, as values: what was found where, what is wrong with it, what its scanned pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casedrop.forms.signing import DigitalSignature, InkSeen
from casedrop.forms.wording import Printed
from casedrop.language.habits.currencies import CurrencySaid
from casedrop.language.problem import Answers, Place, Problem


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what a file holds: where, and what it says.

    `kind` is `text` (anything), `words` (in which numbers mean nothing: what programs note for themselves), `number` (what a
    cell holds) or `name` (of a field: a tag, a defined name).
    """

    place: Place
    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Provenance:
    """How one answer was found (`tag`, `bookmark`, `alias`, `name`, `label`) and where."""

    how: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says.

    `answers` is canonical and holds only what is filled; `found` is keyed by concrete pointer
    (`/items/0/content`), also for fields that are empty; `stamp` is the stamp's text as it stands, unchecked; `notices` are
    what its sender should look at though it was read; `printed` is what it says outside its fields, and around them;
    `currencies` what is written beside its amounts, by concrete pointer; `signatures` are the digital ones that the file bears.
    """

    form: str | None = None
    lang: str | None = None
    stamp: str | None = None
    answers: Answers = field(default_factory=dict)
    found: Mapping[str, Provenance] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    printed: tuple[Printed, ...] = ()
    currencies: Mapping[str, CurrencySaid] = field(default_factory=dict)
    signatures: tuple[DigitalSignature, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One remark to put into a copy of a sender's file: the place and the sentences, already in the reader's language."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file is (`kind` as in sniff, or `formats.PDF_FORM`), the text at its foot, and what it says; of a scan, what its
    pages show. `pieces` is all that it holds, if that was asked for and can be found; `issued` what the document printed as a
    case issued it (None: no case did, or the archive lacks it)."""

    kind: str
    foot: str
    reading: Reading
    scan: Scan | None = None
    pieces: tuple[Piece, ...] | None = None
    issued: tuple[Printed, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """The pages of a scan in the order they lie in it; with a problem, only those before it. `ink` is what stands in the places
    for seals and hands, if that was looked for (None: it was not)."""

    pages: tuple[ScanPage, ...] = ()
    problems: tuple[Problem, ...] = ()
    ink: tuple[InkSeen, ...] | None = None


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page of a scan, counted from 0: the texts of the codes on it, by how many degrees clockwise (0, 90, 180, 270) it
    must be turned to stand upright, as far as a code tells, and whether nothing is on it. `crowded`: it is a picture of
    several sheets, not each of which is there wholly."""

    index: int
    codes: tuple[str, ...] = ()
    turn: int = 0
    blank: bool = False
    crowded: bool = False
