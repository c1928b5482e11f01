"""What declarations speak of, held against what there is: forms, views, parts, roles, flows, stages and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from casedrop.flows import keywords
from casedrop.flows.flow import Flow
from casedrop.forms.keyword import Reference, Target
from casedrop.forms.uses import Use
from casedrop.language.problem import Problem
from casedrop.workspace.workspace import Workspace
from casedrop.workspace.yaml.source import Source, plain, unknown

CODES: Mapping[Target, str] = {"stage": "stage.unknown"}
"""What is said of a thing there is not, where that is not `name.unknown`."""


def check_references(workspace: Workspace, flow: Flow, source: Source) -> Iterator[Problem]:
    """A problem for each thing the flow's file names that is not there, at its line."""
    there = _There(workspace, flow)
    for use in keywords.uses(plain(source.data)):
        if not isinstance(use.kind, Reference):
            continue
        place, name = source.place(*use.path), str(use.value)
        if use.kind.to == "form" and name not in workspace.book.forms:
            yield Problem("form.undeclared", place, args={"name": name})
        elif use.kind.to == "flow" and use.block.get("every"):
            continue  # an office may have left out whoever would hear it
        elif (known := there.known(use, use.kind)) is not None:
            yield from unknown(name, sorted(known), place, CODES.get(use.kind.to, "name.unknown"))


class _There:
    """What there is for one flow's file to speak of."""

    def __init__(self, workspace: Workspace, flow: Flow) -> None:
        self.workspace, self.book, self.flow = workspace, workspace.book, flow
        roles = workspace.settings.roles
        self.simple: Mapping[Target, Iterable[str]] = {
            "role": roles,
            "reader": [*roles, "customer"],
            "flow": self.book.flows,
            "calendar": self.book.calendars,
            "holder": flow.holders,
            "enclosure": flow.enclosures,
            "attachment": self.book.attachments,
        }
        self.beside: Mapping[Target, Callable[[str], Iterable[str] | None]] = {
            "view": self.views,
            "part": self.parts,
            "stage": self.stages,
            "given": self.given,
        }

    def known(self, use: Use, kind: Reference) -> Iterable[str] | None:
        """The names a reference may have; None where the thing beside it, in which they stand, is not there itself."""
        if kind.to not in self.beside:
            return self.simple.get(kind.to)
        return self.beside[kind.to](str(use.block[kind.of]) if kind.of else "")

    def views(self, form: str) -> Iterable[str] | None:
        """The views of a form."""
        return self.book.forms[form].views if form in self.book.forms else None

    def parts(self, form: str) -> Iterable[str] | None:
        """The parts of a form, "" what its issuer writes; by the name of a stage that fills nothing, nothing can be filled."""
        known = self.book.forms.get(form)
        return {"", *self.flow.stages, *(f.stage or "" for f in known.fields)} if known else None

    def stages(self, flow: str) -> Iterable[str] | None:
        """The stages of a flow, "" of the file's own."""
        of = self.book.flows.get(flow) if flow else self.flow
        return of.stages if of else None

    def given(self, flow: str) -> Iterable[str] | None:
        """The names of what the cases of a flow are opened with."""
        of = self.book.flows.get(flow) if flow else self.flow
        return of.given if of else None
