"""Planning: which documents a case's events bring out, with what they say and how they are called, all as values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casedrop.core import codes, guards, names, templating
from casedrop.core.book import Book
from casedrop.core.case import Case, Event, fold
from casedrop.core.context import context
from casedrop.core.flow import Flow, Issue
from casedrop.core.form import Form
from casedrop.core.judge import merge
from casedrop.core.stamp import Stamp, parse, readable, write

Draw = Callable[[str, int], int]
"""(series, year) -> the next number of it."""

ENTERED = {"moved": "to", "reopened": "stage"}
"""The events by which a stage is entered, and where they name it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written; `drawn` is its place (`series`, `year`, `n`) if it is a new one."""

    text: str = ""
    drawn: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to be made, complete but for its number.

    `number` is the one it keeps (a form travelling through several hands), else "" until drawn; `replaces` is the number
    that becomes void by it.
    """

    form: str
    part: str
    lang: str
    to: str
    pdf: bool
    answers: Mapping[str, Any]
    number: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is fully decided: its bytes follow from this and the form alone.

    `drawn` is the place (`series`, `year`, `n`) of its number if that is a new one.
    """

    form: str
    version: int
    part: str
    lang: str
    to: str
    pdf: bool
    answers: Mapping[str, Any]
    number: str
    stamp: Stamp
    facts: Mapping[str, Any]
    name: str
    folder: str
    file: int
    drawn: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        """Its own name for ever: case, form, issue and part."""
        return f"{self.stamp.case}:{self.form}:{self.stamp.issue}:{self.part}"

    @property
    def last_file(self) -> int:
        """The archive's number of the last file it makes: its PDF, if it has one, follows it."""
        return self.file + 1 if self.pdf else self.file


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
    """The documents of every stage the events entered, each seeing those before it, and the events of issuing them.

    All bear the case's version at the decision as their issue. `correction`: what they replace becomes void.
    """
    state, events, made = case, list[Event](), list[Document]()
    entered = [flow.stages[e.data[ENTERED[e.kind]]] for e in decided if e.kind in ENTERED]
    for issue in (i for stage in entered for i in stage.issues):
        wanted = sheet(book, flow, state, issue, now, correction=correction)
        number = number_of(book, wanted, draw, now)
        made.append(document(book, state, wanted, number, case.version, key, now))
        step = [*voided(wanted, now), issued(made[-1], key)]
        events, state = events + step, fold(step, state)
    return Outgoing(state, tuple(events), tuple(made))


def sheet(book: Book, flow: Flow, case: Case, issue: Issue, now: datetime, *, correction: bool) -> Sheet:
    """One document to be made for an issue."""
    form = book.forms[issue.form]
    last = str(case.documents.get(form.id, {}).get("number", ""))
    travels = form.returns and bool(last)
    return Sheet(
        form=form.id,
        part=issue.part,
        lang=case.lang,
        to=issue.to,
        pdf=issue.pdf,
        answers=filled(book, flow, case, issue, now),
        number=last if travels else "",
        replaces=last if correction and not travels else "",
    )


def filled(book: Book, flow: Flow, case: Case, issue: Issue, now: datetime) -> dict[str, Any]:
    """What the document says: the case's own answers to this form, what `values` give, and the blocks it shares by name
    with other forms of the case (house 5); nothing its schema does not know."""
    form = book.forms[issue.form]
    own = dict(case.answers.get(form.id, {}))
    given = worked_out(issue.values, context(book, flow, case, now))
    raw = {**shared(book, form, case), **own, **{k: v for k, v in given.items() if v is not None}}
    known = project(form.schema, raw)
    return without(form, issue.part, known) if issue.fresh else known


def worked_out(values: Any, names_: Mapping[str, Any]) -> Any:
    """The values of expressions, objects of them kept as objects."""
    if isinstance(values, Mapping):
        return {k: worked_out(v, names_) for k, v in values.items()}
    return guards.value(str(values), names_)


def shared(book: Book, form: Form, case: Case) -> dict[str, Any]:
    """The blocks (`x-block`) of a form that other forms of the case have answered, the latest answer winning."""
    found: dict[str, Any] = {}
    latest = dict.fromkeys(form for _, form, _ in reversed(case.changes))
    for other, answers in ((f, case.answers[f]) for f in reversed(latest)):
        theirs = book.forms[other].schema["properties"]
        for name, sub in form.schema["properties"].items():
            if "x-block" in sub and theirs.get(name, {}).get("x-block") == sub["x-block"] and name in answers:
                found[name] = answers[name]
    return found


