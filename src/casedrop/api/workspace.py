"""A workspace in your hands: its forms, flows and cases, what is wrong with it, and what would happen to a drop."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from casedrop.api.errors import Unknown
from casedrop.api.explain import Explanation, explained
from casedrop.api.form import Form
from casedrop.api.journal import Journal, read_journal
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.desk.admin import check as checking
from casedrop.desk.room import open_room, signing_key
from casedrop.diagrams.chart import chart_of
from casedrop.diagrams.mermaid import mermaid
from casedrop.diagrams.svg import svg
from casedrop.flows.flow import Flow
from casedrop.flows.graph import distances
from casedrop.forms import form as declaration
from casedrop.language.problem import Answers, Problem
from casedrop.store import files, journal
from casedrop.store.archive import DESK
from casedrop.workspace import create, workspace
from casedrop.workspace.errors import BrokenWorkspace, NoWorkspace
from casedrop.workspace.settings import FILE


class Workspace:
    """A workspace, read once; make another to see changed files.

    >>> office = Workspace("office")
    >>> sorted(office.forms)
    ['visit-note']
    """

    def __init__(self, folder: str | Path) -> None:
        """Read the workspace at `folder`; raises NoWorkspace, or BrokenWorkspace with the problems of its files."""
        self.root = Path(folder).resolve()
        if not (self.root / FILE).is_file():
            raise NoWorkspace(self.root)
        self._read = workspace.read(self.root)
        if self._read.problems:
            raise BrokenWorkspace(self._read.problems)

    @classmethod
    def create(cls, folder: str | Path) -> Workspace:
        """Make a workspace with all that casedrop comes with, in a new or empty folder, and return it; raises NotEmpty."""
        create.init(Path(folder))
        return cls(folder)

    def __repr__(self) -> str:
        return f"<casedrop.Workspace {self.root}>"

    @property
    def lang(self) -> str:
        """The company's own language."""
        return self._read.settings.lang

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles there are: each has a folder in `inbox/`."""
        return tuple(self._read.settings.roles)

    @property
    def definitions(self) -> Definitions:
        """All its forms, flows and calendars as one value, for `decide`, `tick` and `plan`."""
        return self._read.book

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """Its forms by their names."""
        whole = (declared for declared in self.definitions.forms.values() if declared.whole is None)
        return {declared.id: self._form(declared) for declared in whole}

    @property
    def flows(self) -> Mapping[str, Flow]:
        """Its flows by their names."""
        return self.definitions.flows

    def form(self, name: str) -> Form:
        """A form by its name; raises Unknown.

        >>> office.form("visit-note").fill({"customer": {"name": "Mây"}}, lang="vi").save("visit.docx").name
        'visit.docx'
        """
        if name not in self.forms:
            raise Unknown("form", name, difflib.get_close_matches(name, self.forms))
        return self.forms[name]

    def check(self) -> tuple[Problem, ...]:
        """Everything wrong with its settings, forms, flows and templates, as `casedrop check` finds it; () if nothing is.

        What `is_advice` may stay as it is.
        """
        return tuple(checking.check(self._read))

    def cases(self) -> Iterator[Case]:
        """Every case of the archive as it stands, replayed from its journal one by one, by year and number; no ledger is asked.

        Raises BrokenChain for a journal that is not what was written.
        """
        return (one.case for one in self.journals())

    def journals(self) -> Iterator[Journal]:
        """What happened to every case of the archive, one case at a time; raises as `cases` does."""
        paths = sorted(self._read.archive.glob(f"[0-9]*/*/*/{journal.NAME}"))
        return (read_journal(path.parent) for path in paths if DESK not in path.parts)

    def journal(self, case: str) -> Journal:
        """What happened to a case, by its number; raises Unknown, BrokenChain."""
        there = {path.parent.name: path.parent for path in self._read.archive.glob(f"[0-9]*/*/*/{journal.NAME}")}
        if case not in there:
            raise Unknown("case", case, difflib.get_close_matches(case, there))
        return read_journal(there[case])

    def explain(self, file: str | Path, role: str | None = None, *, at: datetime | None = None) -> Explanation:
        """What would happen to a file if it were dropped by `role` at a moment (aware; else now): the same verdict, the same
        documents, and nothing is done.

        The file is read apart, as a drop is. The ledger is asked how cases stand; it, and the folders, are made where a
        workspace was never at work. Raises OSError, and what the ledger raises.
        """
        moment = at or datetime.now(UTC)
        room = open_room(self._read, lambda: moment)
        try:
            return explained(room, Path(file), role)
        finally:
            room.ledger.close()

    def draw(self, flow: str, lang: str = "", *, kind: str = "svg") -> str:
        """A flow drawn, as SVG or (`kind="mermaid"`) as Mermaid text: its stages, roads and deadlines; raises Unknown."""
        if flow not in self.flows:
            raise Unknown("flow", flow, difflib.get_close_matches(flow, self.flows))
        one = self.flows[flow]
        chart = chart_of(one, self.definitions, self._read.settings.roles, lang or self.lang)
        return mermaid(chart) if kind == "mermaid" else svg(chart, distances(one))

    @cached_property
    def _key(self) -> bytes:
        """The key that signs stamps; made on first use, as the desk does."""
        state = self._read.settings.state
        files.make_dir(state, private=True)
        return signing_key(state)

    def _form(self, declared: declaration.Form) -> Form:
        def template(lang: str) -> bytes:
            return self._read.headed(self._read.template(declared, lang), declared.format)

        def sample(lang: str) -> Answers:
            known: Answers = self._read.sample(declared, lang)
            return known

        return Form(declared, template, sample, self.definitions, self.lang, self._key)
