"""What a case says to the cases it opened, and to the one that opened it. Pure; time enters as a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from casedrop.cases import events
from casedrop.cases.case import Case
from casedrop.cases.context import alias
from casedrop.cases.events import Event, Heard, Moved, Opened, Reopened, Reported, Spread, utc_text
from casedrop.cases.opening import Given, about
from casedrop.cases.parts import Begun, FromCase
from casedrop.cases.situation import Situation
from casedrop.expressions import guards
from casedrop.expressions.values import rows_of, worked_out
from casedrop.flows.flow import Flow, Stage
from casedrop.flows.links import Children, Telling
from casedrop.language.problem import LANGS, Answers, Json

Names = Answers


@dataclass(frozen=True, slots=True)
class Open:
    """A case to be opened, of a flow, for a row of the one that opens it (`key`); `joins`: one of the customer that waits
    for it is taken up instead; `once`: not if one was ever opened under the key."""

    flow: str
    key: str
    lang: str
    customer: Mapping[str, str]
    given: Given
    joins: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """What a case is told; `source` is who takes it up by this, and for which row; `again`: what it was opened with, anew."""

    case: str
    given: Answers = field(default_factory=dict)
    source: FromCase | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a case hears of one it opened."""

    case: str
    news: Reported


@dataclass(frozen=True, slots=True)
class Call:
    """What the open cases of a flow are told that were opened under a key, whoever opened them."""

    flow: str
    key: str
    given: Answers


@dataclass(frozen=True, slots=True)
class Announcement:
    """What every open case of a flow is told, by those of the `rows` (names in scope) for which the telling holds."""

    telling: Telling
    rows: tuple[Names, ...]
    lang: str


Message = Open | Tell | Report | Call | Announcement


def messages(after: Situation, decided: Iterable[Event]) -> list[Message]:
    """What other cases must learn of a case's events, in order; `after` is as they and its documents left it."""
    case, names, entered = after.case, after.names, list(stages(after.flow, decided))
    sent: list[Message] = []
    for stage in entered:
        sent += (message for children in stage.opens for message in _opened(after, children))
        sent += (message for telling in stage.tells for message in _told(case, telling, names))
    is_news = any(map(_is_news, decided)) or any(stage.reports for stage in entered)
    is_news = is_news and not _is_no_more(decided)
    if isinstance(case.source, FromCase) and is_news:
        sent.append(_report(after, case.source, entered))
    return sent


def stages(flow: Flow, decided: Iterable[Event]) -> Iterator[Stage]:
    """The stages that events entered."""
    return (flow.stages[stage] for event in decided if (stage := entered_by(event)) is not None)


def entered_by(event: Event) -> str | None:
    """The stage that an event entered; None if it entered none."""
    if isinstance(event, Opened | Reopened):
        return event.stage
    return event.entered if isinstance(event, Moved) else None


def _is_news(event: Event) -> bool:
    """Whether the case that opened one learns of its event: that it was taken up, or stands elsewhere."""
    if isinstance(event, Heard):
        return event.source is not None
    return isinstance(event, Moved | Reopened | events.Closed | events.Undone)


def _is_no_more(decided: Iterable[Event]) -> bool:
    """Whether a case ended because the one that opened it took that back, and knows of it no more."""
    decided = list(decided)
    is_by_another = any(isinstance(event, events.Undone) and not event.sha256 for event in decided)
    return is_by_another and any(isinstance(event, events.Closed) for event in decided)


def spread(sent: Sequence[Tell | Report | Opened], at: datetime) -> Spread | None:
    """The event of a case having opened others or told them something; None if it did neither."""
    begun = tuple(b for message in sent if isinstance(message, Opened) and (b := _begun(message)))
    informed = tuple(m.case for m in sent if isinstance(m, Tell) and not (m.source or m.again))
    return Spread(begun, informed, utc_text(at)) if begun or informed else None


def _begun(opened: Opened) -> Begun | None:
    """What the case that opened another knows of it at first."""
    source = opened.begun.source if opened.begun else None
    return Begun(opened.case, opened.flow, opened.customer, opened.stage, source.key) if source else None


def heard(message: Tell | Report, at: datetime) -> Heard | Reported:
    """The event of a case being told something."""
    return message.news if isinstance(message, Report) else Heard(dict(message.given), message.source, utc_text(at))


def knows(case: Case, given: Answers) -> bool:
    """Whether a case was given all these values before."""
    return all(case.given.get(name) == value for name, value in given.items())


