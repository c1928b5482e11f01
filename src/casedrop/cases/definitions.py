"""All that a decision may look up: the flows, the forms, the company. A value, made once from the workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from casedrop.calendar.worktime import Calendar
from casedrop.cases.case import Case
from casedrop.customers.register import Customers
from casedrop.flows.attachments import Attachment
from casedrop.flows.flow import Flow, Issue, Item
from casedrop.forms.form import Form
from casedrop.language.fallback import spoken
from casedrop.language.problem import LANGS, Answers


@dataclass(frozen=True, slots=True)
class Steering:
    """The form by which cases are held, resumed, cancelled and reopened, the `roles` that may drop it, and the pointers under
    which it says which `case`, which `way`, `why` and, if it does ("": it does not), whose case that is."""

    form: str
    roles: tuple[str, ...]
    case: str
    way: str
    why: str
    customer: str = ""

    def allowed(self, flow: Flow) -> tuple[str, ...]:
        """The roles that may steer cases of a flow, which may leave some of them out."""
        return self.roles if flow.steer is None else tuple(r for r in self.roles if r in flow.steer)


@dataclass(frozen=True)
class Definitions:
    """Flows, forms and calendars by id; the company's data per language, as templates and guards see it; its zone and first
    language; the register of customers, which is empty but where a decision asks the ledger for it; how cases are steered
    by a form, if they are; the company's own calendar; the documents that may be sent along.
    `refused` are the things a file may not bring along: `macros`, `links`, `embedded`. `folders` are the names of the roles'
    folders where these are not their ids, `languages` those the office writes, in the order in which they stand in for another.
    `older(book, case)` finds the book of a case whose flow has another release by now."""

    flows: Mapping[str, Flow]
    forms: Mapping[str, Form]
    companies: Mapping[str, Answers]
    zone: tzinfo
    lang: str = "vi"
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    customers: Customers = field(default_factory=Customers)
    steering: Steering | None = None
    calendar: Calendar | None = None
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    folders: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = LANGS
    older: Callable[[Definitions, Case], Definitions] = lambda book, _case: book

    def of(self, case: Case) -> Definitions:
        """The book by which a case runs: its flow and forms as when it began, or was moved; all else as it is now."""
        flow = self.flows.get(case.flow)
        return self if flow and flow.sha == case.sha else self.older(self, case)

    @property
    def waiving(self) -> frozenset[str]:
        """The roles that may waive what a stage of one of the flows waits for."""
        waivers = (stage.waive for flow in self.flows.values() for stage in flow.stages.values())
        return frozenset(role for waiver in waivers if waiver for role in waiver.roles)

    def inbox(self, role: str) -> str:
        """The folder into which a role drops, from the workspace's root, as people are told."""
        return f"inbox/{self.folders.get(role, role)}"

    def outbox(self, place: str) -> str:
        """A place in the outbox (`cases.audience`), from the workspace's root, as people are told."""
        head, slash, rest = place.partition("/")
        return f"outbox/{self.folders.get(head, head)}{slash}{rest}"

    def spoken(self, lang: object) -> str:
        """The language in which somebody is written to who would like `lang`."""
        return spoken(lang, self.languages, self.lang)

    def issues(self, form: str) -> list[Issue]:
        """Every issue of a form by one of the flows."""
        stages = (stage for flow in self.flows.values() for stage in flow.stages.values())
        return [issue for stage in stages for issue in stage.issues if issue.form == form]

    def opener(self, form: str, role: str | None = None) -> tuple[Flow, Item] | None:
        """The flow and item by which a shelf form from a role opens a case; None if it opens none."""
        items = ((flow, flow.opening(form, role)) for flow in self.flows.values())
        return next(((flow, item) for flow, item in items if item), None)
