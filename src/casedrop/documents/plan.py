"""Planning: which documents a case's events bring out, with what they say and how they are called, all as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from casedrop.cases.case import Case
from casedrop.cases.context import context
from casedrop.cases.definitions import Book
from casedrop.cases.events import Event, Voided
from casedrop.cases.evolve import fold
from casedrop.cases.links import stages
from casedrop.cases.numbering import Draw
from casedrop.customers import prefill
from casedrop.documents.document import Document, document, issued, issuer
from casedrop.documents.exports import exported
from casedrop.documents.sheet import Sheet, number_of
from casedrop.expressions import guards
from casedrop.expressions.values import worked_out
from casedrop.flows.flow import Flow, Issue
from casedrop.forms.form import Form
from casedrop.forms.validate import merge
from casedrop.forms.views import hidden, shown
from casedrop.language.problem import Answers, Json


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The case once its documents are brought out, the events of that, and the documents."""

    case: Case
    events: tuple[Event, ...]
    made: tuple[Document, ...]


def bring_out(
    book: Book,
    flow: Flow,
    case: Case,
    decided: Iterable[Event],
    draw: Draw,
    key: bytes,
    now: datetime,
    *,
    correction: bool,
) -> Outgoing:
    """The documents of every stage the events entered, each seeing those before it, and the events of issuing them; then those
    of rows that come out.

    All bear the case's version at the decision as their issue. `correction`: what they replace becomes void.
    """
    state, events, made = case, list[Event](), list[Document]()
    for issue in (i for stage in stages(flow, decided) for i in stage.issues):
        if issue.when and not guards.holds(issue.when, context(book, flow, state, now)):
            continue
        wanted = sheet(book, flow, state, issue, now, correction=correction)
        number = number_of(book, wanted, draw, now)
        made.append(document(book, issuer(state), wanted, number, case.version, key, now))
        step: list[Event] = [*voided(wanted, now), issued(made[-1], key)]
        events, state = events + step, fold(step, state)
    for form in (f for stage in stages(flow, decided) for f in stage.exports):
        step = [*exported(book, state, form, now)]
        events, state = events + step, fold(step, state)
    return Outgoing(state, tuple(events), tuple(made))


def sheet(book: Book, flow: Flow, case: Case, issue: Issue, now: datetime, *, correction: bool) -> Sheet:
    """One document to be made for an issue."""
    form = book.forms[issue.form]
    known = filled(book, flow, case, issue, now)
    last = case.number_of(form.id)
    travels = (form.returns or issue.renew) and bool(last) and not issue.anew
    return Sheet(
        form=form.id,
        part=issue.part,
        lang=case.lang,
        to=issue.to,
        pdf=issue.pdf,
        fillable=issue.fillable,
        originals=tuple({"holder": h, "text": flow.holders[h][case.lang]} for h in issue.originals),
        answers=shown(form, known),
        hidden=hidden(form, known),
        attach=issue.attach,
        number=last if travels else "",
        replaces=last if correction and not travels and not issue.anew else "",
    )


def filled(book: Book, flow: Flow, case: Case, issue: Issue, now: datetime) -> dict[str, Json]:
    """What the document says: the case's own answers to this form, what `values` give, and the blocks it shares by name
    with other forms of the case (house 5), completed by the register of customers; nothing its schema does not know.

    Of a view this is what the whole form would say."""
    form = book.forms[issue.form].base
    own = {} if issue.anew else dict(case.answers.get(form.id, {}))
    given = worked_out(issue.values, context(book, flow, case, now), case.lang)
    raw = {**shared(book, form, case), **own, **{k: v for k, v in given.items() if v is not None}}
    known = project(form.schema, prefill.of_case(book.customers, form, case.customer, raw))
    return without(form, issue.part, known) if issue.fresh else known


def shared(book: Book, form: Form, case: Case) -> dict[str, Json]:
    """The blocks (`x-block`) of a form that other forms of the case have answered, the latest answer winning."""
    found: dict[str, Json] = {}
    latest = dict.fromkeys(form for _, form, _ in reversed(case.changes))
    for other, answers in ((f, case.answers[f]) for f in reversed(latest)):
        theirs = book.forms[other].schema["properties"]
        for name, sub in form.schema["properties"].items():
            if "x-block" in sub and theirs.get(name, {}).get("x-block") == sub["x-block"] and name in answers:
                found[name] = answers[name]
    return found


def project(schema: Answers, value: Json) -> Json:
    """The value with only what the schema knows and without what is empty."""
    if schema.get("type") == "object" and isinstance(value, Mapping):
        parts = {k: project(sub, value.get(k)) for k, sub in schema["properties"].items()}
        return {k: v for k, v in parts.items() if v not in (None, "", {}, [])}
    if schema.get("type") == "array":
        return [project(schema["items"], row) for row in value or ()]
    return value


def without(form: Form, part: str, answers: Answers) -> dict[str, Json]:
    """The answers less those of a part."""
    return merge(form, part, {}, answers)


def voided(wanted: Sheet, now: datetime) -> list[Voided]:
    """The event of the number a document replaces becoming void; none if it replaces none."""
    return [Voided(wanted.replaces, "replaced", now.isoformat())] if wanted.replaces else []
