"""A workspace: the tree at a root, read once, with everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from casedrop.calendar.worktime import Calendar
from casedrop.cases.definitions import Definitions
from casedrop.customers.register import Customers
from casedrop.flows.flow import Flow
from casedrop.formats.late import Late
from casedrop.forms.form import Form
from casedrop.forms.views import reduced, shown
from casedrop.language.problem import LANGS, Json, Problem
from casedrop.workspace import compiled
from casedrop.workspace.errors import BrokenWorkspace, NoWorkspace
from casedrop.workspace.late_sources import LateSources, schema_of
from casedrop.workspace.letterhead import letterhead
from casedrop.workspace.reading.attachments import Attachments, of_snapshot, read_attachments
from casedrop.workspace.reading.calendars import calendar, read_calendars
from casedrop.workspace.release import Release, form_files, read_release
from casedrop.workspace.resting import Resting, resting
from casedrop.workspace.settings import FILE, Settings, read_settings, unchecked
from casedrop.workspace.snapshot import Snapshot, snapshot
from casedrop.workspace.yaml.cache import keeping
from casedrop.workspace.yaml.source import Source, plain

if TYPE_CHECKING:
    from casedrop.formats import letterhead as letterheads
    from casedrop.formats.letterhead import Logo
    from casedrop.workspace.reading import tree as trees
else:
    letterheads = Late("casedrop.formats.letterhead")
    trees = Late("casedrop.workspace.reading.tree")

DECLARATIONS = "declarations.json"
"""The file of `state/` that keeps what each declaration says, with its lines."""


@dataclass(frozen=True)
class Workspace:
    """The tree at `root`. `problems` are those of reading the files; `workspace.checks.check` finds those between them.
    `releases` are the files of each flow, by the id the flow's `sha` names; `attachments` the documents that may be sent
    along; `resting` the flows whose files cannot be used, which are not in the book."""

    root: Path
    settings: Settings
    book: Definitions
    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    releases: Mapping[str, Release] = field(default_factory=dict)
    attachments: Attachments = field(default_factory=Attachments)
    resting: Resting = field(default_factory=dict)
    key: str = field(default="", init=False, compare=False)
    """The key of the snapshot it is, if it was read without a mistake and nothing of it was replaced; else ""."""

    @property
    def inbox(self) -> Path:
        """The folder people drop into."""
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        """The folder documents come out in."""
        return self.root / "outbox"

    def out(self, place: str) -> Path:
        """A folder of the outbox by its place (`cases.audience`): that of a role is called as the settings call it."""
        head, _, rest = place.partition("/")
        return self.outbox / self.settings.folder(head) / rest

    @property
    def archive(self) -> Path:
        """The record."""
        return self.root / "archive"

    def template_path(self, form: Form, lang: str) -> Path:
        """The form's template: the language's own, if it has one, else the common one."""
        home = self.root / "templates" / form.flow
        own = home / f"{form.base.id}.{lang}.{form.format}"
        return own if own.exists() else home / f"{form.base.id}.{form.format}"

    def template(self, form: Form, lang: str) -> bytes:
        """The bytes of the form's template for a language; raises FileNotFoundError."""
        return self.template_path(form, lang).read_bytes()

    @cached_property
    def logo(self) -> Logo | None:
        """The company's logo as settings name it; None where they name none, or its file cannot be used (`check` says so)."""
        data = self.logo_file()
        try:
            return letterheads.logo_of(data) if data else None
        except ValueError:
            return None

    def logo_file(self) -> bytes:
        """The bytes of the file that settings name as the company's logo; none where they name none, or it cannot be read."""
        name = self.settings.company.get("logo", "")
        try:
            return (self.root / name).read_bytes() if name else b""
        except OSError:
            return b""

    def headed(self, template: bytes, kind: str) -> bytes:
        """A template, `docx` or `xlsx`, with the company's logo at its place: what documents are made from."""
        return letterheads.headed(template, kind, self.logo)

    def sample_path(self, form: Form, lang: str) -> Path:
        """Where the realistic answers to a form stand, if it has some in this language."""
        return self.root / "forms" / form.flow / f"{form.base.id}.sample.{lang}.json"

    def sample(self, form: Form, lang: str) -> Json:
        """The realistic answers that stand beside the form; {} if it has none in this language."""
        path = self.sample_path(form, lang)
        return shown(form, json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def find(start: Path) -> Path:
    """The root of the workspace `start` lies in; raises NoWorkspace."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise NoWorkspace(start)


def read(root: Path) -> Workspace:
    """The workspace at `root`, with the problems of its files; raises BrokenWorkspace if its settings cannot be used.

    Its paths are absolute, wherever one stands: helpers run in a folder of their own. What the same files came to before is
    not worked out again.
    """
    root = root.absolute()
    shot = snapshot(root)
    return (shot and _recalled(root, shot)) or _read_anew(root, shot)


def _recalled(root: Path, shot: Snapshot) -> Workspace | None:
    """The workspace, if its files are those of an earlier reading, which met no mistake."""
    settings = unchecked(root, shot.files[FILE])
    known = compiled.recall(shot.key, settings.state / compiled.NAME) if settings else None
    if settings is None or known is None:
        return None
    forms = {one.id: one for form in known.forms.values() for one in (form, *reduced(form))}
    said = settings.calendars.items()
    calendars = {name: calendar(name, entry, known.calendars.get(name, {}), settings) for name, entry in said}
    book = replace(_book(settings, known.flows, forms, calendars), attachments=known.attachments)
    beside = of_snapshot(known.attachments, shot.files)
    named = {known.flows[flow].sha: names for flow, names in known.releases.items()}
    releases = {sha: Release({name: shot.files[name] for name in names}) for sha, names in named.items()}
    sources = LateSources(known.sources, shot.files, settings.state / DECLARATIONS)
    return _keyed(Workspace(root, settings, book, sources, releases=releases, attachments=beside), shot)


def _read_anew(root: Path, shot: Snapshot | None) -> Workspace:
    settings, problems = read_settings(root)
    if settings is None:
        raise BrokenWorkspace(problems)
    with keeping(settings.state / DECLARATIONS):
        calendars, files, wrong = read_calendars(root, settings)
        flows, forms, declared = trees.declarations(root, settings)
        beside = read_attachments(root, settings.languages, settings.titles)
    sources = {**{source.name: source for source in files}, **declared}
    sources |= {beside.source.name: beside.source} if beside.source else {}
    rest = resting(declared)
    releases = {name: read_release(root, declared[f"forms/{name}/flow.yaml"], forms) for name in flows.keys() - rest}
    flows = {name: replace(flow, sha=releases[name].id) for name, flow in flows.items() if name in releases}
    found = (*wrong, *(p for s in sources.values() for p in s.problems))
    book = replace(_book(settings, flows, forms, calendars), attachments=beside.known)
    whole = Workspace(root, settings, book, sources, found, {r.id: r for r in releases.values()}, beside, rest)
    if shot and not found and shot == snapshot(root):
        _keep(whole, shot)
        return _keyed(whole, shot)
    return whole


def _keyed(whole: Workspace, shot: Snapshot) -> Workspace:
    object.__setattr__(whole, "key", shot.key)  # no argument: what is made by replacing some of it has none
    return whole


def _keep(whole: Workspace, shot: Snapshot) -> None:
    """Keep what a workspace without a mistake came to, if it was read from nothing but what the snapshot has."""
    forms = {form.id: form for form in whole.book.forms.values() if form.whole is None}
    read_from = {path for form in forms.values() for path in form_files(whole.root, form) if path.is_file()}
    names = {*whole.sources, *(name for one in whole.releases.values() for name in one.files)}
    if not {*read_from, *(whole.root / name for name in names)} <= {whole.root / name for name in shot.files}:
        return
    said = {name: entry["overrides"] for name, entry in whole.settings.calendars.items() if "overrides" in entry}
    found = compiled.Compiled(
        whole.book.flows,
        forms,
        {name: plain(whole.sources[file].data) for name, file in said.items()},
        whole.attachments.known,
        {flow.id: tuple(whole.releases[flow.sha].files) for flow in whole.book.flows.values()},
        {name: schema_of(name) for name in whole.sources},
    )
    compiled.keep(shot.key, found, whole.settings.state / compiled.NAME)


def usable(root: Path) -> Workspace:
    """The workspace at `root`; raises BrokenWorkspace if any of its declarations cannot be read."""
    workspace = read(root)
    if workspace.problems:
        raise BrokenWorkspace(workspace.problems)
    return workspace


def working(root: Path, among: Collection[str] | None = None) -> Workspace:
    """The workspace at `root`, in which flows whose files cannot be used rest, and all others work.

    Raises BrokenWorkspace if other files cannot be used, if no flow is left, or if one rests that is none of `among`.
    """
    workspace = read(root)
    explained = [problem for problems in workspace.resting.values() for problem in problems]
    is_whole = all(problem in explained for problem in workspace.problems) and workspace.resting.keys() < _declared(
        workspace
    )
    if not is_whole or (among is not None and not workspace.resting.keys() <= set(among)):
        raise BrokenWorkspace(workspace.problems)
    return workspace


def _declared(workspace: Workspace) -> set[str]:
    return {*workspace.book.flows, *workspace.resting}


def _book(
    settings: Settings, flows: Mapping[str, Flow], forms: Mapping[str, Form], calendars: Mapping[str, Calendar]
) -> Definitions:
    companies = {lang: letterhead(settings.company, lang, settings.languages) for lang in LANGS}
    known = customers(settings.customers, forms)
    own = calendars.get(settings.company.get("calendar", ""))
    return Definitions(
        flows,
        forms,
        companies,
        settings.zone,
        settings.lang,
        calendars,
        known,
        settings.steering,
        own,
        refused=settings.refused,
        folders=settings.folders,
        languages=settings.languages,
    )


def customers(said: Mapping[str, Json], forms: Mapping[str, Form]) -> Customers:
    """The register of customers, still without rows, as `[customers]` and the schema of its form describe it."""
    form = forms.get(said.get("form", ""))
    if form is None:
        return Customers()
    columns = form.schema["properties"].get(said["rows"], {}).get("items", {}).get("properties", {})
    blocks = {sub["x-block"]: name for name, sub in columns.items() if "x-block" in sub}
    own = tuple(said.get("of_product", ()))
    return Customers(form.id, said["rows"], blocks, said.get("language", ""), own, said.get("period", ""))
