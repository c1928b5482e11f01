"""A case of a flow as it would go, its answers those of the samples: the documents it would bring out, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from casedrop.cases.evolve import fold
from casedrop.cases.numbering import numbered
from casedrop.cases.opening import Given, about, opened
from casedrop.cases.situation import Situation
from casedrop.desk.room import Room
from casedrop.documents.document import Document, document, issued, issuer
from casedrop.documents.plan import sheet
from casedrop.documents.sheet import number_of
from casedrop.expressions.guards import GuardError
from casedrop.flows.flow import Flow, Issue, Stage
from casedrop.forms.canonical import canonical
from casedrop.forms.form import Form
from casedrop.forms.validate import merge
from casedrop.language.problem import Answers, Json, Problem
from casedrop.workspace import samples


@dataclass(frozen=True, slots=True)
class Planned:
    """A document of a stage, or why it cannot be told what it would be."""

    stage: Stage
    issue: Issue
    made: Document | None
    problem: Problem | None = None


@dataclass(frozen=True)
class InventedCase:
    """A case of a flow in a language of which nobody knows, and that no ledger has."""

    room: Room
    flow: Flow
    lang: str

    def documents(self) -> Iterator[Planned]:
        """Every document of every stage in the flow's order, whatever its conditions: filled as far as the stages before it
        have come."""
        now, done = self._begun, set[tuple[str, str]]()
        for stage in self.flow.stages.values():
            said, entered = dict(self._said(done)), {**now.case.entered, stage.id: now.case.opened}
            heard = tuple((now.case.version, form, ()) for form in said)
            now = replace(now, case=replace(now.case, stage=stage.id, answers=said, entered=entered, changes=heard))
            for issue in stage.issues:
                planned, now = self._one(now, stage, issue)
                yield planned
            done |= {(item.form, item.part) for item in stage.awaits}

    def _one(self, now: Situation, stage: Stage, issue: Issue) -> tuple[Planned, Situation]:
        """A document, and the case once it is out; it stays as it was where none can be made."""
        try:
            made = self._made(now, stage, issue)
        except Exception as error:
            told = Problem("desk.unprintable", args={"message": f"{type(error).__name__}: {error}"})
            return Planned(stage, issue, None, told), now
        return Planned(stage, issue, made), now.after([issued(made, self.room.key)])

    def _made(self, now: Situation, stage: Stage, issue: Issue) -> Document:
        """A document as the desk plans it. What fills it from what other cases or the calendar would give is its sample's, where
        an invented case knows nothing of that."""
        try:
            wanted = sheet(now, stage, issue, correction=False)
        except GuardError:
            form = now.book.forms[issue.form].base
            case = replace(now.case, answers={**now.case.answers, form.id: self._sample(form)})
            wanted = sheet(replace(now, case=case), stage, replace(issue, values={}), correction=False)
        number = number_of(now.book, wanted, self._draw, now.now)
        version = now.case.version + 1
        return document(now.book, issuer(now.case), wanted, number, version, self.room.key, now.now)

    @cached_property
    def _begun(self) -> Situation:
        """The case just opened, with what it is given as the samples have it."""
        book, now = self.room.workspace.book, self.room.clock()
        number = numbered(book, self.flow.number, self._draw, now)
        whose = about(self.flow, self.lang, self._first("customer"))
        values = {name: self._first(name) for name in self.flow.given}
        return Situation(book, self.flow, fold([opened(self.flow, number, self.lang, whose, now, Given(values))]), now)

    @cached_property
    def _samples(self) -> dict[str, Answers]:
        """The answers of the sample of each form that answers something in this flow."""
        forms = (self.room.workspace.book.forms[name] for name in self.flow.answers.values())
        return {form.id: self._sample(form) for form in forms}

    def _sample(self, form: Form) -> Answers:
        """The answers of a form's sample."""
        return canonical(samples.as_own(self.room.workspace, form, self.lang), form)[0]

    def _first(self, name: str) -> Json:
        """What the first sample that knows a property of that name says of it."""
        return next((said[name] for said in self._samples.values() if name in said), None)

    def _said(self, done: set[tuple[str, str]]) -> Iterator[tuple[str, Answers]]:
        """What each form has answered once these parts of forms have come, with what it was issued with."""
        for name, said in self._samples.items():
            form = self.room.workspace.book.forms[name]
            parts = {part for of, part in done if of == name}
            if parts:
                yield name, _as_far(form, {"", *parts}, said)

    @cached_property
    def _numbers(self) -> dict[str, Iterator[int]]:
        return {}

    def _draw(self, series: str, _year: int) -> int:
        """The next number of a series, of which this case has all."""
        return next(self._numbers.setdefault(series, count(1)))


def _as_far(form: Form, parts: set[str], said: Answers) -> Answers:
    """The answers less those of the parts that have not come yet."""
    known = dict(said)
    for part in {field.stage or "" for field in form.fields} - parts:
        known = merge(form, part, {}, known)
    return known
