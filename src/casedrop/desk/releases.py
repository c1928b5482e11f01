"""Releases: running cases keep the version of flow and forms they began with, from the archive's shelf."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from casedrop.cases import event_codec
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Migrated, Opened
from casedrop.flows import release
from casedrop.flows.flow import Flow
from casedrop.formats.late import Late
from casedrop.forms.form import Form
from casedrop.language import messages
from casedrop.language.problem import LANGS
from casedrop.store import files
from casedrop.store.errors import Unusable
from casedrop.store.records import Entry, Fault
from casedrop.store.versions import VersionShelf
from casedrop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from casedrop.desk.reading import examine
    from casedrop.workspace.reading import tree as trees
else:
    examine = Late("casedrop.desk.reading.examine")
    trees = Late("casedrop.workspace.reading.tree")


RUNS = ("opened", "migrated")
"""The kinds of events that say by which release a case runs."""


def run_by(entries: Iterable[Entry]) -> Iterator[str]:
    """The releases by which a case ran."""
    for entry in entries:
        if entry.kind in RUNS:
            event = event_codec.from_json(entry.kind, entry.data)
            sha = event.sha if isinstance(event, Opened) else event.new if isinstance(event, Migrated) else ""
            yield from [sha] if sha else []


def is_behind(book: Definitions, case: Case) -> bool:
    """Whether a case goes by another release than the present one of its flow."""
    flow = book.flows.get(case.flow)
    return flow is None or flow.sha != case.sha


@dataclass(frozen=True)
class Edition:
    """A release ready for use: its flow (None if it is lost), its forms, and the sha256 of each of its files by path."""

    flow: Flow | None
    forms: Mapping[str, Form]
    shas: Mapping[str, str]

    def template(self, form: Form, lang: str) -> str | None:
        """The sha256 of the form's template: the language's own, else the common one; None if it has neither."""
        names = (f"templates/{form.flow}/{name}.{form.format}" for name in (f"{form.base.id}.{lang}", form.base.id))
        return next((self.shas[name] for name in names if name in self.shas), None)


LOST = Edition(None, {}, {})
"""A release whose files the archive has no more: what it was is not known, and the present one stands in for it."""


class Releases:
    """The releases of a workspace's flows: the present ones, which it brings, and older ones, which the archive keeps."""

    def __init__(self, workspace: Workspace, shelf: VersionShelf) -> None:
        self._settings, self._present, self._shelf = workspace.settings, workspace.releases, shelf
        flows = {flow.sha: flow for flow in workspace.book.flows.values()}
        shas = {sha: release.parsed(one.manifest) for sha, one in self._present.items()}
        self._editions = {sha: Edition(flows[sha], workspace.book.forms, shas[sha]) for sha in flows if sha in shas}
        self._kept: set[str] = set()
        self._attachments = workspace.attachments.data

    def keep(self, sha: str) -> None:
        """Put the release on the archive's shelf, if it is a present one; older ones are there."""
        if sha in self._kept or sha not in self._present:
            return
        for data in (*self._present[sha].files.values(), self._present[sha].manifest):
            self._shelf.put(data)
        self._kept.add(sha)

    def keep_attachment(self, sha: str) -> None:
        """Put a document that is sent along, as it is now, on the archive's shelf."""
        if sha not in self._kept and sha in self._attachments:
            self._shelf.put(self._attachments[sha])
            self._kept.add(sha)

    def attachment(self, sha: str) -> bytes:
        """The bytes of a document that was sent along, as they were when that was decided; raises FileNotFoundError."""
        return self._attachments[sha] if sha in self._attachments else self._shelf.get(sha)

    def older(self, book: Definitions, case: Case) -> Definitions:
        """The definitions for a case whose flow has another release by now; the present ones if the case's own are lost."""
        edition = self.edition(case.sha)
        if edition.flow is None:
            return book
        return replace(book, flows={**book.flows, case.flow: edition.flow}, forms={**book.forms, **edition.forms})

    def form(self, sha: str, form: str) -> Form | None:
        """A form as that release has it; None if it has none of that id, or is lost."""
        return self.edition(sha).forms.get(form)

    def template(self, sha: str, form: Form, lang: str) -> bytes | None:
        """The template by which a release fills a form; None if it has none, or is lost."""
        template_sha = self.edition(sha).template(form, lang)
        present = self._present.get(sha)
        if template_sha is None or present is None:
            return self._shelf.get(template_sha) if template_sha else None
        return next(data for path, data in present.files.items() if self._editions[sha].shas[path] == template_sha)

    def reading(self, workspace: Workspace, sha: str, form_id: str, lang: str) -> examine.KnownForms | None:
        """What a reader must know to read a form of that release; None if the present form will do."""
        edition, now = self.edition(sha), workspace.book.forms.get(form_id)
        form = edition.forms.get(form_id)
        template = edition.template(form, lang) if form else None
        if form is None or template is None:
            return None
        if form == now and files.digest(workspace.template_path(now, lang)) == template:
            return None
        shas = {one: edition.template(form, one) or template for one in LANGS}
        return examine.KnownForms(
            {form.id: form}, {(form.id, one): str(self._shelf.path(s)) for one, s in shas.items()}, lang
        )

    def edition(self, sha: str) -> Edition:
        """The release of that id; LOST if the archive lacks any of its files. Raises Damaged, Unusable."""
        if sha not in self._editions:
            self._editions[sha] = self._loaded(sha) if sha else LOST
        return self._editions[sha]

    def missing(self, shas: Iterable[str]) -> Iterator[Fault]:
        """A fault for each file of releases the archive should have and has not."""
        known = set[str]()
        for sha in shas:
            known |= {sha, *self._named(sha)}
        gone = sorted(sha for sha in known if not self._shelf.path(sha).exists())
        yield from (Fault("missing", self._shelf.name(sha), "a release by which a case runs") for sha in gone)

    def _named(self, sha: str) -> Iterable[str]:
        """The files a release names; none if it cannot be read: verifying the archive reports that."""
        try:
            return release.parsed(self._shelf.path(sha).read_bytes()).values()
        except OSError:
            return ()

    def _loaded(self, sha: str) -> Edition:
        try:
            shas = release.parsed(self._shelf.get(sha))
            kept = {path: self._shelf.get(one) for path, one in shas.items()}
        except FileNotFoundError:
            return LOST
        with tempfile.TemporaryDirectory() as folder:
            for path, data in kept.items():
                (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / path).write_bytes(data)
            flows, forms, sources = trees.declarations(Path(folder), self._settings)
        wrong = [messages.say(p, "en") for source in sources.values() for p in source.problems]
        if wrong:
            raise Unusable(sha=sha, why=" ".join(wrong))
        flow = next(iter(flows.values()), None)
        return Edition(replace(flow, sha=sha), forms, shas) if flow else LOST
