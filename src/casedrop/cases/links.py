"""Kin: what a case says to the cases it opened, and to the one that opened it. Pure; time enters as a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from casedrop.cases.case import Case, Event
from casedrop.cases.context import alias, context
from casedrop.cases.definitions import Book
from casedrop.cases.opening import Given, about
from casedrop.expressions import guards
from casedrop.expressions.values import rows_of, worked_out
from casedrop.flows.flow import Flow, Stage
from casedrop.flows.links import Children, Telling
from casedrop.language.problem import LANGS

ENTERED = {"opened": "stage", "moved": "to", "reopened": "stage"}
"""The events by which a stage is entered, and where they name it."""

Names = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Open:
    """A case to be opened, of a flow, for a row of the one that opens it (`key`); `joins`: one of the customer that waits
    for it is taken up instead."""

    flow: str
    key: str
    lang: str
    customer: Mapping[str, str]
    given: Given
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """What a case is told: by the one that opened it (`given`), or by one it opened (`report`); `source` is who takes it up
    by this, and for which row; `again`: it repeats what the case was opened with, as the row says it now."""

    case: str
    given: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    source: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """What the open cases of a flow are told that were opened under a key, whoever opened them."""

    flow: str
    key: str
    given: Mapping[str, Any]


Message = Open | Tell | Call


def messages(book: Book, flow: Flow, case: Case, decided: Iterable[Event], now: datetime) -> list[Message]:
    """What other cases must learn of a case's events, in order; `case` is as they and its documents left it."""
    names, entered = context(book, flow, case, now), list(stages(flow, decided))
    sent: list[Message] = []
    for stage in entered:
        sent += (message for children in stage.opens for message in _opened(book, case, children, names))
        sent += (message for telling in stage.tells for message in _told(case, telling, names))
    if case.source.get("case") and (any(map(_is_news, decided)) or any(stage.reports for stage in entered)):
        sent.append(_report(case, entered, names))
    return sent


def stages(flow: Flow, decided: Iterable[Event]) -> Iterator[Stage]:
    """The stages that events entered."""
    return (flow.stages[e.data[ENTERED[e.kind]]] for e in decided if e.kind in ENTERED)


def _is_news(event: Event) -> bool:
    """Whether the case that opened one learns of its event: that it was taken up, or stands elsewhere."""
    return event.kind in ("moved", "reopened", "closed", "undone") or bool(
        event.kind == "told" and event.data["source"]
    )


def spread(sent: Iterable[Tell | Event], at: datetime) -> Event | None:
    """The event of a case having opened others (`opened` events) or told them something; None if it did neither."""
    known = ("case", "flow", "customer", "stage")
    begun = [{**{k: m.data[k] for k in known}, "key": m.data["source"]["key"]} for m in sent if isinstance(m, Event)]
    told = [m.case for m in sent if isinstance(m, Tell) and not (m.report or m.source or m.again)]
    data = {"opened": begun, "told": told, "at": at.astimezone(UTC).isoformat()}
    return Event("spread", data) if begun or told else None


def told(message: Tell, at: datetime) -> Event:
    """The event of a case being told something."""
    stamp = at.astimezone(UTC).isoformat()
    if message.report:
        return Event("reported", {**message.report, "at": stamp})
    return Event("told", {"given": dict(message.given), "source": dict(message.source), "at": stamp})


def may_join(flow: Flow, case: Case, given: Given) -> bool:
    """Whether a case waits to hear what another that would take it up as its own gives."""
    hears = flow.stages[case.stage].hears
    return not case.closed and bool(hears) and set(hears) <= set(given.values)


def unopened(flow: Flow, case: Case, names: Names) -> list[str]:
    """The rows (by key) of the present stage whose cases are not there yet; `names` are those expressions see."""
    wanted = [(c.flow, key) for c in flow.stages[case.stage].opens for key, _ in _rows(c, names)]
    return [key for of, key in wanted if child_of(case, of, key) is None]


def child_of(case: Case, flow: str, key: str) -> str | None:
    """The number of the case that was opened for a row; None if there is none."""
    return next((n for n, c in case.children.items() if (c["flow"], c["key"]) == (flow, key)), None)


def _opened(book: Book, case: Case, children: Children, names: Names) -> Iterator[Message]:
    """What opens the case of each row, or tells the one that is there."""
    flow = book.flows[children.flow]
    for key, seen in _rows(children, names):
        lang, there = _lang(case, children, seen), child_of(case, flow.id, key)
        values = worked_out(children.values, seen, lang)
        if there:
            yield Tell(there, values, again=True)
            continue
        customer = guards.value(children.customer, seen) if children.customer else None
        whose = about(flow, lang, customer) if children.customer else case.customer
        given = Given(values, {"case": case.id, "key": key}, children.stage)
        yield Open(flow.id, key, lang, whose, given, children.joins)


def _lang(case: Case, children: Children, seen: Names) -> str:
    """The language of a row's case: the one that is said, if it is one, else that of the case which opens it."""
    said = guards.value(children.lang, seen) if children.lang else None
    return str(said) if said in LANGS else case.lang


def _rows(children: Children, names: Names) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a list, by key, the first of each."""
    done = set()
    for seen in rows_of(children.rows, names):
        if children.when and not guards.holds(children.when, seen):
            continue
        key = str(guards.value(children.key, seen) if children.key else seen["no"])
        if key not in done:
            done.add(key)
            yield key, seen


def _told(case: Case, telling: Telling, names: Names) -> Iterator[Message]:
    if telling.key:
        yield from _called(case, telling, telling.key, names)
        return
    for child in names["children"][alias(telling.flow)]:
        seen = {**names, "child": child}
        if child["open"] and (telling.when is None or guards.holds(telling.when, seen)):
            yield Tell(child["case"], worked_out(telling.values, seen, case.lang))


def _called(case: Case, telling: Telling, key: str, names: Names) -> Iterator[Call]:
    for seen in rows_of(telling.rows, names):
        if telling.when is None or guards.holds(telling.when, seen):
            yield Call(telling.flow, str(guards.value(key, seen)), worked_out(telling.values, seen, case.lang))


def addressed(book: Book, flow: Flow, case: Case, decided: Iterable[Event], now: datetime) -> list[tuple[str, str]]:
    """(flow, key) of every row that the stages which events entered name to other cases by a key, each once, whether there
    is anything to tell about it or not; `case` is as the events left it."""
    names = context(book, flow, case, now)
    keyed = [(t, t.key) for stage in stages(flow, decided) for t in stage.tells if t.key]
    found = [(t.flow, str(guards.value(key, seen))) for t, key in keyed for seen in rows_of(t.rows, names)]
    return list(dict.fromkeys(found))


def _report(case: Case, entered: Iterable[Stage], names: Names) -> Tell:
    """What the case that opened this one learns: where it stands, and what its stages report."""
    values: dict[str, Any] = {}
    for stage in entered:
        values |= worked_out(stage.reports, names, case.lang)
    where = {"child": case.id, "flow": case.flow, "key": case.source["key"], "customer": dict(case.customer)}
    where |= {"stage": case.stage, "open": not case.closed}
    return Tell(case.source["case"], report={**where, "values": values})
