"""How the calendar begins a case: for whom, with what rows of other cases, and under which key only once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from casedrop.cases.case import Case
from casedrop.cases.context import completed, row_schema
from casedrop.cases.definitions import Definitions
from casedrop.cases.events import Opened
from casedrop.cases.numbering import Number
from casedrop.cases.opening import Given, about, opened
from casedrop.cases.parts import FromCalendar
from casedrop.cases.situation import Situation
from casedrop.expressions import guards
from casedrop.expressions.values import worked_out
from casedrop.flows.flow import Flow
from casedrop.flows.schedule import Collect, Period, Start
from casedrop.forms.completed import complete
from casedrop.language import filenames
from casedrop.language.problem import Answers, Json

Row = Answers
CasesOf = Callable[[str], Iterable[Case]]
"""flow -> its cases, open and closed."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A case that is to begin: in which language, for whom, what it is given, and by which date of the calendar."""

    lang: str
    customer: Mapping[str, str]
    given: Given
    source: FromCalendar

    def event(self, flow: Flow, number: Number, now: datetime) -> Opened:
        """The event that opens it under that number."""
        return opened(flow, number, self.lang, self.customer, now, self.given)


def series(flow: str, source: FromCalendar) -> str:
    """The series in which the cases that a start of a flow opens for one row are numbered by their periods, so that no two
    of them can be of the same period."""
    return f"start:{flow}:{source.start}:{source.key}"


def beginning(
    book: Definitions, flow: Flow, k: int, period: Period, row: Row | None, rows: Row, now: datetime
) -> Beginning:
    """The case of a period that the `k`-th start of a flow begins, for a row of the register or (None) for none; `rows` are
    those collected. Raises GuardError."""
    start = flow.starts[k]
    known = {**scene(book, start, period, row, now), "gathered": rows}
    lang = book.spoken(guards.value(start.lang, known)) if start.lang else book.lang
    source = FromCalendar(k, period.months, period.n, key(book, row))
    values = {**worked_out(start.give, known, lang), **rows}
    customer = None if row is None else book.customers.customer(row)
    return Beginning(lang, about(flow, lang, customer), Given(values, source, start.go), source)


def scene(book: Definitions, start: Start, period: Period, row: Row | None, now: datetime) -> dict[str, Json]:
    """The names that a start's expressions may use; what a row does not say is None. `customers` are there for a start that
    asks for them."""
    today = now.astimezone(book.zone).date().isoformat()
    known: dict[str, Json] = {"period": period.facts(), "company": dict(book.companies[book.lang]), "today": today}
    if row is None:
        return {**known, "customers": completed(book) if "customers" in (start.when or "") else []}
    return {**known, "row": complete(row_schema(book), row, None)}


def is_meant(book: Definitions, start: Start, period: Period, row: Row | None, rows: Row, now: datetime) -> bool:
    """Whether the start's guard holds for a row of the register, or for none, and the row has periods of this length; `rows`
    are those collected. A row that does not say of which kind it is has none. Raises GuardError."""
    known = {**scene(book, start, period, row, now), "gathered": rows}
    if start.when is not None and not guards.holds(start.when, known):
        return False
    if start.by is None:
        return True
    kind = guards.value(start.by, known)
    if kind is not None and str(kind) not in start.months:
        raise guards.GuardFailedError(start.by, message=str(kind))
    return kind is not None and start.months[str(kind)] == period.months


def key(book: Definitions, row: Row | None) -> str:
    """What tells a row of the register from others: its customer's code, else the folded name; "" of no row."""
    customer = {} if row is None else book.customers.customer(row)
    return str(customer.get("code") or filenames.fold(customer.get("name", "")))


def collected(
    book: Definitions, wanted: Mapping[str, tuple[Collect, ...]], cases: CasesOf, period: Answers, now: datetime
) -> dict[str, list[Json]]:
    """The rows wanted under each name, source by source, case by case; raises GuardError."""
    return {
        name: [row for one in sources for row in _rows(book, one, cases, period, now)]
        for name, sources in wanted.items()
    }


def _rows(book: Definitions, wanted: Collect, cases: CasesOf, period: Answers, now: datetime) -> list[Json]:
    flow = book.flows[wanted.flow]
    there = (Situation(book, flow, case, now) for case in cases(flow.id))
    known = (({**one.names, "period": period}, one.case.lang) for one in there)
    return [worked_out(wanted.each, names, lang) for names, lang in known if guards.holds(wanted.when, names)]
