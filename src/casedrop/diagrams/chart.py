"""What is written on a flow's drawing, in a language: its stages with what they await, and the roads between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field

from casedrop.calendar.deadline import Deadline
from casedrop.cases.definitions import Definitions
from casedrop.diagrams.conditions import Conditions
from casedrop.diagrams.names import Names
from casedrop.diagrams.schedule import in_words
from casedrop.flows.flow import Enclosing, Flow, Gathering, Item, Stage
from casedrop.flows.graph import Way, ways
from casedrop.flows.links import ONE
from casedrop.flows.stage_keywords import STAGE
from casedrop.language.messages import phrase
from casedrop.language.problem import Json, Texts


@dataclass(frozen=True, slots=True)
class Awaited:
    """A thing a stage waits for: a `drop` of a form or of an enclosure (`form` is its kind), or the `scan` or `paper` of
    the form's originals that `holders` have."""

    kind: str
    form: str
    form_title: str
    role: str
    role_title: str
    when: str = ""
    opens: bool = False
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A stage. `closes` is "" unless it ends the case; `needs_all`: everything it awaits, else any of it; `starts`: how the
    calendar begins cases at it; `kin`: what it opens, tells and waits for among other cases."""

    stage: str
    title: str
    awaits: tuple[Awaited, ...] = ()
    needs_all: bool = False
    closes: str = ""
    lines: tuple[str, ...] = field(default=(), repr=False)
    starts: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """A road from a stage to another and what is written on it; `late`: deadline, waiver or cancellation; `form`: only that drop
    takes it."""

    start: str
    go: str
    text: str = ""
    when: str = ""
    form: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A flow in a language. Roads to stages it does not have are left out: `casedrop check` tells them."""

    flow: str
    title: str
    lang: str
    start: str
    stages: tuple[Stop, ...]
    roads: tuple[Arrow, ...]

    def as_json(self) -> dict[str, Json]:
        """The chart as a JSON value; what is only wording of the rest is left out."""
        value = asdict(self)
        return value | {"stages": [{k: v for k, v in stop.items() if k != "lines"} for stop in value["stages"]]}


def chart_of(flow: Flow, book: Definitions, roles: Mapping[str, Texts], lang: str) -> Chart:
    """The chart of a flow in a language; `roles` gives the roles' titles. What has no title is called by its id."""
    scribe = _Scribe(flow, book, roles, lang)
    arrows = (scribe.arrow(way) for stage in flow.stages.values() for way in ways(stage) if way.go in flow.stages)
    stops = tuple(scribe.stop(stage) for stage in flow.stages.values())
    return Chart(flow.id, flow.titles[lang], lang, flow.start, stops, tuple(dict.fromkeys(arrows)))