def may_join(flow: Flow, case: Case, given: Given) -> bool:
    """Whether a case waits to hear what another that would take it up as its own gives."""
    hears = flow.stages[case.stage].hears
    return not case.closed and bool(hears) and set(hears) <= set(given.values)


def unopened(situation: Situation) -> list[str]:
    """The rows (by key) of the present stage whose cases are not there yet."""
    own = (c for c in situation.stage.opens if not c.once)
    wanted = [(c.flow, key) for c in own for key, _ in _rows(c, situation.names)]
    return [key for of, key in wanted if child_of(situation.case, of, key) is None]


def child_of(case: Case, flow: str, key: str) -> str | None:
    """The number of the case that was opened for a row; None if there is none."""
    return next((n for n, c in case.children.items() if (c.flow, c.key) == (flow, key)), None)


def struck_off(after: Situation, decided: Iterable[Event]) -> list[str]:
    """The open cases of rows that the stages which a correction entered anew have no more."""
    entered = [stage for stage in stages(after.flow, decided) if stage.opens]
    flows = {children.flow for stage in entered for children in stage.opens}
    seen = [c for s in after.case.entered if s in after.flow.stages for c in after.flow.stages[s].opens]
    wanted = {(c.flow, key) for c in seen if c.flow in flows for key, _ in _rows(c, after.names)}
    return [n for n, c in after.case.children.items() if c.open and c.flow in flows and (c.flow, c.key) not in wanted]


def passed_on(before: Situation, after: Situation) -> list[Tell]:
    """What a case that was told something tells the cases it opened: what they were opened with, where that is otherwise now."""
    links = [c for s in after.case.entered if s in after.flow.stages for c in after.flow.stages[s].opens]
    was = {
        (c.flow, key): worked_out(c.values, seen, before.case.lang)
        for c in links
        for key, seen in _rows(c, before.names)
    }
    return [
        Tell(there, values, again=True)
        for children in links
        for key, seen in _rows(children, after.names)
        if (there := child_of(after.case, children.flow, key))
        and (values := worked_out(children.values, seen, after.case.lang)) != was.get((children.flow, key))
    ]


def _opened(after: Situation, children: Children) -> Iterator[Message]:
    """What opens the case of each row, or tells the one that is there."""
    case, flow = after.case, after.book.flows[children.flow]
    for key, seen in _rows(children, after.names):
        lang, there = _lang(after, children, seen), child_of(case, flow.id, key)
        values = worked_out(children.values, seen, lang)
        if there:
            yield Tell(there, values, again=True)
            continue
        customer = guards.value(children.customer, seen) if children.customer else None
        whose = about(flow, lang, customer) if children.customer else case.customer
        given = Given(values, FromCase(case.id, key), children.stage)
        yield Open(flow.id, key, lang, whose, given, children.joins, children.once)


def _lang(after: Situation, children: Children, seen: Names) -> str:
    """The language of a row's case: the one that is said, or stands in for it, if it is one, else that of the case which opens
    it."""
    lang = guards.value(children.lang, seen) if children.lang else None
    return after.book.spoken(lang) if lang in LANGS else after.case.lang


def _rows(children: Children, names: Names) -> Iterator[tuple[str, dict[str, Json]]]:
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
    if telling.every:
        yield Announcement(telling, tuple(rows_of(telling.rows, names)), case.lang)
    elif telling.key:
        yield from _called(case, telling, telling.key, names)
    for child in [] if telling.every or telling.key else names["children"][alias(telling.flow)]:
        seen = {**names, "child": child}
        if child["open"] and (telling.when is None or guards.holds(telling.when, seen)):
            yield Tell(child["case"], worked_out(telling.values, seen, case.lang))


def _called(case: Case, telling: Telling, key: str, names: Names) -> Iterator[Call]:
    for seen in rows_of(telling.rows, names):
        if telling.when is None or guards.holds(telling.when, seen):
            yield Call(telling.flow, str(guards.value(key, seen)), worked_out(telling.values, seen, case.lang))


def _report(after: Situation, opener: FromCase, entered: Iterable[Stage]) -> Report:
    """What the case that opened this one learns: where it stands, and what its stages report."""
    case, values = after.case, dict[str, Json]()
    for stage in entered:
        values |= worked_out(stage.reports, after.names, case.lang)
    news = Reported(
        child=case.id,
        flow=case.flow,
        key=opener.key,
        customer=dict(case.customer),
        stage=case.stage,
        open=not case.closed,
        values=values,
        at=utc_text(after.now),
    )
    return Report(opener.case, news)
