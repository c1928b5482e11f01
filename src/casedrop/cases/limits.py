"""Until when the stages of a case may last: one arithmetic for lists, messages and the dates of documents (W24). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from casedrop.calendar.deadline import Deadline, Reckoning, reckon
from casedrop.calendar.worktime import Span
from casedrop.cases.case import Case
from casedrop.cases.definitions import Definitions
from casedrop.expressions import guards
from casedrop.flows.flow import Flow
from casedrop.language.problem import Answers


def running(limit: Deadline, names: Answers) -> Deadline:
    """The deadline as it runs for a case: by working time, or, where the flow says that it is `nonstop` and that holds, round
    the clock (W23). Raises GuardError."""
    if limit.nonstop is None or not guards.holds(limit.nonstop, names):
        return limit
    return replace(limit, unit=limit.unit.removeprefix("working "), calendar="")


def reckoned(book: Definitions, limit: Deadline, names: Answers, case: Case, now: datetime) -> Reckoning | None:
    """The arithmetic of a deadline of a case; None where its beginning is not known yet. Raises GuardError, also for a beginning
    that is neither a date nor a moment."""
    start = guards.value(limit.after, names)
    if not start:
        return None
    runs = running(limit, names)
    calendar = book.calendars[runs.calendar] if runs.calendar else None
    try:
        return reckon(runs, str(start), calendar, book.zone, pauses(case, now))
    except ValueError as error:
        raise guards.GuardFailedError(limit.after, message=str(error)) from error


def pauses(case: Case, now: datetime) -> list[Span]:
    """When the case was held, in order; a hold that goes on ends `now`."""
    ended = [Span(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in case.pauses]
    return [*ended, Span(datetime.fromisoformat(case.held_since), now)] if case.held_since else ended


@dataclass(frozen=True, eq=False)
class LastDays(Mapping[str, str | None]):
    """The last day (ISO) of each stage of a flow that has a deadline, as the case has it there; None where its beginning is not
    known yet. Reckoned when it is asked for: few expressions ask."""

    book: Definitions
    flow: Flow
    case: Case
    names: Answers
    now: datetime

    def __getitem__(self, stage: str) -> str | None:
        limit = self.flow.stages[stage].deadline
        if limit is None:
            raise KeyError(stage)
        found = reckoned(self.book, limit, self.names, self.case, self.now)
        return found.last.isoformat() if found else None

    def __iter__(self) -> Iterator[str]:
        return (stage.id for stage in self.flow.stages.values() if stage.deadline)

    def __len__(self) -> int:
        return sum(1 for _ in self)