@dataclass(frozen=True)
class _Scribe:
    flow: Flow
    book: Definitions
    roles: Mapping[str, Texts]
    lang: str

    @property
    def words(self) -> Conditions:
        """What says conditions and dates in words."""
        return Conditions(Names(self.flow, self.book, self.lang))

    def stop(self, stage: Stage) -> Stop:
        awaited = (*(self.item(item) for item in stage.awaits), *(self.enclosing(e) for e in stage.encloses))
        if stage.originals:
            awaited = (*awaited, self.gathering(stage.originals))
        starts = tuple(in_words(s, self.lang) for s in self.flow.starts if (s.go or self.flow.start) == stage.id)
        kin = tuple(self.kin(stage))
        lines = (*starts, *self.lines(awaited, stage.needs_all), *kin)
        return Stop(stage.id, stage.titles[self.lang], awaited, stage.needs_all, stage.closes or "", lines, starts, kin)

    def kin(self, stage: Stage) -> Iterator[str]:
        """What the stage says to other cases and to people, keyword by keyword."""
        for keyword in STAGE.keywords:
            if keyword.name in LINES:
                yield from LINES[keyword.name](self, stage)

    def opened(self, stage: Stage) -> Iterator[str]:
        for children in stage.opens:
            key = "chart.opens_one" if children.rows == ONE else "chart.opens"
            line = phrase(key, self.lang, rows=self.words.named(children.rows), flow=self.title(children.flow))
            yield (
                phrase("chart.if", self.lang, line=line, when=self.words.told(children.when)) if children.when else line
            )

    def addressed(self, stage: Stage) -> Iterator[str]:
        return (phrase("chart.tells", self.lang, flow=self.title(telling.flow)) for telling in stage.tells)

    def informed(self, stage: Stage) -> Iterator[str]:
        return (phrase("chart.informs", self.lang, role=self.role(informing.role)) for informing in stage.informs)

    def registered(self, stage: Stage) -> Iterator[str]:
        return iter([phrase("chart.registers", self.lang)] if stage.registers else [])

    def followed(self, stage: Stage) -> Iterator[str]:
        """The stage's followers; at the start the flow's too."""
        roles = self.flow.followers(stage.id) if stage.id == self.flow.start else stage.follows
        return (phrase("chart.follows", self.lang, role=self.role(role)) for role in roles)

    def escalated(self, stage: Stage) -> Iterator[str]:
        if stage.escalate:
            roles = [self.role(role) for role in stage.escalate.roles]
            key = f"chart.escalates_{stage.escalate.unit.replace(' ', '_')}"
            yield phrase(key, self.lang, n=stage.escalate.amount, roles=roles)

    def heard(self, stage: Stage) -> Iterator[str]:
        if stage.hears:
            words = [self.words.named(f"given.{name}") for name in stage.hears]
            yield phrase("chart.hears", self.lang, names=list(dict.fromkeys(words)))

    def awaited(self, stage: Stage) -> Iterator[str]:
        if stage.until:
            yield phrase("chart.until", self.lang, guard=self.words.told(stage.until))

    def corrected(self, stage: Stage) -> Iterator[str]:
        if stage.corrected:
            yield phrase("chart.corrected", self.lang, stage=self.flow.stages[stage.corrected].titles[self.lang])

    def title(self, flow: str) -> str:
        return self.book.flows[flow].titles[self.lang] if flow in self.book.flows else flow

    def item(self, item: Item) -> Awaited:
        role = item.role or ""
        return Awaited("drop", item.form, self.form(item.form), role, self.role(role), item.when or "", item.opens)

    def enclosing(self, wanted: Enclosing) -> Awaited:
        role, title = wanted.role or "", self.flow.enclosures[wanted.enclosure].titles[self.lang]
        return Awaited("drop", wanted.enclosure, title, role, self.role(role), wanted.when or "")

    def gathering(self, wanted: Gathering) -> Awaited:
        role, holders = wanted.role or "", tuple(self.holder(name) for name in wanted.holders)
        return Awaited(wanted.seen, wanted.form, self.form(wanted.form), role, self.role(role), holders=holders)

    def lines(self, awaited: tuple[Awaited, ...], needs_all: bool) -> Iterator[str]:
        if len(awaited) > 1:
            yield phrase("chart.all" if needs_all else "chart.any", self.lang)
        for one in awaited:
            line = phrase(
                f"chart.{one.kind}", self.lang, who=one.role_title, form=one.form_title, holders=list(one.holders)
            )
            yield phrase("chart.if", self.lang, line=line, when=self.words.told(one.when)) if one.when else line

    def arrow(self, way: Way) -> Arrow:
        if way.deadline:
            return Arrow(way.start, way.go, self.late(way.deadline), late=True)
        if way.waiver:
            roles = [self.role(role) for role in way.waiver.roles]
            return Arrow(way.start, way.go, phrase("chart.waived", self.lang, roles=roles), late=True)
        if way.cancelled:
            return Arrow(way.start, way.go, phrase("chart.cancelled", self.lang), late=True)
        form = way.item.form if way.item else ""
        heads = [phrase("chart.once", self.lang, form=self.form(form))] if form else []
        guard = (
            self.words.told(way.when) if way.when else (phrase("chart.otherwise", self.lang) if way.otherwise else "")
        )
        text = phrase("marks.colon", self.lang).join([*heads, *([guard] if guard else [])])
        return Arrow(way.start, way.go, text, way.when or "", form)

    def late(self, deadline: Deadline) -> str:
        key = f"chart.late_{deadline.unit.replace(' ', '_')}"
        term = phrase(key, self.lang, n=deadline.amount, after=self.words.named(deadline.after))
        when = deadline.nonstop
        return phrase("chart.nonstop", self.lang, term=term, when=self.words.told(when)) if when else term

    def form(self, form: str) -> str:
        return self.book.forms[form].titles[self.lang] if form in self.book.forms else form

    def role(self, role: str) -> str:
        return self.roles.get(role, {}).get(self.lang, role) or phrase("chart.anyone", self.lang)

    def holder(self, holder: str) -> str:
        return self.flow.holders.get(holder, {}).get(self.lang, holder)


LINES: Mapping[str, Callable[[_Scribe, Stage], Iterator[str]]] = {
    "opens": _Scribe.opened,
    "tells": _Scribe.addressed,
    "informs": _Scribe.informed,
    "follows": _Scribe.followed,
    "escalate": _Scribe.escalated,
    "registers": _Scribe.registered,
    "hears": _Scribe.heard,
    "until": _Scribe.awaited,
    "corrected": _Scribe.corrected,
}
"""The keywords of a stage of which a line stands in its box."""
SHAPES = ("titles", "awaits", "needs", "next", "deadline", "waive", "cancelled", "originals", "closes")
"""Those that are drawn otherwise: as the box, what it awaits, a road, the border."""
LEFT_OUT = ("issues", "asks", "reports", "exports")
"""Those that a drawing leaves out: it shows how a case moves."""
