"""A case as it stands at a moment, with all that a decision about it may look up. Pure; time enters as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from casedrop.cases.case import Case
from casedrop.cases.context import context
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Event
from casedrop.cases.evolve import fold
from casedrop.expressions import guards
from casedrop.flows.flow import Flow, Stage
from casedrop.language.problem import Answers


@dataclass(frozen=True)
class Situation:
    """A case, the definitions and the flow by which it is decided about, and the moment (aware) of the decision."""

    book: Definitions
    flow: Flow
    case: Case
    now: datetime

    @classmethod
    def of(cls, book: Definitions, case: Case, now: datetime) -> Situation:
        """The situation of a case by the version of its flow that it runs by; raises KeyError if that is gone.

        `book` is the present one.
        """
        own = book.of(case)
        return cls(own, own.flows[case.flow], case, now)

    @property
    def stage(self) -> Stage:
        """The stage the case stands at; raises KeyError if its flow has that no more."""
        return self.flow.stages[self.case.stage]

    @cached_property
    def names(self) -> Answers:
        """What an expression of the flow sees (`cases.context`)."""
        return context(self.book, self.flow, self.case, self.now)

    def after(self, events: Iterable[Event]) -> Situation:
        """The same moment with the case as the events leave it."""
        return replace(self, case=fold(events, self.case))

    def holds(self, guard: str | None) -> bool:
        """Whether a guard holds for the case as it stands; None always does. Raises GuardError."""
        return guard is None or guards.holds(guard, self.names)
