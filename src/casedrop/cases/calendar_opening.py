"""How the calendar begins a case: for whom, with what, and under which key it happens only once. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casedrop.cases.case import Event
from casedrop.cases.definitions import Book
from casedrop.cases.numbering import Number
from casedrop.cases.opening import Given, about, opened
from casedrop.expressions import guards
from casedrop.expressions.values import worked_out
from casedrop.flows.flow import Flow
from casedrop.flows.schedule import Period, Start
from casedrop.forms.canonical import complete
from casedrop.language import filenames
from casedrop.language.problem import LANGS

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A case that is to begin: in which language, for whom, and what it is given."""

    lang: str
    customer: Mapping[str, str]
    given: Given

    def event(self, flow: Flow, number: Number, now: datetime) -> Event:
        """The event that opens it under that number."""
        return opened(flow, number.text, self.lang, self.customer, now, number.drawn, self.given)


def series(flow: str, source: Mapping[str, Any]) -> str:
    """The series in which the cases that a start of a flow opens for one row are numbered by their periods, so that no two
    of them can be of the same period."""
    return f"start:{flow}:{source['start']}:{source['key']}"


def beginning(book: Book, flow: Flow, k: int, period: Period, row: Row | None, rows: Row, now: datetime) -> Beginning:
    """The case of a period that the `k`-th start of a flow begins, for a row of the register or (None) for none; `rows` are
    those collected. Raises GuardError."""
    start = flow.starts[k]
    known = scene(book, period, row, now)
    lang = str(guards.value(start.lang, known)) if start.lang else book.lang
    lang = lang if lang in LANGS else book.lang
    source = {"start": k, "months": period.months, "period": period.n, "key": key(book, row)}
    values = {**worked_out(start.give, known, lang), **rows}
    customer = None if row is None else book.customers.customer(row)
    return Beginning(lang, about(flow, lang, customer), Given(values, source, start.go))


def scene(book: Book, period: Period, row: Row | None, now: datetime) -> dict[str, Any]:
    """The names that a start's expressions may use; what a row does not say is None."""
    today = now.astimezone(book.zone).date().isoformat()
    known = {"period": period.facts(), "company": dict(book.companies[book.lang]), "today": today}
    if row is None:
        return known
    form = book.forms[book.customers.form]
    return {**known, "row": complete(form.schema["properties"][book.customers.table]["items"], row, None)}


def is_meant(book: Book, start: Start, period: Period, row: Row, now: datetime) -> bool:
    """Whether a row of the register has periods of this length, and the start's guard holds for it; raises GuardError."""
    known = scene(book, period, row, now)
    if start.when is not None and not guards.holds(start.when, known):
        return False
    if start.by is None:
        return True
    kind = str(guards.value(start.by, known))
    if kind not in start.months:
        raise guards.GuardFailedError(start.by, message=kind)
    return start.months[kind] == period.months


def key(book: Book, row: Row | None) -> str:
    """What tells a row of the register from others: its customer's code, else the folded name; "" of no row."""
    said = {} if row is None else book.customers.customer(row)
    return str(said.get("code") or filenames.fold(said.get("name", "")))
