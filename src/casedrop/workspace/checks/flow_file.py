"""A flow's file as its checks need it: with the names its expressions may read and the things it may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from casedrop.flows.flow import Flow
from casedrop.language.problem import Problem
from casedrop.workspace.checks.names import flow_names
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source, unknown


class Look:
    """One flow file; each method gives the Problem of a thing that is not there."""

    def __init__(self, workspace: Workspace, flow: Flow, source: Source) -> None:
        self.workspace, self.flow, self.source = workspace, flow, source
        self.names = flow_names(workspace.book, flow)

    def among(self, name: str, known: Collection[str], *at: str | int) -> Iterator[Problem]:
        """A name that is none of those known."""
        yield from unknown(name, sorted(known), self.source.place(*at))

    def form(self, form: str, *at: str | int) -> Iterator[Problem]:
        """A form that is not declared."""
        if form not in self.workspace.book.forms:
            yield Problem("form.undeclared", self.source.place(*at), args={"name": form})

    def role(self, role: str | None, *at: str | int) -> Iterator[Problem]:
        """A role that `casedrop.toml` does not know."""
        if role is not None:
            yield from self.among(role, self.workspace.settings.roles, *at)

    def stage_name(self, stage: str, *at: str | int) -> Iterator[Problem]:
        """A stage that the flow does not have."""
        yield from unknown(stage, list(self.flow.stages), self.source.place(*at), "stage.unknown")