def project(schema: Mapping[str, Any], value: Any) -> Any:
    """The value with only what the schema knows and without what is empty."""
    if schema.get("type") == "object" and isinstance(value, Mapping):
        parts = {k: project(sub, value.get(k)) for k, sub in schema["properties"].items()}
        return {k: v for k, v in parts.items() if v not in (None, "", {}, [])}
    if schema.get("type") == "array":
        return [project(schema["items"], row) for row in value or ()]
    return value


def without(form: Form, part: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers less those of a part."""
    return merge(form, part, {}, answers)


def document(book: Book, case: Case, wanted: Sheet, number: Number, issue: int, key: bytes, now: datetime) -> Document:
    """One document, fully decided."""
    form = book.forms[wanted.form]
    stamp = Stamp(form.id, form.version, wanted.lang, case.id, wanted.part, issue, number.text)
    facts = facts_of(book, case, form, stamp, key, now)
    return Document(
        form=form.id,
        version=form.version,
        part=wanted.part,
        lang=wanted.lang,
        to=wanted.to,
        pdf=wanted.pdf,
        answers=wanted.answers,
        number=number.text,
        stamp=stamp,
        facts=facts,
        name=file_name(form, wanted.lang, wanted.answers, facts),
        folder=f"{names.safe_name(case.customer.get('short') or case.customer['name'], '')}/{case.id}",
        file=case.files + 1,
        drawn=number.drawn,
    )


def number_of(book: Book, wanted: Sheet, draw: Draw, now: datetime) -> Number:
    """The number a document keeps, or the next of its series; "" for a form that bears none."""
    spec = book.forms[wanted.form].number
    if wanted.number or not spec:
        return Number(wanted.number)
    return numbered(book, spec, draw, now)


def numbered(book: Book, spec: Mapping[str, str], draw: Draw, now: datetime) -> Number:
    """The next number of a series, written by its pattern; the year is the company's."""
    year = now.astimezone(book.zone).year
    n = draw(spec["series"], year)
    text = templating.render(spec["pattern"], {"year": year, "n": n})
    return Number(text, {"series": spec["series"], "year": year, "n": n})


def facts_of(book: Book, case: Case | None, form: Form, stamp: Stamp, key: bytes, now: datetime) -> dict[str, Any]:
    """What a template may say beside the form's own answers: company, document, case, today."""
    today = now.astimezone(book.zone).date().isoformat()
    doc = {"number": stamp.number, "date": today, "readable": readable(form.code, stamp, key)}
    doc |= {"audience": "internal" if form.internal else "customer", "copy": stamp.copy, "part": stamp.part}
    code = codes.of(stamp)
    doc |= {"code": codes.write(code, key)} if code else {}
    about = {"number": case.id, "opened": case.opened} if case else {"number": "", "opened": ""}
    return {"company": dict(book.companies[stamp.lang]), "doc": doc, "case": about, "today": today}


def file_name(form: Form, lang: str, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """The file's name in the document's language (CUS-6), safe on every system."""
    stem = templating.render(form.names[lang], templating.scene(form, lang, answers, facts), lang=lang)
    return names.safe_name(stem, f".{form.format}")


def issued(made: Document, key: bytes) -> Event:
    """The event of a document brought out: all that was decided about it, and its stamp as signed."""
    data: dict[str, Any] = {
        "form": made.form,
        "version": made.version,
        "part": made.part,
        "lang": made.lang,
        "to": made.to,
    }
    data |= {"number": made.number, "date": made.facts["doc"]["date"], "name": made.name, "folder": made.folder}
    data |= {"issue": made.stamp.issue, "file": made.last_file, "case": made.stamp.case, "answers": made.answers}
    data |= {"pdf": made.pdf, "drawn": made.drawn, "facts": made.facts, "stamp": write(made.stamp, key)}
    return Event("issued", data)


def document_of(said: Mapping[str, Any]) -> Document:
    """The document that the data of an `issued` event describes; raises ValueError if its stamp is none."""
    stamp = parse(said["stamp"])
    if stamp is None:
        raise ValueError(said["stamp"])
    same = ("form", "version", "part", "lang", "to", "pdf", "answers", "number", "facts", "name", "folder", "drawn")
    return Document(**{k: said[k] for k in same}, stamp=stamp, file=said["file"] - said["pdf"])


def voided(wanted: Sheet, now: datetime) -> list[Event]:
    """The event of the number a document replaces becoming void; none if it replaces none."""
    return (
        [Event("voided", {"number": wanted.replaces, "reason": "replaced", "at": now.isoformat()})]
        if wanted.replaces
        else []
    )
