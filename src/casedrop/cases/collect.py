"""Collecting: rows gathered from the cases of other flows, at one moment, as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from casedrop.cases.case import Case
from casedrop.cases.context import context
from casedrop.cases.definitions import Book
from casedrop.expressions import guards
from casedrop.expressions.values import worked_out
from casedrop.flows.schedule import Collect

CasesOf = Callable[[str], Iterable[Case]]
"""flow -> its cases, open and closed."""


def collected(
    book: Book, wanted: Mapping[str, tuple[Collect, ...]], cases: CasesOf, period: Mapping[str, Any], now: datetime
) -> dict[str, list[Any]]:
    """The rows wanted under each name, source by source, case by case; raises GuardError."""
    return {
        name: [row for one in sources for row in _rows(book, one, cases, period, now)]
        for name, sources in wanted.items()
    }


def _rows(book: Book, wanted: Collect, cases: CasesOf, period: Mapping[str, Any], now: datetime) -> list[Any]:
    flow = book.flows[wanted.flow]
    known = (({**context(book, flow, case, now), "period": period}, case.lang) for case in cases(flow.id))
    return [worked_out(wanted.each, names, lang) for names, lang in known if guards.holds(wanted.when, names)]
