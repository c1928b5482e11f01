"""What the desk works with: the workspace, the ledger, the archive, the key, a clock."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.folder import Folder
from casedrop.cases.situation import Situation
from casedrop.desk import liveness
from casedrop.desk.incidents import Incidents
from casedrop.desk.libreoffice.convert import Failure, to_pdfs
from casedrop.desk.liveness import Liveness
from casedrop.desk.reading.caps import Limits
from casedrop.desk.releases import Releases
from casedrop.formats.late import Late
from casedrop.forms.form import Form
from casedrop.forms.reading import Examined
from casedrop.language.problem import LANGS, Problem
from casedrop.store import files
from casedrop.store.archive import DESK, Archive, case_folder
from casedrop.store.errors import Taken
from casedrop.store.given import Given
from casedrop.store.ledger import Ledger
from casedrop.store.versions import VersionShelf as Kept
from casedrop.workspace import roots
from casedrop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from casedrop.desk.reading import copies, examine
    from casedrop.formats.pdf import inspect as pdfs
else:
    copies, examine = Late("casedrop.desk.reading.copies"), Late("casedrop.desk.reading.examine")
    pdfs = Late("casedrop.formats.pdf.inspect")

Clock = Callable[[], datetime]
Reader = Callable[[Path, "examine.KnownForms", Limits], Examined]
Converter = Callable[[Sequence[tuple[bytes, str]]], list[bytes | Failure]]
Inspector = Callable[[bytes, "pdfs.Expected"], tuple[Problem, ...]]


def read_any(path: Path, known: examine.KnownForms, limits: Limits) -> Examined:
    """What a file says, read in a process of its own."""
    return copies.read_any(path, known, limits)


def preflight(pdf: bytes, expected: pdfs.Expected) -> tuple[Problem, ...]:
    """What speaks against sending a PDF out."""
    return pdfs.preflight(pdf, expected)


@dataclass(frozen=True)
class Room:
    """What the desk works with.

    `clock` gives moments with a time zone; `owner` is the name under which this worker holds leases; `reader` reads a
    file, in processes of their own unless another is given; `convert` makes PDFs, and `inspect` says what speaks against
    sending one out.
    """

    workspace: Workspace
    releases: Releases
    ledger: Ledger
    archive: Archive
    key: bytes
    clock: Clock
    incidents: Incidents
    owner: str = "desk"
    reader: Reader = read_any
    convert: Converter = to_pdfs
    inspect: Inspector = preflight

    @property
    def spool(self) -> Path:
        """Where the bytes of drops lie between claim and archive, by their sha256."""
        return self.workspace.settings.state / "spool"

    @property
    def life(self) -> Liveness:
        """Which desks are at work."""
        return Liveness(self.workspace.settings.state, self.ledger.signs)

    @property
    def given(self) -> Given:
        """The memory of what was given back to senders."""
        return Given(self.workspace.settings.state, self.workspace.inbox)

    @property
    def limits(self) -> Limits:
        """The caps of a reading."""
        settings = self.workspace.settings
        return Limits(settings.read_seconds, settings.memory_mb, settings.scan_read_seconds)

    def spooled(self, sha256: str) -> bytes:
        """The bytes of a drop; raises FileNotFoundError."""
        return (self.spool / sha256).read_bytes()

    def form(self, form: str) -> Form:
        """The form of that id."""
        return self.workspace.book.forms[form]

    def book(self, case: Case | None) -> Definitions:
        """The definitions by which a case runs; without a case, the present ones."""
        return self.workspace.book.of(case) if case else self.workspace.book

    def situation(self, case: Case) -> Situation:
        """A case as it stands now, by the version of its flow that it runs by; raises KeyError if that is gone."""
        return Situation.of(self.workspace.book, case, self.clock())

    def year(self, at: datetime) -> int:
        """The year at a moment, in the company's time zone."""
        return at.astimezone(self.workspace.settings.zone).year

    def folder(self, of: Folder) -> str:
        """The path of a folder in the archive: a case's by the company's year in which it was opened; the desk's is its own."""
        return of.id if of.flow == DESK else case_folder(self.year(datetime.fromisoformat(of.opened)), of.flow, of.id)

    def shelf(self, only: str = "") -> examine.KnownForms:
        """What a reader process needs to know: all forms, or one."""
        forms = self.workspace.book.forms
        forms = {only: forms[only]} if only in forms else forms
        return examine.KnownForms(forms, self._templates, self.workspace.settings.lang, roots=self.roots)

    @cached_property
    def roots(self) -> tuple[bytes, ...]:
        """The certificates of the authorities whose digital signatures the office trusts; looked up once."""
        folder = self.workspace.settings.roots
        return roots.found(folder) if folder else ()

    @cached_property
    def _templates(self) -> Mapping[tuple[str, str], str]:
        """Where the template of each form lies, by its id and the language; looked up once."""
        place = self.workspace.template_path
        return {(f.id, lang): str(place(f, lang)) for f in self.workspace.book.forms.values() for lang in LANGS}


def open_room(workspace: Workspace, clock: Clock, owner: str | None = None) -> Room:
    """Open the room of a workspace: make its folders and open its ledger; raises what `Ledger.open` raises.

    Its owner is a new name unless one is given, so that several rooms may work in one workspace at once.
    """
    state = workspace.settings.state
    for folder in (state, state / "spool"):
        files.make_dir(folder, private=True)
    for folder in (workspace.outbox, workspace.archive, *inboxes(workspace)):
        files.make_dir(folder)
    ledger = Ledger.open(workspace.settings.url, clock())
    releases = Releases(workspace, Kept(workspace.archive))
    whole = replace(workspace, book=replace(workspace.book, older=releases.older))
    archive, name = Archive(workspace.archive), owner or liveness.new_name()
    incidents = Incidents(state / "incidents", whole, clock)
    convert = partial(to_pdfs, archival=workspace.settings.is_archival)
    return Room(whole, releases, ledger, archive, signing_key(state), clock, incidents, name, convert=convert)


def inboxes(workspace: Workspace) -> list[Path]:
    """The inbox and the folder of each role below it."""
    return [workspace.inbox, *(workspace.inbox / workspace.settings.folder(role) for role in workspace.settings.roles)]


def signing_key(state: Path) -> bytes:
    """The workspace's key (32 bytes), made on first use and never shown."""
    path = state / "key"
    if not path.exists():
        with contextlib.suppress(Taken):  # another process made it at the same moment
            files.write_new(path, secrets.token_bytes(32), private=True)
    return path.read_bytes()
