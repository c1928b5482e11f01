"""A flow as a value: the stages of a case, what each awaits and issues, its deadline and its roads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from casedrop.calendar.deadline import Deadline
from casedrop.flows.knowing import Knowing
from casedrop.flows.links import Asking, Children, Informing, Telling
from casedrop.flows.schedule import Start
from casedrop.language.problem import Json, Texts


@dataclass(frozen=True, slots=True)
class Road:
    """Where to go, if `when` (a guard; None is always) holds. `line` is the flow file's, for messages and rules."""

    go: str
    when: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A drop that a stage awaits: the form, the part of it ("" is the opening part) and the role that may drop it.

    `opens` lets it come from the shelf and open a case. `roads` are its own; else the stage's hold. It is awaited only if
    `when` (a guard; None is always) holds.
    `note` is a Jinja text per language for the role's list (CUS-3: the headings of the needs), `person` an expression for whom
    of the role it is meant. `late`: it still counts once the case has gone on without it. `signed` is how it must be signed.
    """

    form: str
    part: str = ""
    role: str | None = None
    opens: bool = False
    roads: tuple[Road, ...] = ()
    note: Texts = field(default_factory=dict)
    when: str | None = None
    late: bool = False
    person: str | None = None
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A kind of document without a template of ours that a case keeps as it came: a signed contract, a waybill. Its titles
    and `aliases` are what the name of a file may say of it. `hides` is the id of a view (`forms.views`): what that hides of the
    case's answers must not be found in it."""

    id: str
    titles: Texts
    aliases: tuple[str, ...] = ()
    hides: str = ""


