"""What is wrong with what the calendar starts: names, guards and stages held against the flows they speak of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casedrop.cases.definitions import Book
from casedrop.flows.flow import Flow
from casedrop.flows.schedule import PERIOD, Collect, Start
from casedrop.language.problem import Problem
from casedrop.workspace.checks.expressions import guard, value, values
from casedrop.workspace.yaml.source import Source, unknown

Path = tuple[str | int, ...]
NamesOf = Callable[[Flow], Mapping[str, Any]]
Columns = Callable[[Mapping[str, Any]], Any]


def check_starts(book: Book, flow: Flow, source: Source, names: NamesOf, columns: Columns) -> Iterator[Problem]:
    """Every problem of a flow's starts, at its line.

    `names` gives the names that a flow's expressions may read, `columns` those of a schema.
    """
    for k, start in enumerate(flow.starts):
        yield from _StartCheck(book, flow, source, names, columns, start, ("starts", k)).problems()


@dataclass(frozen=True)
class _StartCheck:
    """The checks of one start."""

    book: Book
    flow: Flow
    source: Source
    names_of: NamesOf
    columns: Columns
    start: Start
    at: Path

    def problems(self) -> Iterator[Problem]:
        """Every problem of the start."""
        if self.start.rows and self.book.customers.form not in self.book.forms:
            yield Problem("start.no-register", self.source.place(*self.at, "for"))
            return
        if self.start.go and self.start.go not in self.flow.stages:
            yield from self.among(self.start.go, self.flow.stages, "go", code="stage.unknown")
        for part in ("by", "lang"):
            said = getattr(self.start, part)
            yield from value(said, self.names(), self.source.place(*self.at, part)) if said else ()
        if self.start.when:
            yield from guard(self.start.when, self.names(), self.source.place(*self.at, "when"))
        yield from self.given()
        for name, sources in self.start.collect.items():
            for k, one in enumerate(sources):
                yield from self.collect(one, "collect", name, *([k] if len(sources) > 1 else []))

    def names(self) -> dict[str, Any]:
        """The names its expressions may read."""
        known: dict[str, Any] = {"period": PERIOD, "company": self.book.companies[self.book.lang], "today": None}
        if not self.start.rows:
            return known
        table = self.book.forms[self.book.customers.form].schema["properties"][self.book.customers.table]
        return {**known, "row": self.columns(table["items"])}

    def given(self) -> Iterator[Problem]:
        """What a case is given that its flow does not name, and expressions that cannot be."""
        for part, names in (("give", self.start.give), ("collect", self.start.collect)):
            for name in names:
                yield from self.among(name, self.flow.given, part, name)
        yield from values(self.start.give, self.names(), self.source, *self.at, "give")

    def collect(self, one: Collect, *at: str | int) -> Iterator[Problem]:
        """An unknown flow, and expressions that it cannot answer."""
        if one.flow not in self.book.flows:
            yield from self.among(one.flow, self.book.flows, *at, "flow")
            return
        known = {**self.names_of(self.book.flows[one.flow]), "period": PERIOD}
        yield from guard(one.when, known, self.source.place(*self.at, *at, "when"))
        yield from values(one.each, known, self.source, *self.at, *at, "each")

    def among(
        self, name: str, known: Collection[str] | Mapping[str, Any], *at: str | int, code: str = "name.unknown"
    ) -> Iterator[Problem]:
        """A name that is none of those known."""
        yield from unknown(name, sorted(known), self.source.place(*self.at, *at), code)
