"""What the names in a flow's expressions are called: fields, stages, documents, cases of other flows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from casedrop.cases.context import alias
from casedrop.cases.definitions import Definitions
from casedrop.flows.flow import Flow
from casedrop.flows.links import Children, Telling
from casedrop.forms.form import Field, Form
from casedrop.language.messages import phrase

DEEPEST = 3
"""Through how many flows it is followed what is given on and on."""
_DOTTED = re.compile(r"[a-z_]+(\.[a-z_]+)+")


class Untold(Exception):  # noqa: N818 - not an error: there are no words for it
    """There are no words for a part of an expression."""


@dataclass(frozen=True)
class Names:
    """The names that expressions of a flow read, in the words of a language."""

    flow: Flow
    book: Definitions
    lang: str
    depth: int = 0

    def called(self, path: Sequence[str]) -> str:
        """What a dotted name is called: a field with the group it stands in, a stage, a document, the cases of another flow.
        Raises Untold."""
        head, *rest = path
        form = self.form(head)
        if form and rest:
            return " – ".join(self.labels(form, rest))
        match path:
            case ["documents", name, fact]:
                return self.document(name, fact)
            case ["given", name, *inner]:
                return next(self.given(name, inner), phrase("chart.given", self.lang))
            case ["stages", name, "entered"] if name in self.flow.stages:
                return phrase("chart.entered", self.lang, stage=self.flow.stages[name].titles[self.lang])
            case ["children" | "enclosures", name, *_]:
                return self.title(path[0], name)
        return self.other(path)

    def other(self, path: Sequence[str]) -> str:
        """What belongs to no form and no flow; raises Untold."""
        words = {"company": "settings", "customers": "customers", "today": "today"}
        word = "opened" if list(path) == ["case", "opened"] else words.get(path[0])
        if word is None:
            raise Untold
        return phrase(f"chart.{word}", self.lang)

    def title(self, kind: str, name: str) -> str:
        """The title of another flow, or of an enclosure; raises Untold if there is none of that name."""
        things = self.book.flows if kind == "children" else self.flow.enclosures
        named = {alias(one): said.titles for one, said in things.items()}
        if name not in named:
            raise Untold
        return named[name][self.lang]

    def form(self, name: str) -> Form | None:
        """The form whose answers the flow reads by a name."""
        return self.book.forms.get(self.flow.answers.get(name, ""))

    def document(self, name: str, fact: str) -> str:
        """The date of a document, or its scan."""
        form = self.form(name)
        if form is None:
            raise Untold
        return phrase(
            "chart.scan_of" if fact == "scanned" else "chart.document", self.lang, form=form.titles[self.lang]
        )

    def labels(self, form: Form, rest: Sequence[str]) -> list[str]:
        """The labels on the way to a field: of the last group, and its own."""
        found = []
        for n in range(1, len(rest) + 1):
            try:
                found.append(form.label("/" + "/".join(rest[:n]), self.lang))
            except KeyError:
                continue
        if not found:
            raise Untold
        return found[-2:]

    def given(self, name: str, inner: Sequence[str]) -> Iterator[str]:
        """What is given under a name, and what stands within it, is called in the flows that give it."""
        for giver in self.book.flows.values() if self.depth < DEEPEST else ():
            links = (
                link for stage in giver.stages.values() for link in chain[Children | Telling](stage.opens, stage.tells)
            )
            for said in (link.values.get(name) for link in links if link.flow == self.flow.id):
                if isinstance(said, str) and _DOTTED.fullmatch(said):
                    yield from self.elsewhere(giver, [*said.split("."), *inner])

    def elsewhere(self, giver: Flow, path: Sequence[str]) -> Iterator[str]:
        """What a dotted name is called in another flow, if anything is known of it there."""
        try:
            told = replace(self, flow=giver, depth=self.depth + 1).called(path)
        except Untold:
            return
        if told != phrase("chart.given", self.lang):
            yield told

    def field(self, path: Sequence[str]) -> Field | None:
        """The field that a dotted name means; of a column, `-` stands for its row."""
        head, *rest = path
        form = self.form(head)
        return form.by_pointer.get("/" + "/".join(rest)) if form and rest else None
