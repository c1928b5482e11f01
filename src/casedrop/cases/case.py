"""A case: where one matter stands, as its events left it (`cases.evolve`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casedrop.cases import dataclass_json
from casedrop.cases.dataclass_json import BARE, BLANK
from casedrop.cases.folder import Folder
from casedrop.cases.parts import Child, KeptEnclosure, KeptWording, LastDocument, Opener, Original
from casedrop.language.problem import Answers, Json


@dataclass(frozen=True, slots=True)
class Last:
    """The last drop that was accepted: until another is, its role may correct it."""

    form: str
    part: str
    role: str | None
    stage: str
    issue: int


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its events left it.

    `version` counts events. `answers` and `documents` are keyed by form; `issued` holds the case's version at which each
    form was last issued; `changes` lists (version, form, changed pointers). Moments are ISO texts in UTC. `files` counts
    what the archive holds of it. `held` is why it waits, `held_since` since when; `pauses` are the times (from, to) it was
    held before; `reopened` when its stage was opened again; `withdrawn` are the issues that were taken back: what is filled
    on one of them counts no more. `done` lists, by stage, the (form, part) of the drops accepted since it was last entered.
    `originals` holds, by document number, the paper originals of each valid document that has some, in the order of their
    copies. `given` is what it was opened with if no drop opened it, `source` by whom: another case and its row, or a date of
    the calendar (None: by a drop). `sha` names the release of its flow by which it runs. `heard` names what it was told since
    it entered its stage. `children` are the cases it opened, by number. `enclosures` holds, by kind, the last one that came.
    `wording` holds, by form, the last changes to printed words that were accepted.
    `sources` holds, by form, the number of the file whose rows were accepted last, of forms with bulk tables.
    """

    id: str = ""
    flow: str = ""
    sha: str = ""
    lang: str = ""
    customer: Mapping[str, str] = field(default_factory=dict)
    opened: str = ""
    stage: str = ""
    closed: str | None = None
    version: int = 0
    files: int = 0
    answers: Mapping[str, Answers] = field(default_factory=dict)
    entered: Mapping[str, str] = field(default_factory=dict)
    issued: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, LastDocument] = field(default_factory=dict)
    changes: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    last: Last | None = None
    held: str | None = None
    held_since: str = ""
    pauses: tuple[tuple[str, str], ...] = ()
    reopened: str = ""
    withdrawn: tuple[int, ...] = ()
    originals: Mapping[str, tuple[Original, ...]] = field(default_factory=dict)
    done: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    given: Answers = field(default_factory=dict)
    source: Opener | None = field(default=None, metadata=BLANK)
    heard: tuple[str, ...] = ()
    children: Mapping[str, Child] = field(default_factory=dict)
    enclosures: Mapping[str, KeptEnclosure] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    wording: Mapping[str, KeptWording] = field(default_factory=dict, metadata=BARE)

    @property
    def place(self) -> Folder:
        """What says which folder of the archive is its own."""
        return Folder(self.id, self.flow, self.opened)

    def number_of(self, form: str) -> str:
        """The number of the last valid document of a form; "" if there is none, or it bears none."""
        last = self.documents.get(form)
        return last.number if last else ""

    def papers_of(self, form: str) -> tuple[Original, ...]:
        """The paper originals of the last valid document of a form."""
        return self.originals.get(self.number_of(form), ())


def to_json(case: Case) -> dict[str, Json]:
    """The case as JSON values."""
    return dataclass_json.encode(case)


def from_json(data: Answers) -> Case:
    """The case that `to_json` wrote, also after a way through JSON text."""
    return dataclass_json.decode(Case, data)
