"""What must be done for what was decided: one class an effect. Each may be done twice with the same result. Pure.

`effect_codec` writes each as JSON and reads it back. A `folder` is that of the archive in which an effect works, `desk` the
path of one of the desk's own; `path` is where in the workspace a file was dropped, `sha256` which bytes those were.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from casedrop.cases.dataclass_json import BARE, key
from casedrop.cases.folder import Folder
from casedrop.cases.parts import OutboxDocument, OutboxRows, RowsFile
from casedrop.documents.document import Document
from casedrop.forms.reading import Mark


@dataclass(frozen=True, slots=True)
class ArchiveDrop:
    """Archive a drop with its case, byte for byte, as the folder's `file`."""

    folder: Folder = field(metadata=key("case"))
    file: int
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class ArchiveStray:
    """Archive a drop that no case took, with the desk's own papers."""

    desk: str
    file: int
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordCase:
    """Bring the journal, case.json and manifest of a case up to date with the ledger."""

    folder: Folder = field(metadata=key("case"))


@dataclass(frozen=True, slots=True)
class RecordDesk:
    """Bring the journal and manifest of a folder of the desk up to date with the ledger."""

    desk: str


@dataclass(frozen=True, slots=True)
class IssueDocument:
    """Archive a document and what is attached to it, and put them into the outbox."""

    folder: Folder = field(metadata=key("case"))
    document: Document


@dataclass(frozen=True, slots=True)
class ConvertDocument:
    """Make a document's PDFs, archive them, and put them beside it; when there is a converter, and time."""

    folder: Folder = field(metadata=key("case"))
    document: Document


@dataclass(frozen=True, slots=True)
class WithdrawDocument:
    """Take the document of a number that became void out of the outbox, where it lies as it was issued."""

    folder: Folder = field(metadata=key("case"))
    number: str


@dataclass(frozen=True, slots=True)
class ExportRows:
    """Bring the rows of the drop that is the archive's file `source` out as files: archive them, and put them into a folder of
    the outbox, below that of each of the roles they are for."""

    folder: Folder = field(metadata=key("case"))
    form: str
    lang: str
    release: str
    source: int
    outbox: str = field(metadata=key("folder"))
    files: tuple[RowsFile, ...]
    at: str
    to: tuple[str, ...] = field(default=(), metadata=BARE)


@dataclass(frozen=True, slots=True)
class UndoDrop:
    """Take what a drop that was taken back had brought out of the outbox, and put back what that had taken the place of."""

    folder: Folder = field(metadata=key("case"))
    out: tuple[OutboxDocument, ...]
    back: tuple[OutboxDocument, ...]
    rows: tuple[OutboxRows, ...] = field(default=(), metadata=BARE)


@dataclass(frozen=True, slots=True)
class HandBack:
    """Give the sender's own file back under `name`: with `marks` if its `format` can be marked (None: as it came), and with
    another stamp (None: with its own)."""

    path: str
    name: str
    sha256: str
    format: str | None = field(metadata=key("kind"))
    marks: tuple[Mark, ...]
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class ListProblems:
    """Put a list of all that is wrong with a workbook's bulk tables beside where it was dropped."""

    path: str
    name: str
    sha256: str
    form: str
    lang: str
    release: str


@dataclass(frozen=True, slots=True)
class ShowSheet:
    """Show whoever types it what came on paper: the pages of a scan, each by how many degrees it is turned clockwise, beside
    the fields of a form's `part`, and what could be read of them."""

    path: str
    name: str
    sha256: str
    form: str
    part: str
    lang: str
    release: str
    turns: tuple[int, ...]
    read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutPages:
    """Make a file of some pages (from 0) of a scan: dropped beside it anew, or `comes_back` to its sender."""

    path: str
    name: str
    sha256: str
    pages: tuple[int, ...]
    comes_back: bool = field(metadata=key("back"))


@dataclass(frozen=True, slots=True)
class Reply:
    """Put a plain answer beside where the file was dropped."""

    path: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class DropAgain:
    """Drop a parked file again where it had been dropped, from where the desk's folder keeps it."""

    desk: str
    file: int
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ClearInbox:
    """Take the file out of the inbox, if it is still the one taken in."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SendNotice:
    """Send a word to whoever a channel of that name leads to: what it is `about`, and all of it as plain text; not before `at`
    (ISO, "": at once)."""

    channel: str
    about: str
    text: str
    at: str = ""


OfFolder = ArchiveDrop | RecordCase | IssueDocument | ConvertDocument | WithdrawDocument | ExportRows | UndoDrop
OfDesk = ArchiveStray | RecordDesk | DropAgain
OfSender = HandBack | ListProblems | ShowSheet | CutPages | Reply | ClearInbox
Effect = OfFolder | OfDesk | OfSender | SendNotice

FromSpool = ArchiveDrop | ArchiveStray | HandBack | ListProblems | ShowSheet | CutPages
"""Those that need the bytes of a drop."""
