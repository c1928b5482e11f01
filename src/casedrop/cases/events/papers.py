"""What happens to a case's papers: documents, rows, numbers, originals and their scans, files that were found. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from casedrop.cases.dataclass_json import BARE, INLINE
from casedrop.cases.parts import Drawn, OutboxDocument, Print, RowsFile, VoidNumber
from casedrop.flows.attachments import Attached
from casedrop.forms.signing import NONE, Proofs
from casedrop.forms.wording import WordingChange
from casedrop.language.problem import Answers


@dataclass(frozen=True, slots=True)
class BatchRow:
    """The batch a document of the desk's own was made for, and what tells its row from others (hex)."""

    batch: str
    row: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A document was brought out: all that was decided about it, and its stamp as signed.

    `file` is the archive's number of the last file it makes, its PDFs being behind it; `documents.document` says the rest. It is
    `to` a role or the customer, and `also` to others. `final`: nobody fills it in any more.
    """

    form: str
    version: int
    part: str
    lang: str
    to: str
    number: str
    date: str
    name: str
    folder: str
    issue: int
    file: int
    case: str
    answers: Answers
    prints: tuple[Print, ...]
    code_key: str
    drawn: Drawn | None
    facts: Answers
    stamp: str
    release: str
    hidden: Answers = field(default_factory=dict, metadata=BARE)
    attached: tuple[Attached, ...] = field(default=(), metadata=BARE)
    batch: BatchRow | None = field(default=None, metadata=INLINE)
    also: tuple[str, ...] = field(default=(), metadata=BARE)
    final: bool = field(default=False, metadata=BARE)

    @property
    def key(self) -> str:
        """The document's own name for ever: case, form, issue and part."""
        return self.outbox.key

    @property
    def first_file(self) -> int:
        """The archive's number of the document itself, whose PDFs follow it."""
        return self.file - len(self.prints)

    @property
    def outbox(self) -> OutboxDocument:
        """What must be known of it to put it into the outbox or to take it out."""
        return OutboxDocument(
            case=self.case,
            form=self.form,
            issue=self.issue,
            part=self.part,
            name=self.name,
            folder=self.folder,
            file=self.file,
            prints=self.prints,
            attached=self.attached,
            to=self.to,
            also=self.also,
        )


@dataclass(frozen=True, slots=True)
class Exported:
    """Rows of the drop kept as file `source` came out as files, for the roles of `to`."""

    case: str
    form: str
    lang: str
    release: str
    source: int
    folder: str
    files: tuple[RowsFile, ...]
    at: str
    to: tuple[str, ...] = field(default=(), metadata=BARE)


@dataclass(frozen=True, slots=True)
class Voided:
    """A document's number became void."""

    number: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A paper original went out to someone; `person` wrote it down ("" for not told)."""

    number: str
    form: str
    issue: int
    copy: int
    to: str
    at: str
    person: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper original came in, or was put elsewhere: it stands on a `shelf` ("" for on none yet); `person` wrote it down."""

    number: str
    form: str
    issue: int
    copy: int
    shelf: str
    at: str
    person: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class Dunned:
    """Whoever has a paper original (`to`) was asked to give it back; `person` wrote it down."""

    number: str
    form: str
    issue: int
    copy: int
    to: str
    at: str
    person: str = field(default="", metadata=BARE)


@dataclass(frozen=True, slots=True)
class WordingAccepted:
    """The role that waited for a document accepted what was changed in its printed words; `file` is the drop that says them.

    `issue` is the one that was changed, as it had been issued.
    """

    form: str
    part: str
    role: str | None
    issue: int
    number: str
    changes: tuple[WordingChange, ...]
    file: int
    at: str


@dataclass(frozen=True, slots=True)
class PagesScanned:
    """Pages of a document, or of one of its originals (`copy`; 0 is none), were seen on a scan that the case's folder keeps:
    which of its `of` pages (0: not counted), and whether a code said so or a person (`by`: `code`, `hand`); `proofs` is what is
    known of who signed them."""

    number: str
    form: str
    issue: int
    role: str | None
    copy: int
    pages: tuple[int, ...]
    of: int
    by: str
    sha256: str
    name: str
    path: str
    file: int
    at: str
    proofs: Proofs = field(default=NONE, metadata=BARE)


@dataclass(frozen=True, slots=True)
class FoundInArchive:
    """A rebuild met files that no event speaks of: their names, the last one's number, and the numbers that are void for
    it. `folder` is the case's ("": of a folder of the desk)."""

    file: int
    names: tuple[str, ...]
    void: tuple[VoidNumber, ...]
    folder: str = field(default="", metadata=BARE)