@dataclass(frozen=True, slots=True)
class Enclosing:
    """An enclosure that a stage awaits, from a role, if `when` (a guard; None is always) holds; `note`, `person`
    and `signed` as of an item."""

    enclosure: str
    role: str | None = None
    note: Texts = field(default_factory=dict)
    when: str | None = None
    person: str | None = None
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A document that entering a stage brings out: for which part it is filled, for whom (roles, or `customer`), and what
    fills it.

    `values` maps names of the form's properties to expressions (nested mappings make objects).
    `fresh` empties the part first, for a stage entered again; `anew` begins another document of the form: nothing of the
    last one is taken over, and it draws a number of its own (ACC-3); `renew` brings the last one up to date under its own
    number, though it is none that comes back. `originals` are the holders of its numbered paper
    originals, in the order of their copies (ACC-4). It comes out only if `when` (a guard; None is always) holds.
    Of a `fillable` one the PDF is a form, which may come back in the Word file's place. Of a reduced one `form` is the id of
    the view (`forms.views`). `attach` names the documents of the workspace that go out beside it (PRB-11), `encloses` those
    enclosures of the case that do.
    """

    form: str
    part: str = ""
    to: tuple[str, ...] = ("customer",)
    pdf: bool = False
    fillable: bool = False
    fresh: bool = False
    anew: bool = False
    renew: bool = False
    originals: tuple[str, ...] = ()
    attach: tuple[str, ...] = ()
    encloses: tuple[str, ...] = ()
    values: Mapping[str, Json] = field(default_factory=dict)
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """Signed originals a stage waits for: those of the form's last document that the `holders` have, until each is `seen`:
    as a `scan`, or as the `paper` itself. `role` is who sees to it; a scan must show that they are `signed` in one of these ways
    (`seal`, `signature`, `digital`; `advice`: it is only told)."""

    form: str
    holders: tuple[str, ...]
    seen: str
    role: str | None = None
    line: int = 0
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who may decide that a case goes on without what a stage waits for (`roles`), and the stage it then goes to."""

    roles: tuple[str, ...]
    go: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who learns (`roles`) that a case has stood at a stage for longer than `amount` `unit` since it entered it, as a `Deadline`
    counts, by working time of the `calendar` of that id."""

    roles: tuple[str, ...]
    amount: int
    unit: str
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `closes` says how the case ended; such a stage awaits nothing.

    Its roads are taken after any awaited drop, of a form or (`encloses`) of an enclosure, or, if it needs `all`, once every
    one was dropped, in whatever order;
    once the `originals` are gathered; once the case that opened this one has told it all that it `hears`; or when `until`
    (a guard) holds, which is asked whenever another case has told something.
    `exports` are the forms whose rows, accepted in bulk tables, come out as files when it is entered.
    `opens` and `tells` are about the cases this one opened; `reports` is what the one that opened it learns, `registers` what
    the register of customers does. `corrected` is where the case goes if its papers say otherwise than what it is told by now
    ("": nowhere by itself), `cancelled` where it goes if a hand cancels the case that opened it ("": it ends, too). `waive` is
    the way out without what it waits for, which a role decides by the form that steers cases (W3). `escalate` says who is told
    once it lasts too long (W21).
    """

    id: str
    titles: Texts
    issues: tuple[Issue, ...] = ()
    awaits: tuple[Item, ...] = ()
    roads: tuple[Road, ...] = ()
    deadline: Deadline | None = None
    originals: Gathering | None = None
    needs_all: bool = False
    closes: str | None = None
    line: int = 0
    opens: tuple[Children, ...] = ()
    tells: tuple[Telling, ...] = ()
    reports: Mapping[str, Json] = field(default_factory=dict)
    hears: tuple[str, ...] = ()
    corrected: str = ""
    cancelled: str = ""
    until: str | None = None
    asks: Asking | None = None
    informs: tuple[Informing, ...] = ()
    encloses: tuple[Enclosing, ...] = ()
    exports: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    waive: Waiver | None = None
    registers: Mapping[str, Json] = field(default_factory=dict)
    escalate: Escalation | None = None

    @property
    def roles(self) -> Iterator[str | None]:
        """The roles that it may wait for or let know, None where that may be anybody; one may be named twice."""
        yield from (item.role for item in self.awaits)
        yield from (enclosing.role for enclosing in self.encloses)
        yield from (informing.role for informing in self.informs)
        yield from [self.asks.role] if self.asks else []
        yield from self.escalate.roles if self.escalate else ()
        yield from [self.originals.role] if self.originals else []

    @property
    def waits(self) -> bool:
        """Whether a case that enters it stays there until something comes."""
        return bool(self.awaits or self.encloses or self.originals or self.closes or self.hears or self.until)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list of a flow's cases: its name, its heading per language, and the expression each case fills it by; as
    what its number counts in figures (`owed`, `paid`, `rating`; "" for none), and the expression of its `currency` (None: the
    company's)."""

    name: str
    titles: Texts
    value: str
    figure: str = ""
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow: `answers` gives forms the short names under which guards and names see them; `holders` are those who keep
    paper originals, as documents name them; `given` names what a case is opened with that no drop opens; `starts` is what
    the calendar opens; `steer` are the roles that may steer its cases by a form (None: all whom the workspace lets). Of a
    `single` flow there is one case at a time, which may go on for ever: a second opening is refused. Of `several` a customer
    may have many at a time, and nobody is asked whether a form from the shelf belongs to an open one. `sha` names its release:
    all the files that decide how its cases run. `enclosures` are the kinds of documents its cases keep as they came, `columns`
    what a list of its cases shows of each. `follows` are the roles whose lists say where its cases stand. `product` is the
    expression of the product its cases are about (None: of none), `knows` what its forms are held against. `deputies` are the
    roles that may do what another is late with, by that role."""

    id: str
    version: int
    titles: Texts
    number: Mapping[str, str]
    answers: Mapping[str, str]
    start: str
    stages: Mapping[str, Stage]
    sha: str = ""
    holders: Mapping[str, Texts] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    starts: tuple[Start, ...] = ()
    single: bool = False
    several: bool = False
    steer: tuple[str, ...] | None = None
    enclosures: Mapping[str, Enclosure] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    follows: tuple[str, ...] = ()
    product: str | None = None
    knows: tuple[Knowing, ...] = ()
    deputies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def followers(self, stage: str) -> tuple[str, ...]:
        """The roles that follow a case which stands at a stage, each once (W17)."""
        return tuple(dict.fromkeys((*self.follows, *self.stages[stage].follows)))

    def items(self) -> Iterator[tuple[Stage, Item]]:
        """Every awaited item with its stage, in the file's order."""
        return ((s, i) for s in self.stages.values() for i in s.awaits)

    @property
    def calls(self) -> bool:
        """Whether it tells cases anything by the key under which they were opened."""
        return any(telling.key for stage in self.stages.values() for telling in stage.tells)

    def opening(self, form: str, role: str | None = None) -> Item | None:
        """The item by which a shelf form opens a case of this flow, that of the role if there are several; or None."""
        return spoken_to([i for i in self.stages[self.start].awaits if i.opens and i.form == form], role)

    def alias(self, form: str) -> str:
        """The name under which a form's answers are known; its id with `_` if the flow gives none."""
        return next((a for a, f in self.answers.items() if f == form), form.replace("-", "_"))


def spoken_to(items: Iterable[Item], role: str | None) -> Item | None:
    """Of items of one form and part the one that a role may answer; the first if it may answer none."""
    answers = list(items)
    return next((i for i in answers if i.role in (None, role)), next(iter(answers), None))
